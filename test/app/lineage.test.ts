import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cell } from '../adapters/ploomes/lab.ts';
import { createWorld, OPERATOR_KEY, type World } from '../rig/world.ts';

const VENDAS = 'Funil de vendas';
let world: World;

beforeAll(async () => {
  world = await createWorld();
  await world.setOptions({
    linking: 'on', recordMoment: 'at-start',
    mappings: [world.mapping('Vendas', VENDAS, 'always-create'), world.mapping('Suporte', 'Suporte', 'link-last')],
  });
});
afterAll(async () => await world.close());

let serial = 0;
async function aSession(group: string, phone = `551191777${String(1000 + serial++)}`) {
  const known = world.ploomes.addContact({ name: 'Ana Souza', phone: `+${phone}` });
  await world.rest();
  const session = world.neppo.startSession({ phone, name: 'Cliente', group, channel: 'whatsapp' });
  await world.rest();
  return { person: known.Id, phone, protocol: session.protocol };
}

const cardOf = (person: number) => world.ploomes.deals().find((deal) => deal['ContactId'] === person)?.Id ?? 0;
const lineageOf = async (card: number) => await world.hub().lineage({ connection: world.connection, card });
const lineageOfRecord = async (record = 0) => await world.hub().lineage({ connection: world.connection, record });
const version = async () => (await world.hub().connections.get(world.connection)).version;

describe('the lineage of a card', () => {
  test('HUB-04, CRD-03: one that was opened is followed to effect, plan, delivery, causes, rule and settings', async () => {
    const { person, protocol } = await aSession('Vendas');
    const card = cardOf(person);
    const { origins: [origin, ...others] } = await lineageOf(card);
    const settings = await version();
    expect(others).toEqual([]);
    expect(origin).toMatchObject({
      how: 'opened', session: protocol, rules: ['CRD-03'],
      rule: { behaviour: 'always-create', funnelId: String(world.funnelId(VENDAS)), settingsVersion: settings },
      settings: { version: settings, mapping: { groupName: 'Vendas', behaviour: 'always-create' } },
      effect: { result: String(card), plan: { step: { type: 'OpenCard', client: { title: 'Ana Souza' } } } },
      delivery: { kind: 'settle-stay', state: 'done' },
    });
    expect(origin?.effect?.key).toBe(`stay:${protocol}:${origin?.stay}/open-card`);
    expect(origin?.effect?.plan).toMatchObject({ why: { delivery: origin?.delivery?.id, settings } });
    expect(origin?.causes.at(-1)).toMatchObject({ source: 'neppo' });
  });

  test('HUB-04, CRD-04: one that was chosen is followed to the rule that chose it', async () => {
    const phone = '5511917770999';
    const known = world.ploomes.addContact({ name: 'Rita', phone: `+${phone}` });
    const card = world.ploomes.create('Deals', { Title: 'de antes', ContactId: known.Id, PipelineId: world.funnelId('Suporte') }).Id;
    await world.rest();
    const { protocol } = world.neppo.startSession({ phone, name: 'Cliente', group: 'Suporte', channel: 'whatsapp' });
    await world.rest();
    const { origins } = await lineageOf(card);
    expect(origins).toMatchObject([{ how: 'chosen', session: protocol, rules: ['CRD-04'], rule: { behaviour: 'link-last' }, settings: { mapping: { groupName: 'Suporte' } } }]);
    expect(origins[0]).not.toHaveProperty('effect');
  });

  test('HUB-04, CRD-13: one that a person linked is followed to that act', async () => {
    const { person, protocol } = await aSession('Financeiro');
    const card = world.ploomes.create('Deals', { Title: 'à mão', ContactId: person, PipelineId: world.funnelId(VENDAS) }).Id;
    await world.hub().cards.link({ connection: world.connection, protocol, cardId: card });
    await world.rest();
    expect((await lineageOf(card)).origins).toMatchObject([
      { how: 'linked-by-hand', session: protocol, rules: ['CRD-13'], delivery: { source: 'library', kind: 'link-card' }, causes: [] },
    ]);
  });

  test('HUB-04: the settings are those that decided, whatever was changed since', async () => {
    const { person } = await aSession('Vendas');
    const before = await version();
    await world.setOptions({ mappings: [world.mapping('Vendas', 'Pós-venda', 'link-last')] });
    const { origins: [origin] } = await lineageOf(cardOf(person));
    expect(origin?.settings).toMatchObject({ version: before, mapping: { funnelId: String(world.funnelId(VENDAS)), behaviour: 'always-create' } });
    await world.setOptions({ mappings: [world.mapping('Vendas', VENDAS, 'always-create'), world.mapping('Suporte', 'Suporte', 'link-last')] });
  });

  test('HUB-04: effect and settings are named with their place in the chain', async () => {
    const { person } = await aSession('Vendas');
    await world.hub().audit.verify({ connection: world.connection });
    const { origins: [origin] } = await lineageOf(cardOf(person));
    const { rows } = await world.hub().audit.list({ connection: world.connection, limit: 100 });
    const entryOf = (subject: string | undefined) => rows.filter((row) => row.subject === subject).map(({ seq, hash }) => ({ seq, hash }));
    expect([origin?.effect?.entry]).toEqual(entryOf(origin?.effect?.key));
    expect([origin?.settings?.entry]).toEqual(entryOf(`settings:${origin?.settings?.version}`));
  });

  test('HUB-04: one that the hub has nothing to do with has no origin', async () => {
    const { person } = await aSession('Financeiro');
    const card = world.ploomes.create('Deals', { Title: 'de ninguém', ContactId: person, PipelineId: world.funnelId(VENDAS) }).Id;
    await world.rest();
    expect(await lineageOf(card)).toEqual({ connection: world.connection, card: String(card), origins: [] });
  });
});

describe('the lineage of what was made for somebody who was erased', () => {
  test('HUB-04, HUB-05: says that the hub made it, by the ids that are left', async () => {
    const { person, phone, protocol } = await aSession('Vendas');
    const card = cardOf(person);
    const record = Number(world.ploomes.interactionRecords().find((row) => row['DealId'] === card)?.Id);
    await world.hub().privacy.erase({ phone });
    const { origins } = await lineageOf(card);
    expect(origins).toMatchObject([{ how: 'opened', person: 'erased', session: protocol, effect: { result: String(card) }, rules: [], causes: [] }]);
    expect(JSON.stringify(origins)).not.toContain('Ana Souza');
    expect((await lineageOfRecord(record)).origins).toMatchObject([{ how: 'written', person: 'erased', session: protocol }]);
    // A card's number is no record's.
    expect((await lineageOfRecord(card)).origins).toEqual([]);
  });
});

describe('the lineage of a record', () => {
  const recordsOf = (person: number) => world.ploomes.interactionRecords().filter((record) => record['ContactId'] === person).map(({ Id }) => Id);

  test('HUB-04, CRD-07: one on a card is followed to the session, the delivery that wrote it, and the rule behind its card', async () => {
    const { person, protocol } = await aSession('Vendas');
    const [record] = recordsOf(person);
    const { origins } = await lineageOfRecord(record);
    expect(origins).toMatchObject([{
      how: 'written', session: protocol, rules: ['CRD-07'], rule: { behaviour: 'always-create' },
      effect: { key: `record:${protocol}:0`, result: String(record) }, delivery: { kind: 'stay-settled' },
    }]);
    expect(origins[0]?.causes.at(-1)).toMatchObject({ source: 'neppo' });
  });

  test('HUB-04, SES-02: one without a card is followed to the connection\'s option', async () => {
    const { person } = await aSession('Financeiro');
    const { origins } = await lineageOfRecord(recordsOf(person)[0]);
    expect(origins).toMatchObject([{ how: 'written', rules: expect.arrayContaining(['SES-02']) as unknown, settings: { version: await version() } }]);
  });

  test('HUB-04, CRD-11: a notice is followed to the rule that could not act', async () => {
    world.ploomes.archivePipeline(world.funnelId('Suporte'));
    await world.rest();
    const { person, protocol } = await aSession('Suporte');
    const notice = world.ploomes.interactionRecords().find((record) => record['ContactId'] === person && cell(record, 'Content').includes('não está disponível'));
    const { origins } = await lineageOfRecord(notice?.Id);
    expect(origins).toMatchObject([{ how: 'written', rules: expect.arrayContaining(['CRD-11']) as unknown, effect: { key: `notice:${protocol}:${world.funnelId('Suporte')}` } }]);
  });
});

describe('asking for a lineage over HTTP', () => {
  const ask = async (path: string) => await fetch(`${world.hubUrl}${path}`, { headers: { authorization: `Bearer ${OPERATOR_KEY}` } });

  test('gives what the library gives', async () => {
    const { person } = await aSession('Vendas');
    const card = cardOf(person);
    expect(await (await ask(`/v1/connections/acme/lineage?card=${card}`)).json()).toEqual(JSON.parse(JSON.stringify(await lineageOf(card))));
  });

  test('wants either a card or a record, of a connection that is there', async () => {
    expect((await ask('/v1/connections/acme/lineage')).status).toBe(400);
    expect((await ask('/v1/connections/acme/lineage?card=1&record=2')).status).toBe(400);
    expect((await ask('/v1/connections/other/lineage?card=1')).status).toBe(404);
    await expect(world.hub().lineage({ connection: 'other', card: 1 })).rejects.toMatchObject({ code: 'input.connection-unknown' });
  });

  test('ACT-01: shows nothing of a connection that the key does not reach', async () => {
    const { person } = await aSession('Vendas');
    const other = await world.hub().connections.list().then(([first]) => first?.id ?? '');
    expect(other).toBe('acme');
    const { key } = await world.hub().operators.add({ name: 'vê a acme', connections: ['acme'] });
    const asked = async (path: string) => (await fetch(`${world.hubUrl}${path}`, { headers: { authorization: `Bearer ${key}` } })).status;
    expect(await asked(`/v1/connections/acme/lineage?card=${cardOf(person)}`)).toBe(200);
    expect(await asked('/v1/audit')).toBe(404);
  });
});
