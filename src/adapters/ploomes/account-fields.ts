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
  const options = createFieldOptions(client);
  let known: readonly FieldRow[] | undefined;
  let reading: Promise<readonly FieldRow[]> | undefined;

  /** Those who come while it is read wait for the same reading. */
  async function read(): Promise<readonly FieldRow[]> {
    reading ??= ensureFields(client, config).finally(() => (reading = undefined));
    known = await reading;
    return known;
  }

  async function field({ name, entityId }: Pick<WantedField, 'name' | 'entityId'>): Promise<FieldRow> {
    const found = fieldIn(known ?? (await read()), { name, entityId });
    if (found === undefined) throw senseless(`no field ${name}, though it was made`);
    return found;
  }

  return {
    prepare: async () => void (await read()),
    markerKey: async (on) => (await field({ name: fieldNames.marker, entityId: ENTITY[on] })).Key,
    option: async (which, label) => {
      const row = await field({ name: fieldNames[which], entityId: ENTITY.record });
      return { key: row.Key, optionId: await options(row, label) };
    },
    userKey: async () =>
      interaction.userField === 'none' ? undefined : (await field({ name: interaction.userField, entityId: ENTITY.record })).Key,
  };
}

/** Lists what is there, makes what lacks, and lists again, since somebody else may have made the same meanwhile. */
async function ensureFields(client: PloomesClient, config: PloomesConfig): Promise<readonly FieldRow[]> {
  const wanted = wantedFields(config);
  const there = await listFields(client, wanted);
  const lacking = wanted.filter((each) => fieldIn(there, each) === undefined);
  if (lacking.length === 0) return there;

  const made: FieldRow[] = [];
  for (const each of lacking) made.push(await client.create('Fields', fieldBody(each, config), fieldRow));
  return [...(await listFields(client, wanted)), ...made];
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
