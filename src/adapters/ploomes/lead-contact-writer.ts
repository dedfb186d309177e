import type { CrmLeads, LeadContactChange } from '../../ports/crm-leads.ts';
import { isPortFailure } from '../../ports/failures.ts';
import { gone } from './failures.ts';
import type { LeadFieldBook } from './lead-fields.ts';
import { writeFitting } from './lead-writer.ts';
import { eq, type Query } from './odata.ts';
import type { PloomesClient } from './ploomes-client.ts';
import type { PloomesConfig } from './ploomes-config.ts';
import { contactBody, translateContact, type ContactTypes } from './translate/contact.ts';
import { numberOf } from './translate/ids.ts';
import { changedColumns, plainDocument } from './translate/lead-contact-change.ts';
import { differing, withValues, type FittedValue } from './translate/lead-value.ts';
import { mergeOtherProperties } from './translate/other-properties.ts';
import { CONTACT_PARTS, contactRow, leadContactRow, LEAD_CONTACT_COLUMNS, type LeadContactRow } from './wire/contact.ts';

/** Makes people and companies of leads, and writes on those that there are. */
export function createLeadContactWriter(
  client: PloomesClient, book: LeadFieldBook, types: () => ContactTypes, config: PloomesConfig,
): Pick<CrmLeads, 'register' | 'change'> {
  return {
    async register({ values, cnpj, ...request }) {
      const document = cnpj === undefined || request.kind !== 'company' ? {} : { CNPJ: plainDocument(cnpj) };
      const body = contactBody(request, types(), config);
      const { answer, refused } = await writeFitting(book, {
        table: 'contact', values,
        write: async (fitted) => await client.create('Contacts', withValues({ ...body, ...document }, fitted), contactRow, { expand: CONTACT_PARTS }),
        add: async ({ Id }, fitted) => await client.change('Contacts', Id, withValues({}, fitted)),
      });
      // The answer may leave out the parts that were asked for.
      return { ...translateContact({ ...answer, Phones: answer.Phones ?? body.Phones }, types(), config), refused };
    },

    async change(contactId, { values = {}, ...columns }) {
      const id = numberOf(contactId, 'contact');
      const standing = await readToWrite(client, id, values);
      const writable = standing.OtherProperties ? book : withoutCustom(book);
      const changed = changedColumns(standing, columns, types());
      let outcome: 'changed' | 'same' = 'same';
      const put = async (body: Readonly<Record<string, unknown>>, fitted: readonly FittedValue[]): Promise<void> => {
        const written = writtenDifferences(body, standing, fitted);
        if (Object.keys(written).length === 0) return;
        await client.change('Contacts', id, written);
        outcome = 'changed';
      };
      const { refused } = await writeFitting(writable, {
        table: 'contact', values,
        write: async (fitted) => await put(changed, fitted),
        add: async (_answer, fitted) => await put({}, fitted),
      });
      return { outcome, refused };
    },
  };
}

/**
 * With every custom field, ours or not, since writing some of them replaces all (P5); and all columns, since fields of Ploomes' own are some.
 * In some accounts custom fields are refused (P6): then all else is read.
 */
async function readToWrite(client: PloomesClient, id: number, values: NonNullable<LeadContactChange['values']>): Promise<LeadContactRow> {
  const read = async (shown: Pick<Query, 'select' | 'expand'>): Promise<LeadContactRow> => {
    const [row] = await client.list('Contacts', { filter: eq('Id', id), ...shown, top: 1 }, leadContactRow);
    if (row === undefined) throw gone('contact');
    return row;
  };
  if (Object.keys(values).length === 0) return await read({ select: LEAD_CONTACT_COLUMNS });
  try {
    return await read({ expand: 'OtherProperties' });
  } catch (failure) {
    if (!isPortFailure(failure) || failure.code !== 'port.refused') throw failure;
    return await read({});
  }
}

/** Custom fields that did not come along are unknown, and not empty: writing one would erase the others. */
const withoutCustom = (book: LeadFieldBook): LeadFieldBook => ({
  of: async (table) => (await book.of(table)).filter(({ own }) => own === 'no'),
  now: async (table) => (await book.now(table)).filter(({ own }) => own === 'no'),
});

/** What differs, with the custom fields that other people wrote. */
function writtenDifferences(body: Readonly<Record<string, unknown>>, standing: LeadContactRow, fitted: readonly FittedValue[]): Readonly<Record<string, unknown>> {
  const { OtherProperties: changes, ...columns } = withValues(body, differing(fitted, standing));
  return { ...columns, ...(changes === undefined ? {} : { OtherProperties: mergeOtherProperties(standing.OtherProperties ?? [], changes) }) };
}
