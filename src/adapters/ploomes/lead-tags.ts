import { gone, senseless } from './failures.ts';
import { allOf, eq } from './odata.ts';
import type { PloomesClient } from './ploomes-client.ts';
import type { PloomesConfig } from './ploomes-config.ts';
import { taggedContactRow, type TaggedContactRow } from './wire/contact.ts';
import { tagRow } from './wire/settings.ts';

/** Which tags go on a contact, and which off, by name. */
export interface TagChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** Tags are rows of the contact that name a tag of the account: reading them costs one call, and changing them another. */
export function createLeadTags(client: PloomesClient, { leads: { tagEntityId } }: PloomesConfig): (contactId: number, change: TagChange) => Promise<'changed' | 'same'> {
  const known = new Map<string, Promise<number>>();

  /** Ids are remembered, so that a known tag costs no call; a new one is looked for before it is made. */
  async function idOf(name: string): Promise<number> {
    const asked = known.get(name) ?? findOrMake(client, name, tagEntityId);
    known.set(name, asked);
    asked.catch(() => known.delete(name));
    return await asked;
  }

  return async (contactId, { add, remove }) => {
    const standing = await read(client, contactId);
    const [off, there] = [new Set(remove.map(nameKey)), new Set(standing.map(keyOf))];
    const kept = standing.filter((tag) => !off.has(keyOf(tag)));
    const wanted = [...new Map(add.map((name) => [nameKey(name), name.trim()]))].filter(([key]) => key !== '' && !there.has(key) && !off.has(key));
    if (wanted.length === 0 && kept.length === standing.length) return 'same';
    const added: { TagId: number }[] = [];
    for (const [, name] of wanted) added.push({ TagId: await idOf(name) });
    // The list goes whole, since a PATCH replaces it in some accounts (P5).
    const tags = [...kept.map(({ Id, TagId }) => ({ ...(typeof Id === 'number' ? { Id } : {}), TagId })), ...added];
    try {
      await client.change('Contacts', contactId, { Tags: tags });
    } catch (failure) {
      // One of them may have been deleted.
      for (const [, name] of wanted) known.delete(name);
      throw failure;
    }
    return 'changed';
  };
}

async function read(client: PloomesClient, contactId: number): Promise<NonNullable<TaggedContactRow['Tags']>> {
  const [row] = await client.list('Contacts', { filter: eq('Id', contactId), select: 'Id', expand: 'Tags($expand=Tag)', top: 1 }, taggedContactRow);
  if (row === undefined) throw gone('contact');
  // Tags that did not come along are unknown, and not none: writing one would erase the others.
  if (!row.Tags) throw senseless('GET Contacts, without the tags that were asked for');
  return row.Tags;
}

/** Of several of one name, made at the same moment, all take the one made first. */
async function findOrMake(client: PloomesClient, name: string, entityId: number): Promise<number> {
  const query = { filter: allOf(eq('EntityId', entityId), eq('tolower(Name)', name.toLowerCase())), orderby: 'Id', top: 300 };
  const find = async (): Promise<number | undefined> =>
    (await client.list('Tags', query, tagRow)).filter((tag) => nameKey(tag.Name ?? '') === nameKey(name)).map(({ Id }) => Id).toSorted((a, b) => a - b)[0];
  return (await find()) ?? (await client.create('Tags', { Name: name, EntityId: entityId }, tagRow)).Id;
}

/** People do not tell tags apart by their case. */
const nameKey = (name: string): string => name.trim().toLowerCase();

const keyOf = ({ Tag }: NonNullable<TaggedContactRow['Tags']>[number]): string => nameKey(Tag?.Name ?? '');
