import { describe, expect, test } from 'vitest';
import type { LinkRule } from '../../../src/domain/card-linking/link-rule.ts';
import { cardClientOf, clientsOf, decideStay, newestCandidate } from '../../../src/domain/card-linking/decide-stay.ts';
import { aContact, aCrmUserId, anEmployer } from '../../builders/a-contact.ts';
import { aCard, aCardId, aFunnelId } from '../../builders/a-story.ts';

const ana = aContact();
const employer = anEmployer();
const employed = aContact({ company: employer });
const rule = (over: Partial<LinkRule> = {}): LinkRule => ({ funnelId: aFunnelId('f1'), behaviour: 'link-last', counting: 'won-and-lost-too', ...over });
const chosen = (candidates: Parameters<typeof newestCandidate>[0], over: Partial<LinkRule> = {}, contact = ana) => newestCandidate(candidates, rule(over), contact)?.id;

describe('CRD-03 and CRD-04: what a stay comes to', () => {
  test('CRD-03: always-create opens a card though there is one', () => {
    const facts = { rule: rule({ behaviour: 'always-create' }), contact: ana, funnel: 'available', candidates: [aCard(7, 'f1', ana)] } as const;
    expect(decideStay(facts)).toMatchObject({ outcome: 'planned', step: { type: 'OpenCard', funnelId: 'f1' } });
  });

  test('CRD-04: link-last chooses, and leaves the card’s client and person as they are', () => {
    const facts = { rule: rule(), contact: employed, funnel: 'available', candidates: [aCard(7, 'f1', employed)] } as const;
    expect(decideStay(facts)).toEqual({ outcome: 'chosen', cardId: '7' });
  });

  test('CRD-04: link-last with none opens one', () => {
    expect(decideStay({ rule: rule(), contact: ana, funnel: 'available', candidates: [] })).toMatchObject({ outcome: 'planned' });
  });

  test('CRD-11: an unavailable funnel gives neither a new card nor a known one', () => {
    for (const behaviour of ['always-create', 'link-last'] as const) {
      const facts = { rule: rule({ behaviour }), contact: ana, funnel: 'unavailable', candidates: [aCard(7, 'f1', ana)] } as const;
      expect(decideStay(facts)).toEqual({ outcome: 'funnel-unavailable' });
    }
  });
});

describe('CRD-04: which card is the last one', () => {
  test('the newest creation time, then the highest id', () => {
    expect(chosen([aCard(7, 'f1', ana, 1), aCard(8, 'f1', ana, 3), aCard(9, 'f1', ana, 2)])).toBe('8');
    expect(chosen([aCard(9, 'f1', ana, 1), aCard(10, 'f1', ana, 1), aCard(8, 'f1', ana, 1)])).toBe('10');
  });

  test('cards in that funnel now, and in no other', () => {
    expect(chosen([aCard(7, 'f1', ana, 1), aCard(8, 'f2', ana, 3)])).toBe('7');
  });

  test('whose client is the company, or the contact itself', () => {
    expect(chosen([aCard(7, 'f1', employer.id, 1)], {}, employed)).toBe('7');
    expect(chosen([aCard(7, 'f1', employed, 1)], {}, employed)).toBe('7');
    expect(clientsOf(employed)).toEqual([employer.id, ana.id]);
    expect(clientsOf(ana)).toEqual([ana.id]);
  });

  test('not those whose only tie is their person', () => {
    expect(chosen([aCard(7, 'f1', '555', 1, { personId: ana.id })])).toBeUndefined();
  });

  test('won and lost ones count, unless the mapping says open ones only', () => {
    const cards = [aCard(7, 'f1', ana, 1), aCard(8, 'f1', ana, 2, { state: 'lost' }), aCard(9, 'f1', ana, 3, { state: 'won' })];
    expect(chosen(cards)).toBe('9');
    expect(chosen(cards, { counting: 'open-ones-only' })).toBe('7');
  });

  test('CRD-14: a card that the session opened for a later stay does not count, one left over counts for want of others', () => {
    const cards = [aCard(7, 'f1', ana, 1), aCard(8, 'f1', ana, 2)];
    expect(chosen(cards, { apartFrom: [aCardId(8)] })).toBe('7');
    expect(chosen(cards, { failingOthers: [aCardId(8)] })).toBe('7');
    expect(chosen(cards, { apartFrom: [aCardId(7)], failingOthers: [aCardId(8)] })).toBe('8');
    expect(chosen(cards, { apartFrom: [aCardId(7), aCardId(8)] })).toBeUndefined();
  });
});

describe('CRD-08, CRD-09 and CRD-18: whose card it is', () => {
  test('CRD-08: with a company, it is the client and the contact the person', () => {
    expect(cardClientOf(employed)).toMatchObject({ clientId: employer.id, personId: ana.id });
  });

  test('CRD-08: without one the client is the contact, and there is no person', () => {
    expect(cardClientOf(ana)).toEqual({ clientId: ana.id, title: ana.name });
  });

  test('CRD-09: the title is the name of the card’s client', () => {
    expect(cardClientOf(employed).title).toBe(employer.name);
    expect(cardClientOf(ana).title).toBe(ana.name);
  });

  test('CRD-18: the owner is that of the card’s client, else the contact’s, else the agent’s user, else the CRM’s default', () => {
    const [company, own, agent] = [aCrmUserId(1), aCrmUserId(2), aCrmUserId(3)];
    const ownerOf = (contact: typeof ana, agentUserId?: typeof agent) => {
      const decision = decideStay({ rule: rule(), contact, funnel: 'available', candidates: [], ...(agentUserId && { agentUserId }) });
      return decision.outcome === 'planned' ? decision.step.client.ownerId : undefined;
    };
    expect(ownerOf(aContact({ ownerId: own, company: anEmployer({ ownerId: company }) }), agent)).toBe(company);
    expect(ownerOf(aContact({ ownerId: own, company: employer }), agent)).toBe(own);
    expect(ownerOf(employed, agent)).toBe(agent);
    expect(ownerOf(employed)).toBeUndefined();
  });
});
