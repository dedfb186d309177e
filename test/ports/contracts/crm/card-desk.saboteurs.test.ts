import { describe } from 'vitest';
import type { Card, CardId } from '../../../../src/domain/card-linking/card.ts';
import { cardDeskContract, type CardDeskSubject } from '../../../../src/ports/contracts/index.ts';
import { PortFailure, type CardDesk, type CardPage, type ListedCard, type MarkerAnswer } from '../../../../src/ports/index.ts';
import { inMemoryCardDesk } from './in-memory-subjects.ts';
import { provesEveryClause, type Saboteur } from './sabotage.ts';

type Sabotage = Saboteur<CardDeskSubject>;

const desk = (broken: (good: CardDesk, subject: CardDeskSubject) => Partial<CardDesk>): Sabotage => (subject) => ({
  ...subject,
  desk: { ...subject.desk, ...broken(subject.desk, subject) },
});

const found = (twist: (card: Card, subject: CardDeskSubject) => Card): Sabotage =>
  desk((good, subject) => ({
    find: async (cardId) => {
      const card = await good.find(cardId);
      return card === undefined ? undefined : twist(card, subject);
    },
  }));

const markerAnswers = (twist: (answer: MarkerAnswer<CardId>, opened: readonly CardId[]) => typeof answer): Sabotage =>
  desk((good) => {
    const opened: CardId[] = [];
    return {
      openCard: async (request) => {
        const cardId = await good.openCard(request);
        opened.push(cardId);
        return cardId;
      },
      findByMarker: async (query) => twist(await good.findByMarker(query), opened),
    };
  });

/** Goes on showing cards that were deleted, in one of the two places. */
const remembersTheDeleted = (where: 'find' | 'candidates'): Sabotage => (subject) => {
  const deleted: Card[] = [];
  const { desk: good } = subject;
  return {
    ...subject,
    remove: async (cardId) => {
      const card = await good.find(cardId);
      if (card !== undefined) deleted.push(card);
      await subject.remove(cardId);
    },
    desk: {
      ...good,
      ...(where === 'find'
        ? { find: async (cardId) => (await good.find(cardId)) ?? deleted.find(({ id }) => id === cardId) }
        : { candidates: async (query) => [...(await good.candidates(query)), ...deleted] }),
    },
  };
};

const onceForEachMarker = desk((good) => {
  const opened = new Map<string, Promise<CardId>>();
  return {
    openCard: async (request) => {
      const cardId = opened.get(request.marker) ?? good.openCard(request);
      opened.set(request.marker, cardId);
      return await cardId;
    },
  };
});

const countsPersonsToo = desk((good) => {
  const tied = new Map<string, CardId>();
  return {
    openCard: async (request) => {
      const cardId = await good.openCard(request);
      if (request.personId !== undefined) tied.set(request.personId, cardId);
      return cardId;
    },
    candidates: async (query) => {
      const more = await Promise.all(query.clients.map(async (client) => await good.find(tied.get(client) ?? ('0' as CardId))));
      return [...(await good.candidates(query)), ...more.filter((card) => card !== undefined)];
    },
  };
});

const offered = (twist: (page: CardPage, subject: CardDeskSubject) => CardPage): Sabotage =>
  desk((good, subject) => ({ ofClients: async (clients, wish) => twist(await good.ofClients(clients, wish), subject) }));

const offersOnly = (stays: (card: ListedCard, subject: CardDeskSubject) => boolean): Sabotage =>
  offered((page, subject) => ({ ...page, cards: page.cards.filter((card) => stays(card, subject)) }));

const offersFromTheStart = desk((good) => ({
  ofClients: async (clients, { after, ...wish }) =>
    await good.ofClients(clients, after === undefined || (await good.find(after)) === undefined ? wish : { ...wish, after }),
}));

describe('the contract of CardDesk', () => {
  provesEveryClause(cardDeskContract, inMemoryCardDesk, {
    'opens an open card in the funnel that was asked for': found((card, { otherFunnelId }) => ({ ...card, funnelId: otherFunnelId })),
    'opens a card for the client, and with its person': found(({ personId: _personId, ...card }) => card),
    'opens a card without a person where none was given': found((card) => ({ personId: card.clientId, ...card })),
    'gives a card the very title that was asked for': found((card) => ({ ...card, title: card.title.replaceAll("'", '&#39;') })),
    'opens one card for each call, whatever the marker': onceForEachMarker,
    'finds nothing for a card that never was': desk((good, { unknownCard }) => ({
      find: async (cardId) => {
        if (cardId === unknownCard) throw new PortFailure('port.missing', 'No such card.');
        return await good.find(cardId);
      },
    })),
    'finds nothing for a card that was deleted': remembersTheDeleted('find'),
    'lists candidates newest first': desk((good) => ({ candidates: async (query) => (await good.candidates(query)).toReversed() })),
    'lists no candidate of another funnel': desk((good, { otherFunnelId }) => ({
      candidates: async (query) => [...(await good.candidates(query)), ...(await good.candidates({ ...query, funnelId: otherFunnelId }))],
    })),
    'lists no candidate whose only tie to a client is its person': countsPersonsToo,
    'lists the candidates of every client that is named': desk((good) => ({
      candidates: async (query) => await good.candidates({ ...query, clients: query.clients.slice(0, 1) }),
    })),
    'lists no candidates where no client is named': desk((good, { clientId }) => ({
      candidates: async (query) => await good.candidates({ ...query, clients: query.clients.length === 0 ? [clientId] : query.clients }),
    })),
    'lists won and lost cards too, as what they are': desk((good) => ({
      candidates: async (query) => (await good.candidates(query)).map((card) => ({ ...card, state: 'open' })),
    })),
    'leaves won and lost cards out where open ones alone count': desk((good) => ({
      candidates: async (query) => await good.candidates({ ...query, counting: 'won-and-lost-too' }),
    })),
    'lists no candidate that was deleted': remembersTheDeleted('candidates'),
    'finds by its marker a card whose answer was lost': markerAnswers((answer) => (answer.others === undefined ? { believable: answer.believable } : answer)),
    'names every card that carries the marker': markerAnswers(({ others: _others, ...answer }) => answer),
    'finds no card that carries another marker': markerAnswers((answer, [first]) => (first === undefined ? answer : { found: first, ...answer })),
    'is believed about an absence when a card known to exist came along': markerAnswers((answer) =>
      answer.found === undefined ? { believable: false } : answer),
    'is not believed about an absence when a card known to exist is lacking': markerAnswers((answer) => ({ ...answer, believable: true })),
    'offers the cards whose client is the contact': offersOnly((card, { personId }) => card.clientId !== personId),
    'offers the cards whose person is the contact': offersOnly((card, { personId, otherClientId }) => card.personId !== personId || card.clientId !== otherClientId),
    "offers the cards of the contact's company, whoever their person is": offersOnly((card, { otherClientId }) => card.personId !== otherClientId),
    'offers no card of a company that is not named': desk((good, { clientId }) => ({
      ofClients: async (clients, wish) => await good.ofClients({ ...clients, companyId: clientId }, wish),
    })),
    'offers no card of somebody else': desk((good, { otherClientId }) => ({
      ofClients: async (clients, wish) => {
        const page = await good.ofClients(clients, wish);
        return page.cards.length > 0 ? page : await good.ofClients({ contactId: otherClientId }, wish);
      },
    })),
    'offers cards of every funnel': offered((page, { otherFunnelId }) =>
      page.cards.every(({ funnelId }) => funnelId === otherFunnelId) ? { ...page, cards: [] } : page),
    'offers won and lost cards too': offersOnly(({ state }) => state === 'open'),
    'offers the newest card first': offered((page) => ({ ...page, cards: page.cards.toReversed() })),
    'offers every card once, page by page': offered(({ cards }) => ({ cards })),
    'goes on behind a card that is gone by now': offersFromTheStart,
    'offers cards by a part of their title, whatever its case': desk((good) => ({
      ofClients: async (clients, wish) => {
        const page = await good.ofClients(clients, wish);
        return { ...page, cards: page.cards.filter(({ title }) => title.includes(wish.search ?? '')) };
      },
    })),
    'names the funnel that a card stands in': offered((page) => ({ ...page, cards: page.cards.map(({ funnelName: _funnelName, ...card }) => card) })),
  });
});
