import type { Card } from '../../domain/card-linking/card.ts';
import { foldText } from '../../domain/contact/fold-text.ts';
import { decideLinkCandidates, newestCardFirst, type LinkClient } from '../../domain/desk/decide-link-candidates.ts';
import { compareIds } from '../../domain/kernel/brand.ts';
import type { CandidateQuery, CardDesk, CardPage, CardPageWish, ListedCard } from '../../ports/card-desk.ts';
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
        if (!world.funnels.has(request.funnelId)) throw refusedCard('a funnel that does not exist');
        if (!world.contacts.has(request.clientId)) throw refusedCard('a client who does not exist');
        return buildCard(world, request).id;
      }),
    candidates: (query) =>
      answer('cards.candidates', () => all().filter((card) => isCandidate(card, query)).toSorted(newestCardFirst).map(cardOf)),
    find: (cardId) =>
      answer('cards.find', () => {
        const card = world.cards.get(cardId);
        return card === undefined ? undefined : cardOf(card);
      }),
    ofClients: (clients, wish) => answer('cards.ofClients', () => pageOf(world, clients, wish)),
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

/** Later cards have higher ids, so that a page goes on behind a card that is gone. */
function pageOf(world: CrmWorld, clients: LinkClient, { search = '', limit, after }: CardPageWish): CardPage {
  const wanted = decideLinkCandidates([...world.cards.values()], clients)
    .filter(({ title }) => foldText(title).includes(foldText(search.trim())))
    .filter(({ id }) => after === undefined || compareIds(id, after) < 0);
  const cards = wanted.slice(0, limit).map((card) => listed(world, card));
  const last = cards.at(-1);
  return { cards, ...(last === undefined || cards.length === wanted.length ? {} : { next: last.id }) };
}

const STATUS_NAMES = { open: 'Em aberto', won: 'Ganho', lost: 'Perdido' } as const;

function listed(world: CrmWorld, card: StoredCard): ListedCard {
  const funnel = world.funnels.get(card.funnelId);
  return { ...cardOf(card), statusName: STATUS_NAMES[card.state], ...(funnel === undefined ? {} : { funnelName: funnel.name }) };
}

export const cardOf = ({ ownerId: _owner, marker: _marker, stageId: _stage, values: _values, ...card }: StoredCard): Card => card;

export const refusedCard = (what: string): PortFailure => new PortFailure('port.refused', `A card was asked for with ${what}; choose another.`);
