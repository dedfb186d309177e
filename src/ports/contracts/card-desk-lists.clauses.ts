import assert from 'node:assert/strict';
import type { CardId } from '../../domain/card-linking/card.ts';
import type { CardPageWish, ListedCard } from '../card-desk.ts';
import { openCard, type CardDeskSubject } from './card-desk-subject.ts';
import type { Clauses } from './kit.ts';

type Wish = Partial<CardPageWish> & { readonly company?: 'none' };

/** One page of what is offered for the person of the subject's company. */
async function offered({ desk, clientId, personId }: CardDeskSubject, { company, ...wish }: Wish = {}) {
  return await desk.ofClients({ contactId: personId, ...(company === 'none' ? {} : { companyId: clientId }) }, { limit: 20, ...wish });
}

const idsOffered = async (subject: CardDeskSubject, wish: Wish = {}): Promise<readonly CardId[]> =>
  (await offered(subject, wish)).cards.map(({ id }) => id);

/** Every page, two at a time; far more pages than there are cards means that they never end. */
async function allPages(subject: CardDeskSubject): Promise<readonly ListedCard[]> {
  const cards: ListedCard[] = [];
  let after: CardId | undefined;
  for (let pages = 0; pages < 10; pages += 1) {
    const page = await offered(subject, { limit: 2, after });
    assert.ok(page.cards.length <= 2, 'no page is longer than was asked for');
    cards.push(...page.cards);
    if (page.next === undefined) return cards;
    after = page.next;
  }
  assert.fail('the pages end');
}

/** Which cards are offered for linking (PAN-03). */
export const cardListClauses: Clauses<CardDeskSubject> = {
  'offers the cards whose client is the contact': async (subject) => {
    const own = await openCard(subject, { marker: 'session-1', clientId: subject.personId });
    assert.deepEqual(await idsOffered(subject), [own]);
  },
  'offers the cards whose person is the contact': async (subject) => {
    const tied = await openCard(subject, { marker: 'session-1', clientId: subject.otherClientId, personId: subject.personId });
    assert.deepEqual(await idsOffered(subject), [tied]);
  },
  "offers the cards of the contact's company, whoever their person is": async (subject) => {
    const companys = await openCard(subject, { marker: 'session-1', personId: subject.otherClientId });
    assert.deepEqual(await idsOffered(subject), [companys]);
  },
  'offers no card of a company that is not named': async (subject) => {
    await openCard(subject, { marker: 'session-1' });
    assert.deepEqual(await idsOffered(subject, { company: 'none' }), []);
  },
  'offers no card of somebody else': async (subject) => {
    await openCard(subject, { marker: 'session-1', clientId: subject.otherClientId });
    assert.deepEqual(await idsOffered(subject), []);
  },
  'offers cards of every funnel': async (subject) => {
    const elsewhere = await openCard(subject, { marker: 'session-1', funnelId: subject.otherFunnelId });
    assert.deepEqual(await idsOffered(subject), [elsewhere]);
  },
  'offers won and lost cards too': async (subject) => {
    const [won, lost] = [await openCard(subject, { marker: 'session-1' }), await openCard(subject, { marker: 'session-2' })];
    await subject.end(won, 'won');
    await subject.end(lost, 'lost');
    assert.deepEqual((await offered(subject)).cards.map(({ state }) => state).toSorted(), ['lost', 'won']);
  },
  'offers the newest card first': async (subject) => {
    const opened: CardId[] = [];
    for (const marker of ['1', '2', '3']) opened.push(await openCard(subject, { marker }));
    assert.deepEqual(await idsOffered(subject), opened.toReversed());
  },
  'offers every card once, page by page': async (subject) => {
    const opened: CardId[] = [];
    for (const marker of ['1', '2', '3', '4', '5']) opened.push(await openCard(subject, { marker, personId: subject.personId }));
    assert.deepEqual((await allPages(subject)).map(({ id }) => id).toSorted(), opened.toSorted());
  },
  'goes on behind a card that is gone by now': async (subject) => {
    const [oldest, middle] = [await openCard(subject, { marker: 'session-1' }), await openCard(subject, { marker: 'session-2' })];
    await openCard(subject, { marker: 'session-3' });
    const { next } = await offered(subject, { limit: 2 });
    await subject.remove(middle);
    assert.deepEqual(await idsOffered(subject, { after: next ?? middle }), [oldest]);
  },
  'offers cards by a part of their title, whatever its case': async (subject) => {
    const bakery = await openCard(subject, { marker: 'session-1' });
    await openCard(subject, { marker: 'session-2', title: 'Oficina' });
    assert.deepEqual(await idsOffered(subject, { search: "o'hara & f" }), [bakery]);
  },
  'names the funnel that a card stands in': async (subject) => {
    await openCard(subject, { marker: 'session-1' });
    await openCard(subject, { marker: 'session-2', funnelId: subject.otherFunnelId });
    const names = (await offered(subject)).cards.map(({ funnelName = '' }) => funnelName);
    assert.equal(new Set(names.filter((name) => name !== '')).size, 2);
  },
};
