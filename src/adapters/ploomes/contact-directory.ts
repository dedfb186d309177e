import type { IdentityKey } from '../../domain/contact/identity-key.ts';
import { identityKeyText } from '../../domain/contact/identity-key.ts';
import { hasPhone } from '../../domain/contact/has-phone.ts';
import { matchesOf, readContactSearch } from '../../domain/contact/match-contact.ts';
import { isNonEmpty } from '../../domain/kernel/non-empty.ts';
import type { ContactDirectory, DirectoryEntry, MatchedContact } from '../../ports/contact-directory.ts';
import { gone } from './failures.ts';
import { allOf, eq, type Condition } from './odata.ts';
import type { PloomesClient } from './ploomes-client.ts';
import type { PloomesConfig } from './ploomes-config.ts';
import { contactBody, phoneBody, translateContact, writtenPhone, type ContactTypes } from './translate/contact.ts';
import { identityFilter } from './translate/identity-filter.ts';
import { numberOf, translateContactId, wholeNumber } from './translate/ids.ts';
import { searchFilter } from './translate/search-filter.ts';
import { CONTACT_COLUMNS, CONTACT_PARTS, contactRow } from './wire/contact.ts';

/** People and companies of Ploomes' one contacts table. Looking up any number of keys costs one call when somebody answers. */
export function createPloomesDirectory(
  client: PloomesClient,
  types: () => ContactTypes,
  config: PloomesConfig,
): ContactDirectory {
  const reading = config.defaultCountry === undefined ? {} : { defaultCountry: config.defaultCountry };
  const read = async (filter: Condition, top: number): Promise<readonly DirectoryEntry[]> => {
    const query = { filter, select: CONTACT_COLUMNS, expand: CONTACT_PARTS, orderby: 'Id', top };
    return (await client.list('Contacts', query, contactRow)).map((row) => translateContact(row, types(), config));
  };

  return {
    async find(contactId) {
      const id = wholeNumber(contactId);
      return id === undefined ? undefined : (await read(eq('Id', id), 1))[0];
    },

    async findByKeys(keys) {
      const filter = identityFilter(keys, config);
      if (filter === undefined) return [];
      return (await read(filter, config.pageSize)).filter((entry) => sharesKey(entry, keys));
    },

    async search(typed, { limit, after }) {
      const wanted = readContactSearch(typed, reading);
      if (wanted === undefined) return { contacts: [] };
      const filter = allOf(searchFilter(wanted, config), after === undefined ? undefined : `Id gt ${numberOf(after, 'contact')}`);
      const query = { filter, select: CONTACT_COLUMNS, expand: CONTACT_PARTS, orderby: 'Id', top: Math.min(limit, config.pageSize) };
      const { rows, total } = await client.counted('Contacts', query, contactRow);
      const contacts = rows.flatMap((row): readonly MatchedContact[] => {
        const entry = translateContact(row, types(), config);
        const matched = matchesOf(wanted, entry.contact, reading);
        return isNonEmpty(matched) ? [{ ...entry, matched }] : [];
      });
      const last = rows.at(-1);
      return { contacts, ...(last === undefined || total === rows.length ? {} : { next: translateContactId(last.Id) }) };
    },

    async addPhone(contactId, phone) {
      const id = numberOf(contactId, 'contact');
      const query = { filter: eq('Id', id), select: CONTACT_COLUMNS, expand: CONTACT_PARTS, top: 1 };
      const [row] = await client.list('Contacts', query, contactRow);
      if (row === undefined) throw gone('contact');
      if (hasPhone(translateContact(row, types(), config).contact, phone, reading)) return 'there-already';
      // The list goes whole, since a PATCH replaces it in some accounts (P5).
      await client.change('Contacts', id, { Phones: [...(row.Phones ?? []).map(writtenPhone), phoneBody(phone, config)] });
      return 'added';
    },

    async register(request) {
      const body = contactBody(request, types(), config);
      const row = await client.create('Contacts', body, contactRow, { expand: CONTACT_PARTS });
      // The answer may leave out the parts that were asked for.
      return translateContact({ ...row, Phones: row.Phones ?? body.Phones }, types(), config);
    },
  };
}

/** The tail of a number finds its namesakes of other towns too; only equal keys are the same client (PHN-04). */
function sharesKey(entry: DirectoryEntry, keys: readonly IdentityKey[]): boolean {
  const wanted = new Set(keys.map(identityKeyText));
  return entry.keys.some((key) => wanted.has(identityKeyText(key)));
}
