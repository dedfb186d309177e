import { isPortFailure, PortFailure } from '../../ports/failures.ts';
import { senseless } from './failures.ts';
import { createFieldOptions } from './field-options.ts';
import { allOf, eq, oneOf } from './odata.ts';
import type { PloomesClient } from './ploomes-client.ts';
import type { PloomesConfig } from './ploomes-config.ts';
import { fieldRow, type FieldRow } from './wire/settings.ts';

export type OptionField = 'channel' | 'group' | 'classification';

/** The custom fields that the hub keeps in an account. */
export interface AccountFields {
  /** Looks for the fields and makes those that lack. May be called again, and by several at once. */
  prepare(): Promise<void>;
  markerKey(on: 'card' | 'record'): Promise<string>;
  /** The field and the option that stands for the label, which is added when it is new (SES-01). */
  option(field: OptionField, label: string): Promise<{ readonly key: string; readonly optionId: number }>;
  /** Absent where the account's settings want no user field. */
  userKey(): Promise<string | undefined>;
  /** What was known may be wrong, since Ploomes refused it: a field or an option may have been deleted. It is read anew when it is needed. */
  forget(): void;
}

const ENTITY = { card: 2, record: 36 } as const;

/** A field that has to be there. */
interface WantedField {
  readonly name: string;
  readonly entityId: number;
  readonly holds: 'text' | 'options' | 'user';
}

/** Fields are found by name and entity; of several with one name, made at the same moment, all take the lowest id. */
export function createAccountFields(client: PloomesClient, config: PloomesConfig): AccountFields {
  const { fieldNames, interaction } = config;
  let options = createFieldOptions(client);
  let known: readonly FieldRow[] | undefined;
  let reading: Promise<readonly FieldRow[]> | undefined;

  /** Those who come while it is read wait for the same reading. */
  async function read(): Promise<readonly FieldRow[]> {
    reading ??= ensureFields(client, config).finally(() => (reading = undefined));
    known = await reading;
    return known;
  }

  async function field({ name, entityId }: Pick<WantedField, 'name' | 'entityId'>): Promise<FieldRow> {
    const found = fieldIn(known ?? (await beforehand(read)), { name, entityId });
    if (found === undefined) throw senseless(`no field ${name}, though it was made`);
    return found;
  }

  return {
    prepare: async () => void (await read()),
    markerKey: async (on) => (await field({ name: fieldNames.marker, entityId: ENTITY[on] })).Key,
    option: async (which, label) => {
      const row = await field({ name: fieldNames[which], entityId: ENTITY.record });
      return { key: row.Key, optionId: await beforehand(async () => await options(row, label)) };
    },
    userKey: async () =>
      interaction.userField === 'none' ? undefined : (await field({ name: interaction.userField, entityId: ENTITY.record })).Key,
    forget: () => {
      known = undefined;
      options = createFieldOptions(client);
    },
  };
}

/** A field or option that may have been made leaves the card or record that needs it surely unmade. */
async function beforehand<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!isPortFailure(error) || error.mayHaveHappened === 'no') throw error;
    const { code, message, retry, account } = error;
    throw new PortFailure(code, message, { retry, cause: error, mayHaveHappened: 'no', ...(account === undefined ? {} : { account }) });
  }
}

/** Sends something that names fields. When it is refused, the next attempt looks the fields up again. */
export async function forgettingIfRefused<Answer>(fields: AccountFields, send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    if (isPortFailure(error) && error.code === 'port.refused') fields.forget();
    throw error;
  }
}

/** Lists what is there, makes what lacks, and lists again, since somebody else may have made the same meanwhile. */
async function ensureFields(client: PloomesClient, config: PloomesConfig): Promise<readonly FieldRow[]> {
  const wanted = wantedFields(config);
  const there = await listFields(client, wanted);
  const lacking = wanted.filter((each) => fieldIn(there, each) === undefined);
  if (lacking.length === 0) return there;

  const made: FieldRow[] = [];
  for (const each of lacking) made.push(await client.create('Fields', fieldBody(each, config), fieldRow));
  const all = [...(await listFields(client, wanted)), ...made];
  // Where another hub made the same at the same moment, its older field serves and ours, which nobody used yet, goes.
  for (const row of made) {
    if (fieldIn(all, { name: row.Name, entityId: row.EntityId })?.Id !== row.Id) await client.remove('Fields', row.Key);
  }
  return all;
}

async function listFields(client: PloomesClient, wanted: readonly WantedField[]): Promise<readonly FieldRow[]> {
  const filter = allOf(
    oneOf(...new Set(wanted.map(({ entityId }) => eq('EntityId', entityId)))),
    oneOf(...new Set(wanted.map(({ name }) => eq('Name', name)))),
  );
  return await client.listAll('Fields', { filter, expand: 'OptionsTable($expand=Options)' }, fieldRow);
}

function fieldIn(rows: readonly FieldRow[], { name, entityId }: Pick<WantedField, 'name' | 'entityId'>): FieldRow | undefined {
  const same = rows.filter((row) => row.EntityId === entityId && row.Name === name);
  return same.toSorted((a, b) => a.Id - b.Id)[0];
}

function wantedFields({ fieldNames, interaction }: PloomesConfig): readonly WantedField[] {
  const optionFields = [fieldNames.channel, fieldNames.group, fieldNames.classification];
  return [
    { name: fieldNames.marker, entityId: ENTITY.card, holds: 'text' },
    { name: fieldNames.marker, entityId: ENTITY.record, holds: 'text' },
    ...optionFields.map((name): WantedField => ({ name, entityId: ENTITY.record, holds: 'options' })),
    ...(interaction.userField === 'none' ? [] : [{ name: interaction.userField, entityId: ENTITY.record, holds: 'user' } as const]),
  ];
}

const fieldBody = ({ name, entityId, holds }: WantedField, { fieldTypes }: PloomesConfig): object => ({
  Name: name,
  EntityId: entityId,
  TypeId: fieldTypes[holds],
  Multiple: false,
  Required: false,
  ...(holds === 'options' ? { OptionsTable: { Name: name, Options: [] } } : {}),
});
