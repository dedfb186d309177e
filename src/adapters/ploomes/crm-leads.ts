import type { ContactId } from '../../domain/contact/contact.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CrmLeads } from '../../ports/crm-leads.ts';
import { forgettingIfRefused, type AccountFields } from './account-fields.ts';
import { createLeadFieldBook } from './lead-fields.ts';
import { createLeadContactWriter } from './lead-contact-writer.ts';
import { createLeadTags } from './lead-tags.ts';
import { writeFitting } from './lead-writer.ts';
import { allOf, eq, oneOf, type Condition } from './odata.ts';
import type { PloomesClient } from './ploomes-client.ts';
import type { PloomesConfig } from './ploomes-config.ts';
import { companyFilter, isMeant, translateCompanyEntry } from './translate/company-filter.ts';
import type { ContactTypes } from './translate/contact.ts';
import { cardBody, translateCard } from './translate/card.ts';
import { numberOf, translateCardId } from './translate/ids.ts';
import { withValues, type FittedValue } from './translate/lead-value.ts';
import { companyEntryRow } from './wire/contact.ts';
import { DEAL_COLUMNS, DEAL_FUNNEL, dealRow } from './wire/deal.ts';
import { identified } from './wire/envelope.ts';

/**
 * What leads need of Ploomes. A company is found in one call, a contact made in one and changed in two, its tags put on in two, and a card
 * opened in one; the fields cost one call in `pollSeconds`, and only where values of fields are written.
 */
export function createPloomesLeads(
  client: PloomesClient, accountFields: AccountFields, types: () => ContactTypes, config: PloomesConfig, clock: Pick<Clock, 'now'>,
): CrmLeads {
  const book = createLeadFieldBook(client, config, clock);
  const tag = createLeadTags(client, config);

  return {
    fields: async (of) => (await book.of(of === 'card' ? 'card' : 'contact')).map(({ column: _column, holds: _holds, ...field }) => field),

    async findCompanies(query) {
      const filter = companyFilter(query, types().company);
      if (filter === undefined) return [];
      const rows = await client.listAll('Contacts', { filter, select: 'Id,Name,CNPJ,Register' }, companyEntryRow);
      return rows.map(translateCompanyEntry).filter((entry) => isMeant(entry, query));
    },

    ...createLeadContactWriter(client, book, types, config),

    async openCards(clients) {
      if (clients.length === 0) return [];
      const filter = allOf(eq('StatusId', config.cardStates.open), ofClients(clients));
      const query = { filter, select: DEAL_COLUMNS, expand: DEAL_FUNNEL, orderby: 'CreateDate desc,Id desc', top: config.pageSize };
      return (await client.list('Deals', query, dealRow)).map((row) => translateCard(row, config.cardStates));
    },

    async openCard(request) {
      const stage = request.stageId === undefined ? {} : { StageId: numberOf(request.stageId, 'stage') };
      const body = { ...cardBody(request, await accountFields.markerKey('card')), ...stage };
      const open = async (fitted: readonly FittedValue[]) => await client.create('Deals', withValues(body, fitted), identified);
      const { answer, refused } = await writeFitting(book, {
        table: 'card', values: request.values,
        // Refused with values, it is tried without them first.
        write: async (fitted) => await (fitted.length > 0 ? open(fitted) : forgettingIfRefused(accountFields, async () => await open(fitted))),
        add: async ({ Id }, fitted) => await client.change('Deals', Id, withValues({ OtherProperties: body.OtherProperties }, fitted)),
      });
      return { id: translateCardId(answer.Id), refused };
    },

    tag: async (contactId, change) => await tag(numberOf(contactId, 'contact'), change),
  };
}

/** As client or as person. */
const ofClients = (clients: readonly ContactId[]): Condition =>
  oneOf(...clients.map((each) => numberOf(each, 'client')).flatMap((id) => [eq('ContactId', id), eq('PersonId', id)]));
