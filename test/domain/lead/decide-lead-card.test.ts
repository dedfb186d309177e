import { describe, expect, test } from 'vitest';
import type { Card, CardId } from '../../../src/domain/card-linking/card.ts';
import type { Company, Contact, ContactId } from '../../../src/domain/contact/contact.ts';
import type { CrmUserId } from '../../../src/domain/agent/agent.ts';
import type { FunnelId } from '../../../src/domain/funnel/funnel.ts';
import { instantOf } from '../../../src/domain/kernel/instant.ts';
import { decideLeadCard, leadClients, type LeadCardFacts } from '../../../src/domain/lead/decide-lead-card.ts';
import { aCandidate, aLead } from '../../builders/a-lead.ts';

const aurora: Company = { id: '70' as ContactId, name: 'Aurora Ltda', ownerId: '5' as CrmUserId };
const ana: Contact = { ...aCandidate(1, { name: 'Ana' }).contact, ownerId: '6' as CrmUserId };

const decide = (facts: Partial<LeadCardFacts> = {}) =>
  decideLeadCard({
    lead: aLead(), contact: ana, funnel: 'available', ...facts,
    capture: { behaviour: 'person+card', funnelId: '10', unlessOpenCard: 'no', ...facts.capture },
  });

const aCard = (id: number, clientId: string, parts: Partial<Card> = {}): Card => ({
  id: String(id) as CardId, clientId: clientId as ContactId, funnelId: '99' as FunnelId, title: 'Card', createdAt: instantOf(id), state: 'open', ...parts,
});

describe('ACL-03: the card of a lead', () => {
  test('CRD-08, CRD-09: is for the person, and called like it', () => {
    expect(decide()).toEqual({ outcome: 'planned', step: { funnelId: '10', client: { clientId: '1', title: 'Ana', ownerId: '6' }, values: {} } });
  });

  test.each([['of the lead', { company: aurora }], ['of the person', { contact: { ...ana, company: aurora } }]])(
    'CRD-08, CRD-09: is for the company %s where there is one', (_, facts) => {
      expect(decide(facts)).toMatchObject({ step: { client: { clientId: '70', personId: '1', title: 'Aurora Ltda', ownerId: '5' } } });
    },
  );

  test('stands in the stage, and has the title and the fields, that were mapped', () => {
    const lead = aLead({ cardTitle: ' Curso X ', card: { valor: 10, origem: '' } });
    const capture = { behaviour: 'company+person+card', funnelId: '10', stageId: '31', unlessOpenCard: 'no' } as const;
    expect(decide({ lead, capture })).toMatchObject({ step: { stageId: '31', client: { title: 'Curso X' }, values: { valor: 10 } } });
    expect(decide({ lead })).not.toHaveProperty('step.values.origem');
  });

  test('a title that is empty is no title', () => {
    expect(decide({ lead: aLead({ cardTitle: ' ' }) })).toMatchObject({ step: { client: { title: 'Ana' } } });
  });

  test('ACL-02: there is none where the behaviour wants none, and none without a funnel', () => {
    const capture = { unlessOpenCard: 'no' } as const;
    expect(decide({ capture: { ...capture, behaviour: 'company+person', funnelId: '10' } })).toEqual({ outcome: 'nothing-to-do', because: 'behaviour' });
    expect(decideLeadCard({ lead: aLead(), contact: ana, funnel: 'available', capture: { ...capture, behaviour: 'person+card' } })).toEqual({
      outcome: 'nothing-to-do', because: 'funnel-unset',
    });
  });

  test('there is none in a funnel that is gone', () => {
    expect(decide({ funnel: 'unavailable' })).toEqual({ outcome: 'funnel-unavailable' });
  });
});

describe('ACL-03: no other card while an open one exists', () => {
  const capture = { behaviour: 'person+card', funnelId: '10', unlessOpenCard: 'yes' } as const;

  test.each([
    ['of the person', aCard(3, '1')], ['of its company', aCard(3, '70')], ['of another client with the person', aCard(3, '8', { personId: ana.id })],
  ])('one %s, in any funnel, is card enough', (_, card) => {
    expect(decide({ capture, company: aurora, openCards: [card] })).toEqual({ outcome: 'there-already', cardId: '3' });
  });

  test('the newest of several is named, in whatever order they came', () => {
    for (const openCards of [[aCard(3, '1'), aCard(12, '70')], [aCard(12, '70'), aCard(3, '1')]]) {
      expect(decide({ capture, company: aurora, openCards })).toEqual({ outcome: 'there-already', cardId: '12' });
    }
  });

  test('won and lost ones, and those of somebody else, do not count', () => {
    const openCards = [aCard(3, '1', { state: 'won' }), aCard(4, '1', { state: 'lost' }), aCard(5, '8')];
    expect(decide({ capture, company: aurora, openCards })).toMatchObject({ outcome: 'planned' });
  });

  test('without the rule no card counts', () => {
    expect(decide({ openCards: [aCard(3, '1')] })).toMatchObject({ outcome: 'planned' });
  });

  test('the CRM is asked for the cards of the person and its company', () => {
    expect([leadClients(ana), leadClients(ana, aurora)]).toEqual([['1'], ['70', '1']]);
  });
});
