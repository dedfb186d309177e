import { compareInstants } from '../../domain/kernel/instant.ts';
import type { Card } from '../../domain/card-linking/card.ts';
import type { CandidateQuery, CardDesk } from '../../ports/card-desk.ts';
import { PortFailure } from '../../ports/failures.ts';
import type { FunnelCatalog } from '../../ports/funnel-catalog.ts';
import type { Answering } from './crm-faults.ts';
import { buildCard, type CrmWorld, type StoredCard } from './crm-world.ts';
import { markerAnswer } from './marker-answer.ts';

/** Cards in memory. A funnel that does not exist refuses cards; an archived one takes them, as the real CRM does. */
export function createInMemoryCardDesk(world: CrmWorld, answer: Answering): CardDesk {
  const all = (): readonly StoredCard[] => [...world.cards.values()];
  return {
    openCard: (request) =>
      answer('cards.openCard', () => {
        if (!world.funnels.has(request.funnelId)) throw refused('a funnel that does not exist');
        if (!world.contacts.has(request.clientId)) throw refused('a client who does not exist');
        return buildCard(world, request).id;
      }),
    candidates: (query) =>
      answer('cards.candidates', () => all().filter((card) => isCandidate(card, query)).toSorted(newestFirst).map(cardOf)),
    find: (cardId) =>
      answer('cards.find', () => {
        const card = world.cards.get(cardId);
        return card === undefined ? undefined : cardOf(card);
      }),
    findByMarker: ({ marker, clientId, since, knownCard }) =>
      answer('cards.findByMarker', () => {
        const made = all().filter((card) => card.marker === marker && card.clientId === clientId && card.createdAt >= since).map(({ id }) => id);
        return markerAnswer(made, knownCard === undefined || world.cards.has(knownCard));
      }),
  };
}

/** Funnels in memory, always fresh. */
export const createInMemoryFunnels = (world: CrmWorld, answer: Answering): FunnelCatalog => ({
  find: (funnelId) => answer('funnels.find', () => world.funnels.get(funnelId)),
  list: () => answer('funnels.list', () => [...world.funnels.values()]),
});

const isCandidate = (card: Card, { funnelId, clients, counting }: CandidateQuery): boolean =>
  card.funnelId === funnelId && clients.includes(card.clientId) && (counting === 'won-and-lost-too' || card.state === 'open');

const newestFirst = (a: Card, b: Card): number =>
  compareInstants(b.createdAt, a.createdAt) || compareIds(b.id, a.id);

const compareIds = (a: string, b: string): number => Number(a) - Number(b) || (a < b ? -1 : a > b ? 1 : 0);

const cardOf = ({ ownerId: _owner, marker: _marker, ...card }: StoredCard): Card => card;

const refused = (what: string): PortFailure => new PortFailure('port.refused', `A card was asked for with ${what}; choose another.`);
