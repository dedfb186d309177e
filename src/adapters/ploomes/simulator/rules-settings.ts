import { stagesOf } from './rules-deals.ts';
import type { Rules, Write } from './rule.ts';
import { kindOf } from './schema.ts';
import { blankRow } from './write-columns.ts';
import { badRequest, childrenOf, idOf, isRow, numberAt, textAt } from './wire.ts';
import type { Row } from './wire.ts';
import type { World } from './world.ts';

const DEFAULT_STAGES = [{ Name: 'Entrada' }, { Name: 'Em andamento' }, { Name: 'Fechamento' }];

/** A pipeline comes with its stages; archived ones stay in the list with `Archived` true. */
export const pipelineRules: Rules = {
  nested: ['Stages'],
  defaults: (world) => ({
    MustPassAllStages: false, ForbiddenStageReturn: false, MayCreateQuotes: true, MayCreateOrders: true,
    MayCreateDocuments: true, MayWinDeals: true, MayLoseDeals: true, Archived: false, NewOrderOnWonDeal: false,
    CreateOrderOnWonDeal: false, WinDealOnLastStage: false, SingularUnitName: 'Negócio', PluralUnitName: 'Negócios',
    GenderId: 1, Color: '#2a6fdb', IconId: 1, EnableTableViewMode: true, EnableFunnelViewMode: true,
    LastUpdateDate: world.nowText(),
  }),
  after: (world, { row, before, body }) => {
    const sent = childrenOf(body, 'Stages');
    for (const stage of before ? sent : sent.length > 0 ? sent : DEFAULT_STAGES) {
      const kind = kindOf('Deals@Stages');
      world.store.put('Deals@Stages', {
        ...blankRow(kind), Id: world.newId(kind), Name: stage['Name'] ?? null, PipelineId: idOf(row),
        Ordination: stagesOf(world, idOf(row)).length + 1,
      });
    }
    markLastStage(world, idOf(row));
  },
  removed: (world, before) => {
    for (const stage of stagesOf(world, idOf(before))) world.store.drop('Deals@Stages', idOf(stage));
  },
};

export const stageRules: Rules = {
  prepare: (world, { row }) => {
    row['Ordination'] ??= stagesOf(world, numberAt(row, 'PipelineId')).length + 1;
  },
  after: (world, { row }) => markLastStage(world, numberAt(row, 'PipelineId')),
  removed: (world, before) => markLastStage(world, numberAt(before, 'PipelineId')),
};

function markLastStage(world: World, pipelineId: number | undefined): void {
  const stages = stagesOf(world, pipelineId);
  for (const stage of stages) world.store.put('Deals@Stages', { ...stage, LastPipelineStage: stage === stages.at(-1) });
}

export const lossReasonRules: Rules = { defaults: (world) => ({ LastUpdateDate: world.nowText() }) };

const KEY_PREFIX: Readonly<Record<number, string>> = {
  1: 'contact', 2: 'deal', 4: 'order', 7: 'quote', 10: 'product', 12: 'task', 36: 'interaction_record',
};
const TABLE_OF: Readonly<Record<number, string>> = {
  1: 'Contacts', 2: 'Deals', 4: 'Orders', 7: 'Quotes', 12: 'Tasks', 36: 'InteractionRecords',
};
const OPTIONS_LIST = 7;

/** A custom field; its key is given by the platform, and an options list may be made with it. */
export const fieldRules: Rules = {
  nested: ['OptionsTable'],
  defaults: () => ({ Multiple: false, Required: false, Unique: false, Dynamic: true }),
  prepare: (world, write) => {
    if (write.before) return;
    const entityId = numberAt(write.row, 'EntityId') ?? 0;
    const prefix = KEY_PREFIX[entityId];
    if (!prefix) throw badRequest(`The EntityId ${entityId} does not exist.`);
    write.row['Key'] = `${prefix}_${world.guid()}`;
    createOptionsTable(world, write);
    if (write.row['TypeId'] === OPTIONS_LIST && write.row['OptionsTableId'] === null) {
      throw badRequest("The property 'OptionsTable' is required on 'Field'.");
    }
  },
  // The values of a field go with it, and nobody is told.
  removed: (world, before) => {
    const path = TABLE_OF[numberAt(before, 'EntityId') ?? 0];
    if (path === undefined) return;
    for (const row of world.store.rows(path)) {
      const values = childrenOf(row, 'OtherProperties');
      const kept = values.filter((value) => value['FieldId'] !== before['Id']);
      if (kept.length < values.length) world.store.put(path, { ...row, OtherProperties: kept });
    }
  },
};

function createOptionsTable(world: World, { row, body }: Write): void {
  const sent = body['OptionsTable'];
  if (!isRow(sent)) return;
  const kind = kindOf('Fields@OptionsTables');
  const table: Row = { Id: world.newId(kind), Name: textAt(sent, 'Name') ?? textAt(row, 'Name') ?? null };
  world.store.put(kind.path, table);
  row['OptionsTableId'] = idOf(table);
  const options = kindOf('Fields@OptionsTables@Options');
  for (const [at, { Name = null }] of childrenOf(sent, 'Options').entries()) {
    world.store.put(options.path, { Id: world.newId(options), Name, TableId: idOf(table), Ordination: at + 1 });
  }
}

export const optionRules: Rules = {
  prepare: (world, { row }) => {
    const options = world.store.rows('Fields@OptionsTables@Options');
    row['Ordination'] ??= options.filter((each) => each['TableId'] === row['TableId']).length + 1;
  },
};

const SUBSCRIBABLE: ReadonlySet<number> = new Set([1, 2, 4, 7, 10, 12, 36]);

/** One registration covers one entity and one action. */
export const webhookRules: Rules = {
  defaults: () => ({ Active: true }),
  prepare: (_world, { row }) => {
    const entityId = numberAt(row, 'EntityId') ?? 0;
    if (!SUBSCRIBABLE.has(entityId)) throw badRequest(`The EntityId ${entityId} does not exist.`);
    if (!URL.canParse(textAt(row, 'CallbackUrl') ?? '')) {
      throw badRequest("The property 'CallbackUrl' must be an absolute URL.");
    }
  },
};

export const userRules: Rules = {
  defaults: () => ({
    RoleId: 1, ProfileId: 2, Integration: false, NativeIntegration: false, AccountOwner: false, ActiveSmtp: false,
    Editable: true, Suspended: false, LastSeenPlatform: 'Web', ResetPassword: false, Language: 'pt-BR', LanguageId: 1,
  }),
};

export const tagRules: Rules = { defaults: () => ({ Color: '#2a6fdb' }) };
