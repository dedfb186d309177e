import type { IdentityKey } from '../../domain/contact/identity-key.ts';
import { identityKeyText } from '../../domain/contact/identity-key.ts';
import type { ContactDirectory, DirectoryEntry } from '../../ports/contact-directory.ts';
import { eq, type Condition } from './odata.ts';
import type { PloomesClient } from './ploomes-client.ts';
import type { PloomesConfig } from './ploomes-config.ts';
import { contactBody, translateContact, type ContactTypes } from './translate/contact.ts';
import { identityFilter } from './translate/identity-filter.ts';
import { wholeNumber } from './translate/ids.ts';
import { CONTACT_COLUMNS, CONTACT_PARTS, contactRow } from './wire/contact.ts';

/** People and companies of Ploomes' one contacts table. Looking up any number of keys costs one call when somebody answers. */
export function createPloomesDirectory(
  client: PloomesClient,
  types: () => ContactTypes,
  config: PloomesConfig,
): ContactDirectory {
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
