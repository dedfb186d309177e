import type { Card } from '../../domain/card-linking/card.ts';
import type { LinkClient } from '../../domain/desk/decide-link-candidates.ts';
import type { CandidateQuery, CardDesk, CardPageWish } from '../../ports/card-desk.ts';
import { forgettingIfRefused, type AccountFields } from './account-fields.ts';
import { findMarked } from './marker-search.ts';
import { allOf, containsIgnoringCase, eq, oneOf, type Condition } from './odata.ts';
import type { PloomesClient } from './ploomes-client.ts';
import type { PloomesConfig } from './ploomes-config.ts';
import { cardBody, translateCard, translateListedCard } from './translate/card.ts';
import { numberOf, translateCardId, wholeNumber } from './translate/ids.ts';
import { DEAL_COLUMNS, DEAL_FUNNEL, DEAL_PLACE, dealRow, listedDealRow } from './wire/deal.ts';
import { identified } from './wire/envelope.ts';

/** Cards are Ploomes' deals. Opening one costs one call, and so do its candidates where there are any. */
export function createPloomesCardDesk(client: PloomesClient, fields: AccountFields, config: PloomesConfig): CardDesk {
  const read = async (filter: Condition, top: number): Promise<readonly Card[]> => {
    const query = { filter, select: DEAL_COLUMNS, expand: DEAL_FUNNEL, orderby: 'CreateDate desc,Id desc', top };
    return (await client.list('Deals', query, dealRow)).map((row) => translateCard(row, config.cardStates));
  };

  return {
    async openCard(request) {
      const body = cardBody(request, await fields.markerKey('card'));
      return translateCardId((await forgettingIfRefused(fields, async () => await client.create('Deals', body, identified))).Id);
    },

    async candidates(query) {
      if (query.clients.length === 0) return [];
      return await read(candidateFilter(query, config), config.pageSize);
    },

    async find(cardId) {
      const id = wholeNumber(cardId);
      return id === undefined ? undefined : (await read(eq('Id', id), 1))[0];
    },

    async ofClients(clients, wish) {
      const top = Math.min(wish.limit, config.pageSize);
      // Ploomes counts deals up as they are created, so that the order of ids is that of creation and a page goes on behind an id.
      const query = { filter: linkFilter(clients, wish), select: DEAL_COLUMNS, expand: DEAL_PLACE, orderby: 'Id desc', top };
      const { rows, total } = await client.counted('Deals', query, listedDealRow);
      const cards = rows.map((row) => translateListedCard(row, config.cardStates));
      const last = cards.at(-1);
      return { cards, ...(last === undefined || total === rows.length ? {} : { next: last.id }) };
    },

    findByMarker: async ({ marker, clientId, since, knownCard }) =>
      await findMarked(client, {
        entity: 'Deals', markedIn: { fieldKey: await fields.markerKey('card') }, marker, since, translateId: translateCardId,
        clientId: numberOf(clientId, 'client'),
        ...(knownCard === undefined ? {} : { knownId: numberOf(knownCard, 'card') }),
      }),
  };
}

/** CRD-04: by client alone; cards whose only tie is their person do not count. */
const candidateFilter = ({ funnelId, clients, counting }: CandidateQuery, { cardStates }: PloomesConfig): Condition =>
  allOf(
    eq('PipelineId', numberOf(funnelId, 'funnel')),
    oneOf(...clients.map((each) => eq('ContactId', numberOf(each, 'client')))),
    counting === 'open-ones-only' ? eq('StatusId', cardStates.open) : undefined,
  );

/** PAN-03: the contact as client or as person, and its company as client. */
const linkFilter = ({ contactId, companyId }: LinkClient, { search = '', after }: CardPageWish): Condition => {
  const contact = numberOf(contactId, 'contact');
  return allOf(
    oneOf(eq('ContactId', contact), eq('PersonId', contact), companyId === undefined ? undefined : eq('ContactId', numberOf(companyId, 'company'))),
    search.trim() === '' ? undefined : containsIgnoringCase('Title', search.trim()),
    after === undefined ? undefined : `Id lt ${numberOf(after, 'card')}`,
  );
};
