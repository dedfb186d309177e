import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createWorld, type World } from '../rig/world.ts';

// Things that happen at the worst moment: each of these once left a wrong card, a wrong record or a session that stuck.

let world: World;

beforeEach(async () => {
  world = await createWorld();
  await world.setOptions({
    linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create'), world.mapping('Suporte', 'Suporte', 'link-last')],
  });
});
afterEach(async () => await world.close());

const PHONE = '5511987654321';
const eventually = async (check: () => unknown): Promise<void> => await vi.waitFor(async () => {
  await world.rest();
  await check();
}, { timeout: 15_000, interval: 100 });
const sessionOf = async (protocol: string) => await world.hub().sessions.find({ connection: world.connection, protocol });
const records = () => world.ploomes.interactionRecords();
const deals = () => world.ploomes.deals();

async function aClient(more: { readonly companyId?: number } = {}) {
  const person = world.ploomes.addContact({ name: 'Ana', phone: `+${PHONE}`, ...more });
  await world.rest();
  return person;
}

const begin = (group: string) => world.neppo.startSession({ phone: PHONE, name: 'Ana', group });

describe('what is lost on the way', () => {
  test('SES-02: a record whose answer was lost says what is true now, not what was true when it was tried', async () => {
    await aClient();
    world.ploomes.faults({ route: 'POST /InteractionRecords', kind: 'reset-after-write', times: 1 });
    const { protocol } = begin('Financeiro');
    await vi.waitFor(() => expect(records()).toHaveLength(1));
    world.neppo.close(protocol);
    await eventually(() => expect(records()[0]?.['Content']).toEqual(expect.stringContaining('encerrada')));
    expect(records()).toHaveLength(1);
  });

  test('CRD-14: a card whose answer was lost is found, though its funnel was archived meanwhile', async () => {
    await aClient();
    world.ploomes.faults({ route: 'POST /Deals', kind: 'reset-after-write', times: 1 });
    const { protocol } = begin('Vendas');
    await vi.waitFor(() => expect(deals()).toHaveLength(1));
    world.ploomes.archivePipeline(world.funnelId('Funil de vendas'));
    await eventually(async () => expect((await sessionOf(protocol))?.card).toBe(String(deals()[0]?.Id)));
    expect(records().map((record) => record['DealId'])).toEqual([deals()[0]?.Id]);
  });
});

describe('what is deleted at the wrong moment', () => {
  test('CRD-19: a card that is deleted before its record is written leaves the record on the person', async () => {
    await aClient();
    world.neppo.faults({ route: 'GET /api/sessions/comment/*', kind: 'slow', ms: 400 });
    const { protocol } = begin('Vendas');
    await vi.waitFor(() => expect(deals()).toHaveLength(1), { timeout: 5_000 });
    world.ploomes.remove('Deals', deals()[0]?.Id ?? 0);
    await eventually(() => expect(records().map((record) => record['DealId'])).toEqual([null]));
    expect((await sessionOf(protocol))?.card).toBeUndefined();
  });

  test('CRD-19: the contact is deleted while its first session is recorded; the next one with that number takes over', async () => {
    const person = await aClient();
    world.neppo.faults({ route: 'GET /api/sessions/comment/*', kind: 'slow', ms: 400 });
    const { protocol } = begin('Financeiro');
    await new Promise((resolve) => setTimeout(resolve, 100)); // the session is being recorded
    world.ploomes.remove('Contacts', person.Id);
    await world.rest();
    world.neppo.clearFaults();
    const another = await aClient();
    await eventually(async () => expect((await sessionOf(protocol))?.clientId).toBe(String(another.Id)));
    await eventually(() => expect(records().some((record) => record['ContactId'] === another.Id)).toBe(true));
  });

  test('CRD-08: the company of a contact is deleted; its next card is the contact\'s own', async () => {
    const company = world.ploomes.addCompany({ name: 'Metal' });
    const person = await aClient({ companyId: company.Id });
    world.ploomes.remove('Contacts', company.Id);
    world.ploomes.update('Contacts', person.Id, { CompanyId: null });
    await world.rest();
    begin('Vendas');
    await eventually(() => expect(deals().map((deal) => deal['ContactId'])).toEqual([person.Id]));
  });

  test('SYN-03: a person who was deleted can be registered again through the library', async () => {
    const register = async () => await world.hub().contacts.register({ connection: world.connection, name: 'Ana', phone: PHONE });
    const first = await register();
    await world.rest();
    world.ploomes.remove('Contacts', Number(first.contactId));
    await world.rest();
    const second = await register();
    expect(second.state).toBe('done');
    expect(second.contactId).not.toBe(first.contactId);
  });
});

describe('what comes close together', () => {
  test('CRD-05, CRD-14: away and back within one second makes a card for each stay', async () => {
    await aClient();
    await vi.waitFor(() => expect(Date.now() % 1000).toBeLessThan(200), { interval: 5, timeout: 2_000 });
    const { protocol } = begin('Vendas');
    world.neppo.transfer(protocol, { group: 'Suporte' });
    world.neppo.transfer(protocol, { group: 'Vendas' });
    await eventually(() => expect(deals().map((deal) => Number(deal['PipelineId'])).toSorted((a, b) => a - b))
      .toEqual(['Funil de vendas', 'Funil de vendas', 'Suporte'].map(world.funnelId).toSorted((a, b) => a - b)));
    for (const { id } of world.neppo.deliveries()) await world.neppo.deliverAgain(id);
    await world.rest();
    expect(deals()).toHaveLength(3);
  });

  test('SES-13: an external code that the chat gives to a client wakes its waiting session', async () => {
    const person = world.ploomes.addContact({ name: 'Ana' });
    await world.rest();
    const session = begin('Vendas');
    await world.rest();
    world.neppo.saveUser({ id: session.userId, externalCode: String(person.Id) });
    await eventually(() => expect(deals().map((deal) => deal['ContactId'])).toEqual([person.Id]));
  });

  test('CRD-10: the oldest waiting session resolves first, though a younger one is told of first', async () => {
    await world.setOptions({ mappings: [world.mapping('Vendas', 'Suporte', 'always-create'), world.mapping('Suporte', 'Suporte', 'link-last')] });
    begin('Suporte');
    await world.rest();
    const younger = begin('Vendas');
    await world.rest();
    world.ploomes.faults({ webhooks: 'drop', times: 1 });
    world.ploomes.addContact({ name: 'Ana', phone: `+${PHONE}` });
    world.neppo.comment(younger.protocol, 'oi');
    await eventually(() => expect(deals()).toHaveLength(2));
  });

  test('CRD-10: a session whose turn fails for good passes it on to the next one, and goes on when it is played again', async () => {
    const person = world.ploomes.addContact({ name: 'Ana', email: 'ana@empresa.example' });
    await world.rest();
    const [first, second] = [begin('Vendas'), begin('Vendas')];
    await world.rest();
    world.ploomes.faults({ route: 'GET /Contacts', status: 400, times: 1 });
    world.neppo.saveUser({ id: first.userId, email: 'ana@empresa.example' });
    await eventually(async () => expect(await sessionOf(second.protocol)).toMatchObject({ clientId: String(person.Id), waiting: 'no' }));
    expect(await sessionOf(first.protocol)).toMatchObject({ waiting: 'yes' });

    const { rows } = await world.hub().deliveries.list({ state: 'set-aside', kind: 'look-for-client' }, { limit: 1 });
    await world.hub().deliveries.replay(rows.map(({ id }) => id));
    await eventually(() => expect(deals().map((deal) => deal['ContactId'])).toEqual([person.Id, person.Id]));
  });
});
