import type { Card } from '../../domain/card-linking/card.ts';
import type { CandidateQuery, CardDesk } from '../../ports/card-desk.ts';
import { forgettingIfRefused, type AccountFields } from './account-fields.ts';
import { findMarked } from './marker-search.ts';
import { allOf, eq, oneOf, type Condition } from './odata.ts';
import type { PloomesClient } from './ploomes-client.ts';
import type { PloomesConfig } from './ploomes-config.ts';
import { cardBody, translateCard } from './translate/card.ts';
import { numberOf, translateCardId, wholeNumber } from './translate/ids.ts';
import { DEAL_COLUMNS, DEAL_FUNNEL, dealRow } from './wire/deal.ts';
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

    findByMarker: async ({ marker, clientId, since, knownCard }) =>
      await findMarked(client, {
        entity: 'Deals', markerKey: await fields.markerKey('card'), marker, since, translateId: translateCardId,
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
