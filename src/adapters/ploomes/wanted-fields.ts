import { allOf, eq, oneOf } from './odata.ts';
import type { PloomesClient } from './ploomes-client.ts';
import type { PloomesConfig } from './ploomes-config.ts';
import { fieldRow, type FieldRow } from './wire/settings.ts';

/** The tables that custom fields of ours stand in, by their number. */
export const ENTITY = { contact: 1, card: 2, record: 36 } as const;

/** A field that has to be there. */
export interface WantedField {
  readonly name: string;
  readonly entityId: number;
  readonly holds: 'text' | 'options' | 'user' | 'users' | 'flag';
}

type Named = Pick<WantedField, 'name' | 'entityId'>;

/** Lists what is there, makes what lacks, and lists again, since somebody else may have made the same meanwhile. */
export async function ensureFields(
  client: PloomesClient, wanted: readonly WantedField[], types: PloomesConfig['fieldTypes'],
): Promise<{ readonly rows: readonly FieldRow[]; readonly made: readonly FieldRow[] }> {
  const there = await listFields(client, wanted);
  const lacking = wanted.filter((each) => fieldIn(there, each) === undefined);
  if (lacking.length === 0) return { rows: there, made: [] };

  const made: FieldRow[] = [];
  for (const each of lacking) made.push(await client.create('Fields', fieldBody(each, types), fieldRow));
  const rows = [...(await listFields(client, wanted)), ...made];
  const isServing = (row: FieldRow): boolean => fieldIn(rows, { name: row.Name, entityId: row.EntityId })?.Id === row.Id;
  // Where another hub made the same at the same moment, its older field serves and ours, which nobody used yet, goes.
  for (const row of made) if (!isServing(row)) await client.remove('Fields', row.Key);
  return { rows, made: made.filter(isServing) };
}

export async function listFields(client: PloomesClient, wanted: readonly Named[]): Promise<readonly FieldRow[]> {
  const filter = allOf(
    oneOf(...new Set(wanted.map(({ entityId }) => eq('EntityId', entityId)))),
    oneOf(...new Set(wanted.map(({ name }) => eq('Name', name)))),
  );
  return await client.listAll('Fields', { filter, expand: 'OptionsTable($expand=Options)' }, fieldRow);
}

/** Fields are found by name and table; of several with one name, made at the same moment, all take the lowest id. */
export function fieldIn(rows: readonly FieldRow[], { name, entityId }: Named): FieldRow | undefined {
  const same = rows.filter((row) => row.EntityId === entityId && row.Name === name);
  return same.toSorted((a, b) => a.Id - b.Id)[0];
}

const fieldBody = ({ name, entityId, holds }: WantedField, types: PloomesConfig['fieldTypes']): object => ({
  Name: name,
  EntityId: entityId,
  TypeId: types[holds === 'users' ? 'user' : holds],
  Multiple: holds === 'users',
  Required: false,
  ...(holds === 'options' ? { OptionsTable: { Name: name, Options: [] } } : {}),
});
