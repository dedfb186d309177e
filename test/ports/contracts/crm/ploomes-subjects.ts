import { createPloomesCrm, parsePloomesConfig } from '../../../../src/adapters/ploomes/index.ts';
import { createPloomesSimulator, type PloomesSimulator, type Row } from '../../../../src/adapters/ploomes/simulator/index.ts';
import type { CrmUserId } from '../../../../src/domain/agent/agent.ts';
import type { CardId } from '../../../../src/domain/card-linking/card.ts';
import type { ContactId } from '../../../../src/domain/contact/contact.ts';
import type { FunnelId } from '../../../../src/domain/funnel/funnel.ts';
import type { InteractionRecordId } from '../../../../src/domain/interaction/interaction-record.ts';
import { instantOf, parseInstant, type Instant } from '../../../../src/domain/kernel/instant.ts';
import type { Crm } from '../../../../src/ports/index.ts';
import type {
  CardDeskSubject, ContactDirectorySubject, ContactToAdd, CrmSubscriptionsSubject, CrmUsersSubject, FunnelCatalogSubject,
  InteractionJournalSubject, SeenRecord,
} from '../../../../src/ports/contracts/index.ts';

const UNKNOWN = '999';
const START = Date.UTC(2026, 4, 4, 12, 0, 0);

interface Lab extends AsyncDisposable {
  readonly crm: Crm;
  readonly simulator: PloomesSimulator;
  readonly since: Instant;
  wind(seconds: number): void;
}

/** The adapter over a fresh simulator, real HTTP between them, one hand-wound clock for both. */
export async function ploomesLab(): Promise<Lab> {
  let nowMs = START;
  const simulator = await createPloomesSimulator({ ratePerMinute: 0, clock: { now: () => nowMs } });
  const config = parsePloomesConfig({ baseUrl: simulator.url, userKey: simulator.userKey, timeoutMs: 5000 });
  return {
    crm: createPloomesCrm(config, { clock: { now: () => instantOf(nowMs) } }),
    simulator,
    since: instantOf(START - 1000),
    wind: (seconds) => void (nowMs += seconds * 1000),
    [Symbol.asyncDispose]: async () => await simulator.close(),
  };
}

/** A subject with what lets go of its simulator. */
type Made<Subject> = Promise<Subject & { dispose(): Promise<void> }>;

const disposal = (lab: Lab): { dispose(): Promise<void> } => ({ dispose: async () => await lab[Symbol.asyncDispose]() });
const idOf = <Id>(row: Row): Id => String(row['Id']) as Id;

const numbers = (simulator: PloomesSimulator, entity: string): readonly number[] =>
  simulator.rows(entity).map((row) => Number(row['Id']));

/** Ids of the pipelines and users that every simulated account has. */
function seeded<Id>(simulator: PloomesSimulator, entity: 'Deals@Pipelines' | 'Users'): readonly [Id, Id] {
  const [first = 0, second = 0] = numbers(simulator, entity);
  return [String(first) as Id, String(second) as Id];
}

export async function ploomesCardDesk(): Made<CardDeskSubject> {
  const lab = await ploomesLab();
  const { simulator, crm } = lab;
  const [funnelId, otherFunnelId] = seeded<FunnelId>(simulator, 'Deals@Pipelines');
  const company = simulator.addCompany({ name: 'Aurora Ltda' });
  return {
    ...disposal(lab),
    desk: crm.cards,
    funnelId,
    otherFunnelId,
    clientId: idOf<ContactId>(company),
    personId: idOf<ContactId>(simulator.addContact({ name: 'Ana', companyId: Number(company['Id']) })),
    otherClientId: idOf<ContactId>(simulator.addContact({ name: 'Bia' })),
    ownerId: seeded<CrmUserId>(simulator, 'Users')[0],
    since: lab.since,
    unknownCard: UNKNOWN as CardId,
    end: async (cardId, how) => void simulator.update('Deals', Number(cardId), { StatusId: how === 'won' ? 2 : 3 }),
    remove: async (cardId) => simulator.remove('Deals', Number(cardId)),
  };
}

export async function ploomesFunnelCatalog(): Made<FunnelCatalogSubject> {
  const lab = await ploomesLab();
  const { simulator, crm } = lab;
  const funnels = simulator.rows('Deals@Pipelines').map((row) => ({ id: idOf<FunnelId>(row), name: String(row['Name']), archived: false }));
  const [first, second, ...others] = funnels;
  if (first === undefined || second === undefined) throw new Error('The simulated account has too few pipelines.');
  return {
    ...disposal(lab),
    catalog: crm.funnels,
    funnels: [first, second, ...others],
    unknownFunnel: UNKNOWN as FunnelId,
    archive: async (funnelId) => void simulator.archivePipeline(Number(funnelId)),
    wind: async (seconds) => lab.wind(seconds),
  };
}

export async function ploomesJournal(): Made<InteractionJournalSubject> {
  const lab = await ploomesLab();
  const { simulator, crm } = lab;
  const [funnelId] = seeded<FunnelId>(simulator, 'Deals@Pipelines');
  const [userId, otherUserId] = seeded<CrmUserId>(simulator, 'Users');
  const [ana, bia] = [simulator.addContact({ name: 'Ana' }), simulator.addContact({ name: 'Bia' })];
  const cardOf = (client: Row): CardId =>
    idOf<CardId>(simulator.create('Deals', { Title: 'Card', ContactId: client['Id'] ?? null, PipelineId: Number(funnelId) }));
  const rowOf = (recordId: InteractionRecordId): Row | undefined =>
    simulator.interactionRecords().find((row) => String(row['Id']) === recordId);
  return {
    ...disposal(lab),
    journal: crm.journal,
    contactId: idOf<ContactId>(ana),
    otherContactId: idOf<ContactId>(bia),
    cardId: cardOf(ana),
    otherCardId: cardOf(bia),
    userId,
    otherUserId,
    since: lab.since,
    unknownRecord: UNKNOWN as InteractionRecordId,
    see: async (recordId) => {
      const row = rowOf(recordId);
      return row === undefined ? undefined : seenRecord(simulator, row);
    },
    count: async () => simulator.interactionRecords().length,
    annotate: async (recordId) => {
      const field = simulator.create('Fields', { Name: 'Motivo', EntityId: 36, TypeId: 1 });
      const standing = childRows(rowOf(recordId)).map(writable);
      const note = { FieldKey: String(field['Key']), StringValue: 'troca' };
      simulator.update('InteractionRecords', Number(recordId), { OtherProperties: [...standing, note] });
      return async () => childRows(rowOf(recordId)).some((row) => row['FieldKey'] === note.FieldKey && row['StringValue'] === 'troca');
    },
    remove: async (recordId) => simulator.remove('InteractionRecords', Number(recordId)),
  };
}

function seenRecord(simulator: PloomesSimulator, row: Row): SeenRecord {
  const names = new Map(simulator.rows('Fields').map((field) => [String(field['Key']), String(field['Name'])]));
  const labels = new Map(simulator.rows('Fields@OptionsTables@Options').map((option) => [option['Id'], String(option['Name'])]));
  const valueOf = (name: string) => childRows(row).find((child) => names.get(String(child['FieldKey'])) === name)?.['IntegerValue'];
  const label = (name: string) => labels.get(valueOf(name) ?? null);
  const at = parseInstant(String(row['Date']));
  if (!at.ok) throw new Error('The record has no date.');
  const [channel, group, classification, userId] = [
    label('Canal (Vínculo)'), label('Grupo (Vínculo)'), label('Classificação (Vínculo)'), valueOf('Agente (Vínculo)'),
  ];
  return {
    contactId: String(row['ContactId']) as ContactId,
    html: String(row['Content']),
    at: at.value,
    options: {
      ...(channel === undefined ? {} : { channel }),
      ...(group === undefined ? {} : { group }),
      ...(classification === undefined ? {} : { classification }),
    },
    ...(row['DealId'] === null ? {} : { cardId: String(row['DealId']) as CardId }),
    ...(userId === undefined || userId === null ? {} : { userId: String(userId) as CrmUserId }),
  };
}

const childRows = (row: Row | undefined): readonly Row[] => (row?.['OtherProperties'] ?? []) as readonly Row[];

const writable = ({ FieldKey, StringValue, IntegerValue }: Row): Row => ({
  FieldKey: FieldKey ?? null,
  ...(StringValue === null || StringValue === undefined ? {} : { StringValue }),
  ...(IntegerValue === null || IntegerValue === undefined ? {} : { IntegerValue }),
});

export async function ploomesDirectory(): Made<ContactDirectorySubject> {
  const lab = await ploomesLab();
  const { simulator, crm } = lab;
  return {
    ...disposal(lab),
    directory: crm.contacts,
    ownerId: seeded<CrmUserId>(simulator, 'Users')[0],
    unknownContact: UNKNOWN as ContactId,
    add: async (contact) => idOf<ContactId>(simulator.create('Contacts', contactRow(contact))),
  };
}

const contactRow = ({ kind, name, phone, email, cpf, companyId, ownerId }: ContactToAdd): Row => ({
  Name: name,
  TypeId: kind === 'company' ? 1 : 2,
  Phones: phone === undefined ? [] : [{ PhoneNumber: phone.value, TypeId: 1, CountryId: phone.field === 'masked' ? 76 : null }],
  ...(email === undefined ? {} : { Email: email }),
  ...(cpf === undefined ? {} : { CPF: cpf }),
  ...(companyId === undefined ? {} : { CompanyId: Number(companyId) }),
  ...(ownerId === undefined ? {} : { OwnerId: Number(ownerId) }),
});

export async function ploomesUsers(): Made<CrmUsersSubject> {
  const lab = await ploomesLab();
  const rows = lab.simulator.rows('Users');
  const theOne = (holds: (row: Row) => boolean): Row => rows.find(holds) ?? {};
  const attending = theOne((row) => row['Suspended'] !== true && row['Integration'] !== true);
  return {
    ...disposal(lab),
    users: lab.crm.users,
    attending: { id: idOf<CrmUserId>(attending), name: String(attending['Name']), email: String(attending['Email']) },
    suspended: idOf<CrmUserId>(theOne((row) => row['Suspended'] === true)),
    integration: idOf<CrmUserId>(theOne((row) => row['NativeIntegration'] === true)),
  };
}

export async function ploomesSubscriptions(): Made<CrmSubscriptionsSubject> {
  const lab = await ploomesLab();
  const { simulator, crm } = lab;
  return {
    ...disposal(lab),
    subscriptions: crm.subscriptions,
    registered: async () =>
      simulator.rows('Webhooks').map((row) => ({
        callbackUrl: String(row['CallbackUrl']),
        active: row['Active'] === true,
        ...(typeof row['ValidationKey'] === 'string' ? { validationKey: row['ValidationKey'] } : {}),
      })),
    switchOff: async () => {
      for (const id of numbers(simulator, 'Webhooks')) simulator.update('Webhooks', id, { Active: false });
    },
  };
}
