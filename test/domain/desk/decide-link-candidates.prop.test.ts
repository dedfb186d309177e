import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CardId } from '../../../src/domain/card-linking/card.ts';
import { decideLinkCandidates, instantOf, linkTieOf } from '../../../src/domain/index.ts';
import { aContactId } from '../../builders/an-identity.ts';

const someId = () => fc.integer({ min: 1, max: 5 }).map(aContactId);
const someClient = () => fc.record({ contactId: someId(), companyId: someId() }, { requiredKeys: ['contactId'] });
const someCards = () =>
  fc.uniqueArray(
    fc.record({ id: fc.integer({ min: 1, max: 60 }).map((id) => String(id) as CardId), clientId: someId(), personId: someId(), at: fc.integer({ min: 0, max: 3 }) }, { requiredKeys: ['id', 'clientId', 'at'] }),
    { selector: ({ id }) => id, maxLength: 20 },
  ).map((rows) => rows.map(({ at, ...card }) => ({ ...card, createdAt: instantOf(at * 1000) })));

test('PAN-03: exactly the tied cards are offered, each once, whatever their order was', () => {
  const inTwoOrders = someCards().chain((cards) => fc.tuple(fc.constant(cards), fc.shuffledSubarray([...cards], { minLength: cards.length })));
  fc.assert(fc.property(inTwoOrders, someClient(), ([cards, shuffled], client) => {
    const offered = decideLinkCandidates(cards, client);
    expect(decideLinkCandidates(shuffled, client)).toEqual(offered);
    const ties = [client.contactId, ...(client.companyId === undefined ? [] : [client.companyId])];
    const expected = cards.filter(({ clientId, personId }) => ties.includes(clientId) || personId === client.contactId);
    expect(offered.map(({ id }) => id).toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
    expect(offered.every((card) => linkTieOf(card, client) !== undefined)).toBe(true);
  }));
});

test('PAN-03: a company that is named adds cards and takes none away', () => {
  fc.assert(fc.property(someCards(), someId(), someId(), (cards, contactId, companyId) => {
    const alone = decideLinkCandidates(cards, { contactId });
    expect(decideLinkCandidates(cards, { contactId, companyId })).toEqual(expect.arrayContaining([...alone]));
  }));
});
