import { describe, expect, test } from 'vitest';
import { identityKeysOf } from '../../../src/domain/contact/identity-key.ts';
import { cell, contactIdOf, failureOf, funnelIdOf, ploomesLab, type Lab } from './lab.ts';

describe('long lists', () => {
  test('are read by key, page by page, and the last page is known by the count', async () => {
    await using lab = await ploomesLab({ pageSize: 2 });
    const all = lab.simulator.rows('Users').map((row) => cell(row, 'Id'));
    lab.calls();
    expect((await lab.crm.users.list()).map(({ id }) => id)).toEqual(all);
    expect(lab.calls()).toEqual({ 'GET /Users': Math.ceil(all.length / 2) });
  });

  test('are read to the end though Ploomes cuts pages silently', async () => {
    await using lab = await ploomesLab();
    for (let at = 0; at < 320; at += 1) lab.simulator.addPipeline(`Funil ${at}`);
    lab.calls();
    expect(await lab.crm.funnels.list()).toHaveLength(lab.simulator.rows('Deals@Pipelines').length);
    expect(lab.calls()).toEqual({ 'GET /Deals@Pipelines': 2 });
  });

  test('an empty page in the middle, under load, is not the end', async () => {
    await using lab = await ploomesLab({ pageSize: 2 });
    lab.simulator.faults({ route: 'GET /Users', kind: 'empty-list', after: 1, times: 1 });
    expect(await failureOf(lab.crm.users.list())).toMatchObject({ code: 'port.unreachable', retry: 'soon' });
    expect(await lab.crm.users.list()).toHaveLength(lab.simulator.rows('Users').length);
  });
});

describe('HUB-03: a list that is broken off for want of calls', () => {
  async function brokenOff(lab: Lab, after: number): Promise<void> {
    for (let at = 0; at < 8; at += 1) lab.simulator.addPipeline(`Funil ${at}`);
    lab.simulator.faults({ route: 'GET /Deals@Pipelines', status: 429, after, times: 1 });
    expect(await failureOf(lab.crm.funnels.list())).toMatchObject({ code: 'port.throttled' });
    lab.calls();
  }
  const pagesOf = (lab: Lab): number => Math.ceil(lab.simulator.rows('Deals@Pipelines').length / 2);

  test('goes on where it stopped, or one longer than what may be read at once would never end', async () => {
    await using lab = await ploomesLab({ pageSize: 2 });
    await brokenOff(lab, 3);
    expect((await lab.crm.funnels.list()).map(({ id }) => id)).toEqual(lab.simulator.rows('Deals@Pipelines').map((row) => cell(row, 'Id')));
    expect(lab.calls()).toEqual({ 'GET /Deals@Pipelines': pagesOf(lab) - 3 });
  });

  test('begins anew a minute after it was begun, since what was read may be wrong by then', async () => {
    await using lab = await ploomesLab({ pageSize: 2 });
    await brokenOff(lab, 3);
    lab.wind(60);
    await lab.crm.funnels.list();
    expect(lab.calls()).toEqual({ 'GET /Deals@Pipelines': pagesOf(lab) });
  });

  test('is read whole the next time', async () => {
    await using lab = await ploomesLab({ pageSize: 2, pollSeconds: 0 });
    await brokenOff(lab, 3);
    await lab.crm.funnels.list();
    lab.calls();
    await lab.crm.funnels.list();
    expect(lab.calls()).toEqual({ 'GET /Deals@Pipelines': pagesOf(lab) });
  });
});

describe('what is polled', () => {
  test('ACT-09: funnels and users are read once a minute', async () => {
    await using lab = await ploomesLab();
    await lab.crm.funnels.list();
    await lab.crm.funnels.find(funnelIdOf({ Id: 1 }), 'recent');
    await lab.crm.users.list();
    await lab.crm.users.list();
    expect(lab.calls()).toEqual({ 'GET /Deals@Pipelines': 1, 'GET /Users': 1 });
    lab.wind(60);
    await lab.crm.funnels.list();
    await lab.crm.users.list();
    expect(lab.calls()).toEqual({ 'GET /Deals@Pipelines': 1, 'GET /Users': 1 });
  });

  test('those who ask at the same time share one reading', async () => {
    await using lab = await ploomesLab();
    await Promise.all([lab.crm.users.list(), lab.crm.users.list(), lab.crm.users.list()]);
    expect(lab.calls()).toEqual({ 'GET /Users': 1 });
  });

  test('CRD-11: what was asked just now is recent for those who come after', async () => {
    await using lab = await ploomesLab();
    const funnel = lab.simulator.rows('Deals@Pipelines')[0];
    await lab.crm.funnels.list();
    lab.simulator.archivePipeline(funnel?.Id ?? 0);
    expect((await lab.crm.funnels.find(funnelIdOf(funnel), 'recent'))?.archived).toBe(false);
    expect((await lab.crm.funnels.find(funnelIdOf(funnel), 'now'))?.archived).toBe(true);
    expect((await lab.crm.funnels.find(funnelIdOf(funnel), 'recent'))?.archived).toBe(true);
  });

  test('a reading that failed is not remembered', async () => {
    await using lab = await ploomesLab();
    lab.simulator.faults({ route: 'GET /Users', kind: 'status', status: 500, times: 1 });
    await failureOf(lab.crm.users.list());
    expect(await lab.crm.users.list()).not.toEqual([]);
  });
});

describe('looking a client up', () => {
  const ana = identityKeysOf({ phone: '5511987654321', email: 'ana@example.test', cpf: '52998224725', externalCode: '99' });

  test('SES-13: all keys cost one call when somebody answers', async () => {
    await using lab = await ploomesLab();
    const row = lab.simulator.addContact({ name: 'Ana', phone: '(11) 98765-4321' });
    lab.calls();
    expect((await lab.crm.contacts.findByKeys(ana)).map(({ contact }) => contact.id)).toEqual([contactIdOf(row)]);
    expect(lab.calls()).toEqual({ 'GET /Contacts': 1 });
  });

  test('that nobody answers is confirmed by a count', async () => {
    await using lab = await ploomesLab();
    expect(await lab.crm.contacts.findByKeys(ana)).toEqual([]);
    expect(lab.calls()).toEqual({ 'GET /Contacts': 2 });
  });

  test('an empty answer under load is no answer', async () => {
    await using lab = await ploomesLab();
    lab.simulator.addContact({ name: 'Ana', email: 'ana@example.test' });
    lab.simulator.faults({ route: 'GET /Contacts', kind: 'empty-list', times: 1 });
    expect(await failureOf(lab.crm.contacts.findByKeys(ana))).toMatchObject({ code: 'port.unreachable' });
  });

  test.each(['(11) 98765-4321', '11987654321', '011 98765-4321', '+55 (11) 98765-4321', '5511987654321', '+55 11 8765-4321', '(11) 8765 4321'])(
    'PHN-04: finds a number kept as %s',
    async (phone) => {
      await using lab = await ploomesLab({ defaultCountry: 'BR' });
      lab.simulator.addContact({ name: 'Ana', phone });
      expect(await lab.crm.contacts.findByKeys(identityKeysOf({ phone: '551187654321' }))).toHaveLength(1);
    },
  );

  test('a registration costs one call, and gives back the company with its owner', async () => {
    await using lab = await ploomesLab();
    const owner = lab.simulator.rows('Users')[1];
    const company = lab.simulator.addCompany({ name: 'Aurora', ownerId: owner?.Id ?? 0 });
    lab.calls();
    const { contact } = await lab.crm.contacts.register({ name: "Ana O'Hara", phone: '5511987654321', companyId: contactIdOf(company) });
    expect(lab.calls()).toEqual({ 'POST /Contacts': 1 });
    expect(contact).toMatchObject({ name: "Ana O'Hara", kind: 'person', company: { name: 'Aurora', ownerId: cell(owner, 'Id') } });
  });
});
