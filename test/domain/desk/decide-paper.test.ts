import { describe, expect, test } from 'vitest';
import type { CardId } from '../../../src/domain/card-linking/card.ts';
import { decidePaper, type PaperFacts } from '../../../src/domain/desk/decide-paper.ts';
import { PAPER_KINDS } from '../../../src/domain/desk/paper.ts';
import type { FunnelId } from '../../../src/domain/funnel/funnel.ts';
import { instantOf } from '../../../src/domain/kernel/instant.ts';
import { aContact, aCrmUserId, anEmployer } from '../../builders/a-contact.ts';
import { aContactId } from '../../builders/an-identity.ts';

const company = anEmployer({ id: aContactId(900), ownerId: aCrmUserId(5) });
const ana = aContact({ id: aContactId(101), name: 'Ana Souza' });
const employed = { ...ana, company };
const card = { id: '7' as CardId, clientId: company.id, personId: ana.id };
const agentUserId = aCrmUserId(9);
const newCard = { funnelId: '3' as FunnelId };

const decide = (facts: Partial<PaperFacts> & Pick<PaperFacts, 'wish'>) => decidePaper({ permission: { allowed: 'yes' }, agentUserId, ...facts });

describe('what "Novo" makes', () => {
  test('PAN-05: a task with a company has the company as client, and the contact beside it', () => {
    expect(decide({ wish: { kind: 'task', title: 'Ligar' }, contact: employed, card })).toEqual({
      outcome: 'planned',
      steps: [{ type: 'MakePaper', kind: 'task', title: 'Ligar', clientId: company.id, personId: ana.id, card: { id: '7' }, ownerId: agentUserId }],
    });
  });

  test('PAN-05: without a company the contact is the client, and nobody stands beside it', () => {
    expect(decide({ wish: { kind: 'sale' }, contact: ana })).toEqual({
      outcome: 'planned', steps: [{ type: 'MakePaper', kind: 'sale', title: 'Ana Souza', clientId: ana.id, card: 'none', ownerId: agentUserId }],
    });
  });

  test('PAN-05: a client that is a company is the client itself', () => {
    expect(decide({ wish: { kind: 'document' }, contact: aContact({ id: company.id, kind: 'company', name: 'Aurora' }) }))
      .toMatchObject({ steps: [{ clientId: company.id }] });
  });

  test("PAN-05: belongs to the last agent who attended, whoever owns the client; to nobody where no agent did", () => {
    expect(decide({ wish: { kind: 'document' }, contact: employed })).toMatchObject({ steps: [{ ownerId: agentUserId }] });
    expect(decidePaper({ wish: { kind: 'document' }, contact: employed, permission: { allowed: 'yes' } }).outcome === 'planned').toBe(true);
    expect(decidePaper({ wish: { kind: 'document' }, contact: employed, permission: { allowed: 'yes' } })).not.toHaveProperty('steps.0.ownerId');
  });

  test("PAN-05: a proposal has the client and the person of the card that it stands on", () => {
    const others = { id: '8' as CardId, clientId: aContactId(77) };
    expect(decide({ wish: { kind: 'proposal' }, contact: employed, card: others })).toEqual({
      outcome: 'planned',
      steps: [{ type: 'MakePaper', kind: 'proposal', title: 'Ana Souza', clientId: aContactId(77), card: { id: '8' }, ownerId: agentUserId }],
    });
  });

  test('PAN-05, CRD-18: a proposal without a card is made together with one, which its client\'s owner owns', () => {
    expect(decide({ wish: { kind: 'proposal', newCard: { ...newCard, title: 'Reforma' } }, contact: employed })).toEqual({
      outcome: 'planned',
      steps: [
        { type: 'OpenCard', funnelId: '3', client: { clientId: company.id, personId: ana.id, title: 'Reforma', ownerId: company.ownerId } },
        { type: 'MakePaper', kind: 'proposal', title: 'Ana Souza', clientId: company.id, personId: ana.id, card: 'on-new-card', ownerId: agentUserId },
      ],
    });
  });

  test('PAN-05, CRD-09, CRD-18: the new card has the client\'s name, and the agent as owner where the client has none', () => {
    expect(decide({ wish: { kind: 'proposal', newCard }, contact: ana }))
      .toMatchObject({ steps: [{ client: { title: 'Ana Souza', ownerId: agentUserId } }, { card: 'on-new-card' }] });
  });

  test('PAN-05: a proposal without a card and without a funnel for one asks for a card', () => {
    expect(decide({ wish: { kind: 'proposal' }, contact: ana })).toEqual({ outcome: 'refused', because: 'card-needed' });
  });

  test('PAN-05: a funnel that is named is of no use to a session that has its card', () => {
    expect(decide({ wish: { kind: 'proposal', newCard }, contact: employed, card })).toMatchObject({ steps: [{ type: 'MakePaper', card: { id: '7' } }] });
  });

  test('PAN-05: a task alone has a moment at which it is due', () => {
    const dueAt = instantOf(0);
    expect(decide({ wish: { kind: 'task', dueAt, text: 'Hoje' }, contact: ana })).toMatchObject({ steps: [{ dueAt, text: 'Hoje' }] });
    expect(decide({ wish: { kind: 'sale', dueAt }, contact: ana })).not.toHaveProperty('steps.0.dueAt');
  });
});

describe('what "Novo" refuses', () => {
  test.each(PAPER_KINDS)('PAN-05: a %s of a session whose client is unknown', (kind) => {
    expect(decide({ wish: { kind, newCard }, card })).toEqual({ outcome: 'refused', because: 'no-client' });
  });

  test.each(['no-permission', 'module-off'] as const)('PAN-05: what the CRM does not let the user make, by its name: %s', (because) => {
    expect(decide({ wish: { kind: 'task' }, contact: ana, permission: { allowed: 'no', because } })).toEqual({ outcome: 'refused', because });
  });
});
