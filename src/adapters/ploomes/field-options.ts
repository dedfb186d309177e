import { senseless } from './failures.ts';
import { allOf, eq } from './odata.ts';
import type { PloomesClient } from './ploomes-client.ts';
import { optionRow, type FieldRow, type OptionRow } from './wire/settings.ts';

const OPTIONS = 'Fields@OptionsTables@Options';

/**
 * Gives the id of an options field's option, which is added when the account has none of that name. Ids are remembered,
 * so that a known option costs no call; a new one is looked for before it is added, since another hub may have added it.
 */
export function createFieldOptions(client: PloomesClient): (field: FieldRow, label: string) => Promise<number> {
  const known = new Map<string, Promise<number>>();

  return async (field, label) => {
    const tableId = field.OptionsTable?.Id ?? field.OptionsTableId;
    if (tableId === null || tableId === undefined) throw senseless(`the field ${field.Name} has no options table`);
    const name = label.trim();
    const listed = named(field.OptionsTable?.Options ?? [], name);
    if (listed !== undefined) return listed.Id;

    const key = `${tableId}:${name}`;
    const asked = known.get(key) ?? findOrAdd(client, tableId, name);
    known.set(key, asked);
    asked.catch(() => known.delete(key));
    return await asked;
  };
}

async function findOrAdd(client: PloomesClient, tableId: number, name: string): Promise<number> {
  const there = await client.list(OPTIONS, { filter: allOf(eq('TableId', tableId), eq('Name', name)), orderby: 'Id', top: 300 }, optionRow);
  return (named(there, name) ?? (await client.create(OPTIONS, { TableId: tableId, Name: name }, optionRow))).Id;
}

/** The one made first, where several hubs added one of the same name. */
const named = (options: readonly OptionRow[], name: string): OptionRow | undefined =>
  options.filter((option) => option.Name.trim() === name).toSorted((a, b) => a.Id - b.Id)[0];
