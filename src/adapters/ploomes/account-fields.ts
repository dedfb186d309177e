import { isPortFailure } from '../../ports/failures.ts';
import { senseless, surelyUnmade } from './failures.ts';
import { createFieldOptions } from './field-options.ts';
import type { PloomesClient } from './ploomes-client.ts';
import type { PloomesConfig } from './ploomes-config.ts';
import { ENTITY, ensureFields, fieldIn, type WantedField } from './wanted-fields.ts';
import type { FieldRow } from './wire/settings.ts';

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

/** Remembers the fields once they were read, and until one of them is refused. */
export function createAccountFields(client: PloomesClient, config: PloomesConfig): AccountFields {
  const { fieldNames, interaction } = config;
  let options = createFieldOptions(client);
  let known: readonly FieldRow[] | undefined;
  let reading: Promise<readonly FieldRow[]> | undefined;

  /** Those who come while it is read wait for the same reading. */
  async function read(): Promise<readonly FieldRow[]> {
    const ensured = async (): Promise<readonly FieldRow[]> => (await ensureFields(client, wantedFields(config), config.fieldTypes)).rows;
    reading ??= ensured().finally(() => (reading = undefined));
    known = await reading;
    return known;
  }

  async function field({ name, entityId }: Pick<WantedField, 'name' | 'entityId'>): Promise<FieldRow> {
    const found = fieldIn(known ?? (await surelyUnmade(read)), { name, entityId });
    if (found === undefined) throw senseless(`no field ${name}, though it was made`);
    return found;
  }

  return {
    prepare: async () => void (await read()),
    markerKey: async (on) => (await field({ name: fieldNames.marker, entityId: ENTITY[on] })).Key,
    option: async (which, label) => {
      const row = await field({ name: fieldNames[which], entityId: ENTITY.record });
      return { key: row.Key, optionId: await surelyUnmade(async () => await options(row, label)) };
    },
    userKey: async () =>
      interaction.userField === 'none' ? undefined : (await field({ name: interaction.userField, entityId: ENTITY.record })).Key,
    forget: () => {
      known = undefined;
      options = createFieldOptions(client);
    },
  };
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

function wantedFields({ fieldNames, interaction }: PloomesConfig): readonly WantedField[] {
  const optionFields = [fieldNames.channel, fieldNames.group, fieldNames.classification];
  return [
    { name: fieldNames.marker, entityId: ENTITY.card, holds: 'text' },
    { name: fieldNames.marker, entityId: ENTITY.record, holds: 'text' },
    ...optionFields.map((name): WantedField => ({ name, entityId: ENTITY.record, holds: 'options' })),
    ...(interaction.userField === 'none' ? [] : [{ name: interaction.userField, entityId: ENTITY.record, holds: 'user' } as const]),
  ];
}
