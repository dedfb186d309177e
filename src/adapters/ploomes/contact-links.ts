import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ContactLinks, ContactPageWish } from '../../ports/contact-links.ts';
import { isPortFailure } from '../../ports/failures.ts';
import { createContactFieldBook, type ContactFields } from './contact-fields.ts';
import { gone, senseless } from './failures.ts';
import { allOf, eq, type Condition } from './odata.ts';
import type { PloomesClient } from './ploomes-client.ts';
import type { PloomesConfig } from './ploomes-config.ts';
import type { ContactTypes } from './translate/contact.ts';
import { differences, linkBody } from './translate/contact-link-change.ts';
import { translateLinkedContact } from './translate/linked-contact.ts';
import { numberOf, wholeNumber } from './translate/ids.ts';
import { brasiliaTime, momentIn } from './translate/moments.ts';
import type { ChangedRow } from './wire/envelope.ts';
import { CONTACT_PARTS, LINKED_CONTACT_COLUMNS, linkedContactRow, type LinkedContactRow } from './wire/contact.ts';

interface Rows {
  readonly rows: readonly LinkedContactRow[];
  readonly total: number;
  readonly fields: ContactFields;
}

const NO_FIELDS: ContactFields = {};

/** Contacts with the custom fields of their link, which come along in the one call. */
export function createPloomesLinks(
  client: PloomesClient, types: () => ContactTypes, config: PloomesConfig, clock: Pick<Clock, 'now'>,
): ContactLinks {
  const book = createContactFieldBook(client, config, clock);
  let unreadableUntil: Instant | undefined;

  const readWith = async (filter: Condition, top: number, fields: ContactFields): Promise<Rows> => {
    const expand = [CONTACT_PARTS, ...fieldValues(fields)].join(',');
    const query = { filter, select: LINKED_CONTACT_COLUMNS, expand, orderby: 'Id', top };
    return { ...(await client.counted('Contacts', query, linkedContactRow)), fields };
  };

  /** In some accounts custom fields are refused (P6): then all else is read, and they are unknown for a while. */
  async function read(filter: Condition, top: number): Promise<Rows> {
    const fields = unreadableUntil !== undefined && clock.now() < unreadableUntil ? NO_FIELDS : await book.recent();
    if (fieldValues(fields).length === 0) return await readWith(filter, top, NO_FIELDS);
    try {
      return await readWith(filter, top, fields);
    } catch (failure) {
      if (!isPortFailure(failure) || failure.code !== 'port.refused') throw failure;
      const rows = await readWith(filter, top, NO_FIELDS);
      unreadableUntil = addMs(clock.now(), config.pollSeconds * 1000);
      return rows;
    }
  }

  /** With every custom field, ours or not, since writing some of them replaces all (P5). */
  async function readToWrite(id: number): Promise<LinkedContactRow> {
    const query = { filter: eq('Id', id), select: LINKED_CONTACT_COLUMNS, expand: 'OtherProperties', top: 1 };
    const [row] = await client.list('Contacts', query, linkedContactRow);
    if (row === undefined) throw gone('contact');
    return row;
  }

  return {
    makeFields: async () => ({ made: await book.make() }),

    async list(wish) {
      const { rows, total, fields } = await read(wanted(wish, types()), config.pageSize);
      // Without this, a list that does not heed where it is to go on has no end.
      if (rows.some(({ Id }) => Id <= placeOf(wish))) throw senseless('GET Contacts, other rows than those asked for');
      return { contacts: rows.map((row) => translateLinkedContact(row, fields, types(), config)), left: total - rows.length };
    },

    async find(contactId) {
      const id = wholeNumber(contactId);
      if (id === undefined) return undefined;
      const { rows: [row], fields } = await read(eq('Id', id), 1);
      return row && translateLinkedContact(row, fields, types(), config);
    },

    async write(contactId, change) {
      const id = numberOf(contactId, 'contact');
      const standing = await readToWrite(id);
      const needsFields = change.link !== undefined || change.client !== undefined || change.agents !== undefined;
      const fields = needsFields ? await book.recent() : NO_FIELDS;
      const found = differences(standing, change, { fields, isCompany: standing.TypeId === types().company });
      if (found.written.length === 0) return { parts: [] };
      const to = changedAt(await client.change('Contacts', id, linkBody(standing, found)));
      const from = changedAt(standing);
      return { parts: found.written, ...(from === undefined || to === undefined ? {} : { moved: { from, to } }) };
    },
  };
}

const changedAt = (row: ChangedRow): Instant | undefined => momentIn(row?.LastUpdateDate);

/** FieldId is how expanded values were seen to be narrowed down (2026); contacts may carry hundreds of others. */
function fieldValues(fields: ContactFields): readonly string[] {
  const ids = [fields.agents, fields.userName, fields.inactive].flatMap((field) => (field === undefined ? [] : [eq('FieldId', field.Id)]));
  return ids.length === 0 ? [] : [`OtherProperties($filter=${ids.join(' or ')})`];
}

const placeOf = ({ after }: ContactPageWish): number => (after === undefined ? 0 : numberOf(after, 'contact'));

const wanted = ({ after, changedSince, who }: ContactPageWish, types: ContactTypes): Condition =>
  allOf(
    `Id gt ${placeOf({ after })}`,
    changedSince === undefined ? undefined : `LastUpdateDate ge ${brasiliaTime(changedSince)}`,
    who === 'persons' ? eq('TypeId', types.person) : undefined,
  );
