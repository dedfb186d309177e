import { describe, expect, test } from 'vitest';
import { createInMemoryCrm } from '../../../src/adapters/in-memory/index.ts';
import { instantOf } from '../../../src/domain/kernel/instant.ts';
import { PortFailure, type CardRequest } from '../../../src/ports/index.ts';

function crmWithAna() {
  const crm = createInMemoryCrm({ funnels: ['Vendas'] });
  const ana = crm.addContact({ name: 'Ana' });
  return { crm, ana, firstRequest: async (): Promise<CardRequest> => {
    const [funnel] = await crm.funnels.list();
    if (funnel === undefined) throw new Error('The funnel is missing.');
    return { funnelId: funnel.id, clientId: ana.id, title: 'Ana', marker: 'm1' };
  } };
}

describe('the CRM in memory misbehaves on order', () => {
  test('a failure that was ordered comes once, and nothing was done', async () => {
    const { crm, firstRequest } = crmWithAna();
    const request = await firstRequest();
    crm.failNext('cards.openCard', new PortFailure('port.throttled', 'Slow down.', { retry: { afterMs: 1000 } }));
    await expect(crm.cards.openCard(request)).rejects.toMatchObject({ code: 'port.throttled' });
    expect(crm.allCards()).toEqual([]);
    await crm.cards.openCard(request);
    expect(crm.allCards()).toHaveLength(1);
  });

  test('an answer that is lost leaves its work done', async () => {
    const { crm, firstRequest } = crmWithAna();
    crm.loseAnswerOf('cards.openCard');
    await expect(crm.cards.openCard(await firstRequest())).rejects.toMatchObject({ code: 'port.timed-out', mayHaveHappened: 'yes', account: 'memory:crm' });
    expect(crm.allCards()).toMatchObject([{ marker: 'm1', title: 'Ana' }]);
  });

  test('a paper whose answer is lost was made, and one of a module that is off was not', async () => {
    const { crm, ana } = crmWithAna();
    crm.loseAnswerOf('paperwork.make');
    await expect(crm.paperwork.make({ kind: 'task', clientId: ana.id, title: 'Ligar', marker: 'm1' })).rejects.toMatchObject({ mayHaveHappened: 'yes' });
    crm.switchOffPaper('sale');
    await expect(crm.paperwork.make({ kind: 'sale', clientId: ana.id, title: 'Venda', marker: 'm2' })).rejects.toMatchObject({ code: 'port.refused', mayHaveHappened: 'no' });
    await expect(crm.paperwork.make({ kind: 'proposal', clientId: ana.id, title: 'Proposta', marker: 'm3' })).rejects.toMatchObject({ code: 'port.refused' });
    expect(crm.allPapers()).toMatchObject([{ kind: 'task', marker: 'm1', clientId: ana.id }]);
  });

  test('orders wait in line, each for its own method', async () => {
    const { crm } = crmWithAna();
    crm.failNext('tryCredential', new PortFailure('port.unauthorized', 'No.'));
    crm.failNext('tryCredential', new PortFailure('port.unreachable', 'No.'));
    await expect(crm.users.list()).resolves.toEqual([]);
    await expect(crm.tryCredential()).rejects.toMatchObject({ code: 'port.unauthorized' });
    await expect(crm.tryCredential()).rejects.toMatchObject({ code: 'port.unreachable' });
    await expect(crm.tryCredential()).resolves.toBeUndefined();
  });
});

describe("the CRM in memory does what its users do", () => {
  test('CRD-11: an archived funnel takes cards by hand still, one that was removed takes none', async () => {
    const { crm, firstRequest } = crmWithAna();
    const request = await firstRequest();
    crm.archive(request.funnelId);
    expect(await crm.funnels.find(request.funnelId, 'now')).toMatchObject({ archived: true });
    await crm.cards.openCard(request);
    crm.restore(request.funnelId);
    crm.removeFunnel(request.funnelId);
    await expect(crm.cards.openCard(request)).rejects.toMatchObject({ code: 'port.refused' });
  });

  test('a contact that is changed is found under what it is now', async () => {
    const { crm, ana } = crmWithAna();
    const company = crm.addCompany({ name: 'Aurora' });
    crm.changeContact(ana.id, { companyId: company.id, phones: ['+55 11 98765-4321'] });
    crm.changeContact(company.id, { name: 'Aurora Ltda' });
    expect((await crm.contacts.find(ana.id))?.contact).toMatchObject({ name: 'Ana', kind: 'person', company: { name: 'Aurora Ltda' } });
    crm.removeContact(company.id);
    expect((await crm.contacts.find(ana.id))?.contact).not.toHaveProperty('company');
  });

  test('naming what is not there is a defect of the test', () => {
    const { crm } = crmWithAna();
    expect(() => crm.archive('nowhere' as CardRequest['funnelId'])).toThrow('There is no such funnel');
  });

  test('a clock may be given', async () => {
    const crm = createInMemoryCrm({ funnels: ['Vendas'], now: () => instantOf(0) });
    const [funnel] = await crm.funnels.list();
    const ana = crm.addContact({ name: 'Ana' });
    expect(crm.addCard({ funnelId: funnel?.id ?? ('' as CardRequest['funnelId']), clientId: ana.id, title: 'Ana' }).createdAt).toBe(instantOf(0));
  });
});
