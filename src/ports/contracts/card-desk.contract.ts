import assert from 'node:assert/strict';
import type { CardId } from '../../domain/card-linking/card.ts';
import type { ContactId } from '../../domain/contact/contact.ts';
import { cardListClauses } from './card-desk-lists.clauses.ts';
import { CARD_TITLE, openCard, type CardDeskSubject, type Opening } from './card-desk-subject.ts';
import { defineContract } from './kit.ts';

const FIRST: Opening = { marker: 'session-1' };
const SECOND: Opening = { marker: "session 2 of 'Ana'" };
const THIRD: Opening = { marker: 'session-3' };

const candidates = async ({ desk, funnelId }: CardDeskSubject, ...clients: readonly ContactId[]): Promise<readonly CardId[]> =>
  (await desk.candidates({ funnelId, clients, counting: 'won-and-lost-too' })).map(({ id }) => id);

const byMarker = async ({ desk, funnelId, clientId, since }: CardDeskSubject, marker: string, knownCard?: CardId) =>
  await desk.findByMarker({ marker, funnelId, clientId, since, ...(knownCard === undefined ? {} : { knownCard }) });

/** Runs the promises of `CardDesk` (CRD-03, CRD-04, CRD-08, CRD-09, PAN-03). */
export const cardDeskContract = defineContract<CardDeskSubject>({
  'opens an open card in the funnel that was asked for': async (subject) => {
    const card = await subject.desk.find(await openCard(subject, FIRST));
    assert.equal(card?.funnelId, subject.funnelId);
    assert.equal(card.state, 'open');
  },
  'opens a card for the client, and with its person': async (subject) => {
    const card = await subject.desk.find(await openCard(subject, { ...FIRST, personId: subject.personId, ownerId: subject.ownerId }));
    assert.equal(card?.clientId, subject.clientId);
    assert.equal(card.personId, subject.personId);
  },
  'opens a card without a person where none was given': async (subject) => {
    const card = await subject.desk.find(await openCard(subject, FIRST));
    assert.equal(card?.clientId, subject.clientId);
    assert.equal(card.personId, undefined);
  },
  'gives a card the very title that was asked for': async (subject) => {
    assert.equal((await subject.desk.find(await openCard(subject, FIRST)))?.title, CARD_TITLE);
  },
  'opens one card for each call, whatever the marker': async (subject) => {
    assert.notEqual(await openCard(subject, FIRST), await openCard(subject, FIRST));
  },
  'finds nothing for a card that never was': async (subject) => {
    assert.equal(await subject.desk.find(subject.unknownCard), undefined);
  },
  'finds nothing for a card that was deleted': async (subject) => {
    const cardId = await openCard(subject, FIRST);
    await subject.remove(cardId);
    assert.equal(await subject.desk.find(cardId), undefined);
  },
  'lists candidates newest first': async (subject) => {
    const opened = [await openCard(subject, FIRST), await openCard(subject, SECOND), await openCard(subject, THIRD)];
    assert.deepEqual(await candidates(subject, subject.clientId), opened.toReversed());
  },
  'lists no candidate of another funnel': async (subject) => {
    await openCard(subject, { ...FIRST, funnelId: subject.otherFunnelId });
    assert.deepEqual(await candidates(subject, subject.clientId), []);
  },
  'lists no candidate whose only tie to a client is its person': async (subject) => {
    await openCard(subject, { ...FIRST, personId: subject.personId });
    assert.deepEqual(await candidates(subject, subject.personId), []);
  },
  'lists the candidates of every client that is named': async (subject) => {
    const first = await openCard(subject, FIRST);
    const second = await openCard(subject, { ...SECOND, clientId: subject.otherClientId });
    assert.deepEqual(new Set(await candidates(subject, subject.clientId, subject.otherClientId)), new Set([first, second]));
  },
  'lists no candidates where no client is named': async (subject) => {
    await openCard(subject, FIRST);
    assert.deepEqual(await candidates(subject), []);
  },
  'lists won and lost cards too, as what they are': async (subject) => {
    const { desk, funnelId, clientId, end } = subject;
    await end(await openCard(subject, FIRST), 'won');
    await end(await openCard(subject, SECOND), 'lost');
    const listed = await desk.candidates({ funnelId, clients: [clientId], counting: 'won-and-lost-too' });
    assert.deepEqual(listed.map(({ state }) => state).toSorted(), ['lost', 'won']);
  },
  'leaves won and lost cards out where open ones alone count': async (subject) => {
    const { desk, funnelId, clientId, end } = subject;
    await end(await openCard(subject, FIRST), 'won');
    await end(await openCard(subject, SECOND), 'lost');
    const still = await openCard(subject, THIRD);
    const listed = await desk.candidates({ funnelId, clients: [clientId], counting: 'open-ones-only' });
    assert.deepEqual(listed.map(({ id }) => id), [still]);
  },
  'lists no candidate that was deleted': async (subject) => {
    await subject.remove(await openCard(subject, FIRST));
    assert.deepEqual(await candidates(subject, subject.clientId), []);
  },
  'finds by its marker a card whose answer was lost': async (subject) => {
    await openCard(subject, FIRST);
    const wanted = await openCard(subject, SECOND);
    assert.deepEqual(await byMarker(subject, SECOND.marker), { found: wanted, believable: true });
  },
  'names every card that carries the marker': async (subject) => {
    await openCard(subject, FIRST);
    const twins = [await openCard(subject, SECOND), await openCard(subject, SECOND)];
    const { found, others = [] } = await byMarker(subject, SECOND.marker);
    assert.deepEqual(new Set([found, ...others]), new Set(twins));
  },
  'finds no card that carries another marker': async (subject) => {
    await openCard(subject, FIRST);
    assert.equal((await byMarker(subject, THIRD.marker)).found, undefined);
  },
  'is believed about an absence when a card known to exist came along': async (subject) => {
    const knownCard = await openCard(subject, { ...FIRST, clientId: subject.otherClientId });
    assert.equal((await byMarker(subject, THIRD.marker, knownCard)).believable, true);
  },
  'is not believed about an absence when a card known to exist is lacking': async (subject) => {
    assert.equal((await byMarker(subject, THIRD.marker, subject.unknownCard)).believable, false);
  },
  ...cardListClauses,
});
