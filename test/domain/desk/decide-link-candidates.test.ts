import { describe, expect, test } from 'vitest';
import type { CardId } from '../../../src/domain/card-linking/card.ts';
import { decideLinkCandidates, linkClientOf, linkTieOf } from '../../../src/domain/desk/decide-link-candidates.ts';
import { instantOf } from '../../../src/domain/kernel/instant.ts';
import { aContact, anEmployer } from '../../builders/a-contact.ts';
import { aContactId } from '../../builders/an-identity.ts';

const [ana, aurora, bia] = [aContactId(1), aContactId(2), aContactId(3)];
const client = { contactId: ana, companyId: aurora };
const aCard = (id: string, tie: { readonly clientId: typeof ana; readonly personId?: typeof ana }, at = 0) => ({ ...tie, id: id as CardId, createdAt: instantOf(at) });

describe('the cards that an agent may link a session to', () => {
  test.each([
    ['the contact is its client', { clientId: ana }, 'client'],
    ['the contact is its person', { clientId: bia, personId: ana }, 'person'],
    ["the contact's company is its client", { clientId: aurora, personId: bia }, 'company'],
  ] as const)('PAN-03: a card is offered when %s', (_, card, tie) => {
    expect(linkTieOf(card, client)).toBe(tie);
  });

  test.each([
    ['somebody else is both', { clientId: bia, personId: bia }],
    ["the contact's company is its person", { clientId: bia, personId: aurora }],
  ])('PAN-03: a card is not offered when %s', (_, card) => {
    expect(linkTieOf(card, client)).toBeUndefined();
  });

  test("PAN-03: a company's cards are not offered for a contact without that company", () => {
    expect(linkTieOf({ clientId: aurora }, { contactId: ana })).toBeUndefined();
    expect(linkTieOf({ clientId: bia }, { contactId: ana })).toBeUndefined();
  });

  test('PAN-03: the newest comes first, then the highest id by value', () => {
    const cards = [aCard('9', { clientId: ana }), aCard('10', { clientId: ana }), aCard('8', { clientId: aurora }, 1000), aCard('11', { clientId: bia }, 2000)];
    expect(decideLinkCandidates(cards, client).map(({ id }) => id)).toEqual(['8', '10', '9']);
  });

  test('PAN-03: are asked for with the contact and the company that it has', () => {
    expect(linkClientOf(aContact({ id: ana, company: anEmployer({ id: aurora }) }))).toEqual(client);
    expect(linkClientOf(aContact({ id: ana }))).toEqual({ contactId: ana });
  });
});
