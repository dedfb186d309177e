import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CardId } from '../../../src/domain/card-linking/card.ts';
import { decidePaper, PAPER_KINDS, type PaperFacts } from '../../../src/domain/index.ts';
import { contact, contactId, crmUserId, funnelId } from '../../arbitraries/index.ts';

const facts = (): fc.Arbitrary<PaperFacts> =>
  fc.record(
    {
      wish: fc.record(
        { kind: fc.constantFrom(...PAPER_KINDS), title: fc.string({ minLength: 1 }), newCard: fc.record({ funnelId: funnelId() }) },
        { requiredKeys: ['kind'] },
      ),
      contact: contact(),
      card: fc.record({ id: fc.constant('7' as CardId), clientId: contactId(), personId: contactId() }, { requiredKeys: ['id', 'clientId'] }),
      agentUserId: crmUserId(),
      permission: fc.constantFrom(
        { allowed: 'yes' as const }, { allowed: 'yes' as const }, { allowed: 'no' as const, because: 'no-permission' as const }, { allowed: 'no' as const, because: 'module-off' as const },
      ),
    },
    { requiredKeys: ['wish', 'permission'] },
  );

describe('whatever is asked for under "Novo"', () => {
  test('PAN-05: is made only for a known client, by somebody who may, and a proposal only on a card', () => {
    fc.assert(fc.property(facts(), (given) => {
      const decision = decidePaper(given);
      if (decision.outcome === 'refused') return;
      const paper = decision.steps.at(-1);
      expect(given.contact).toBeDefined();
      expect(given.permission).toEqual({ allowed: 'yes' });
      expect(paper).toMatchObject({ type: 'MakePaper', kind: given.wish.kind });
      if (given.wish.kind === 'proposal') expect(paper).not.toMatchObject({ card: 'none' });
      expect(decision.steps.length === 2).toBe(paper?.type === 'MakePaper' && paper.card === 'on-new-card');
    }));
  });

  test("PAN-05: is for the contact, its company or, for a proposal, its card's client, with nobody named twice, and is the agent's", () => {
    fc.assert(fc.property(facts(), (given) => {
      const decision = decidePaper(given);
      const paper = decision.outcome === 'planned' ? decision.steps.at(-1) : undefined;
      if (paper?.type !== 'MakePaper') return;
      const onCard = given.wish.kind === 'proposal' ? given.card : undefined;
      expect(paper.clientId).toBe(onCard?.clientId ?? given.contact?.company?.id ?? given.contact?.id);
      expect(paper.personId).not.toBe(paper.clientId);
      if (onCard === undefined && given.contact?.company !== undefined && given.contact.company.id !== given.contact.id) expect(paper.personId).toBe(given.contact.id);
      expect(paper.ownerId).toBe(given.agentUserId);
    }));
  });

  test('PAN-05: is refused with a reason only when something lacks that the reason names', () => {
    fc.assert(fc.property(facts(), (given) => {
      const decision = decidePaper(given);
      const lacking = given.contact === undefined
        ? 'no-client'
        : given.permission.allowed === 'no'
          ? given.permission.because
          : given.wish.kind === 'proposal' && given.card === undefined && given.wish.newCard === undefined ? 'card-needed' : undefined;
      expect(decision.outcome === 'refused' ? decision.because : undefined).toBe(lacking);
    }));
  });
});
