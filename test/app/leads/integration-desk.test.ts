import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { platforms } from '../../../src/adapters/webhook-mapper/index.ts';
import { faultsIn, integrationDoor, type IntegrationDoor } from '../../rig/integration-door.ts';
import { createWorld, type World } from '../../rig/world.ts';
import { aPurchase, deliver, HOTTOK } from './hotmart-delivery.ts';

let world: World;
let door: IntegrationDoor;

beforeEach(async () => {
  world = await createWorld();
  door = integrationDoor(world.hubUrl);
});
afterEach(async () => await world.close());

const { mapping } = platforms.find('hotmart') ?? { mapping: undefined };

/** Hotmart as its preset has it, authenticated, and enabled. */
async function enabledHotmart(): Promise<{ readonly path: string; readonly id: string; readonly address: string }> {
  const made = await door.create('hotmart', 'Loja');
  await door.post(made.path, { mapping });
  await door.post(`${made.path}/secret`, { secret: HOTTOK });
  expect((await door.post(`${made.path}/enable`)).status).toBe(200);
  return made;
}

describe('an integration, from nothing to its first lead', () => {
  test('WHK-01, WHK-02: is created as a draft, mapped, given its secret and enabled; then deliveries create leads', async () => {
    const { path, address } = await door.create('hotmart', ' Loja ');
    expect(address).toMatch(/\/hooks\/webhook\/[\w-]{43}$/);
    expect((await door.get(path)).json).toMatchObject({ name: 'Loja', platform: 'hotmart', status: 'draft', version: 1, secret: 'missing', missing: [{ field: 'secret' }, { field: 'mapping' }] });
    expect((await door.post(path, { mapping })).status).toBe(200);
    expect((await door.post(`${path}/secret`, { secret: HOTTOK })).json).toMatchObject({ secret: 'stored', missing: [] });
    expect((await door.post(`${path}/enable`)).json).toMatchObject({ integration: { status: 'active' } });
    expect((await deliver(address, aPurchase())).status).toBe(200);
    await world.rest();
    expect(await door.leads()).toMatchObject([{ name: 'Ana Souza', phone: '+5511987654321' }]);
  });

  test('WHK-01: a draft listens at once, also before its secret is there, and nothing takes effect; played again it makes the lead', async () => {
    const { path, id, address } = await door.create('hotmart');
    expect((await deliver(address, aPurchase())).status).toBe(200);
    await world.rest();
    expect(await door.leads()).toEqual([]);
    await expect.poll(async () => (await door.get(`${path}/structure`)).json).toMatchObject({ of: 1 });
    await door.post(path, { mapping });
    await door.post(`${path}/secret`, { secret: HOTTOK });
    await door.post(`${path}/enable`);
    const { rows } = (await door.get(`/v1/deliveries?integration=${id}&source=webhook`)).json as { rows: { id: string }[] };
    expect(rows).toHaveLength(1);
    await door.post('/v1/deliveries/replay', { ids: rows.map((row) => row.id), settings: 'now' });
    await world.rest();
    expect(await door.leads()).toMatchObject([{ name: 'Ana Souza' }]);
  });

  test('WHK-07: a draft whose secret is there keeps nothing that is not authentic', async () => {
    const { path, address } = await door.create('hotmart');
    await door.post(`${path}/secret`, { secret: 'another' });
    expect((await deliver(address, aPurchase())).status).toBe(404);
  });

  test('WHK-02: enabling tells what is missing, in the order in which it is set up, and changes nothing', async () => {
    const { path } = await door.create('asaas');
    const answer = await door.post(`${path}/enable?lang=pt-BR`);
    expect(answer.status).toBe(409);
    expect(faultsIn(answer)).toEqual(['secret: secret-missing', 'credentials.accessToken: credential-missing', 'mapping: not-mapped']);
    expect(JSON.stringify(answer.json)).toContain('Informe o segredo');
    expect((await door.get(path)).json).toMatchObject({ status: 'draft', version: 1 });
  });

  test('WHK-02: event, name, phone and DDI are compulsory; a mapping that cannot serve is told by target, reason and mend', async () => {
    const { path } = await door.create('other');
    const answer = await door.post(path, { mapping: { v: 1, fields: { name: { from: ['a..b'] }, 'custom.curso': { from: ['curso'] } } } });
    expect(answer.status).toBe(400);
    expect(faultsIn(answer)).toEqual(['mapping.event: compulsory', 'mapping.phone: compulsory', 'mapping.ddi: compulsory', 'mapping.name: empty-segment', 'mapping.custom.curso: unknown-field']);
    expect((await door.get(path)).json['mapping']).toBeUndefined();
  });

  test.each(['Loja\u0000', 'Loja\u001b[31m', 'Lo\nja', 'Loja\u202e', 'Loja\ud800'])('WHK-01: a name that steers terminals and pages is refused: %j', async (name) => {
    expect((await door.post('/integrations', { name, platform: 'other' })).status).toBe(400);
    const { path } = await door.create('other');
    expect(faultsIn(await door.post(path, { name }))).toEqual(['name: name-invalid']);
    expect(faultsIn(await door.post(path, { customFields: [{ name, description: '' }] }))).toEqual(['customFields.0: field-invalid']);
  });

  test('WHK-05: an event cannot be called after a part of an address', async () => {
    const { path } = await door.create('other');
    expect((await door.post(path, { events: [{ id: '..', name: 'x', identification: 'x', actions: [] }] })).status).toBe(400);
    expect((await door.post(path, { events: [{ id: 'venda_1', name: 'x', identification: 'x', actions: [] }] })).status).toBe(200);
  });

  test('WHK-07: a version of another platform that is restored is a draft without the secret of the one before', async () => {
    const { path } = await enabledHotmart();
    await door.post(path, { platform: 'other' });
    await door.post(`${path}/secret`, { secret: 'of the other' });
    expect((await door.post(`${path}/versions/2/restore`)).json).toMatchObject({ platform: 'hotmart', status: 'draft', secret: 'missing' });
  });

  test('WHK-04: another connection finds neither integration nor delivery nor lead by its id', async () => {
    const { id, path, address } = await enabledHotmart();
    await deliver(address, aPurchase());
    await world.rest();
    const [lead] = await door.leads();
    await door.post('/v1/connections', { id: 'bravo', name: 'Bravo' });
    const elsewhere = integrationDoor(world.hubUrl, undefined, 'bravo');
    const { rows } = (await door.get(`/v1/deliveries?integration=${id}&source=webhook`)).json as { rows: { id: string }[] };
    const { path: own } = await elsewhere.create('hotmart');
    const answers = [
      await elsewhere.get(path), await elsewhere.get(`${path}/structure`), await elsewhere.get(`${path}/fields`), await elsewhere.get(`${path}/versions`), await elsewhere.get(`/leads/${String(lead?.['key'])}`),
      await elsewhere.post(path, { name: 'taken' }), await elsewhere.post(`${path}/rotate`), await elsewhere.post(`${path}/remove`), await elsewhere.post(`${path}/pause`), await elsewhere.post(`${path}/secret`, { secret: 'taken' }),
      await elsewhere.post(`${path}/secret/remove`), await elsewhere.post(`${path}/suggest`), await elsewhere.post(`${path}/versions/1/restore`), await elsewhere.post(`${own}/try`, { delivery: rows[0]?.id }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect(await elsewhere.leads()).toEqual([]);
    expect((await door.get(path)).json).toMatchObject({ name: 'Loja', status: 'active', secret: 'stored' });
  });

  test('WHK-02: fields of its own are created with a name and a description, and mapped', async () => {
    const { path, address } = await door.create('other');
    const fields = { event: { from: [{ constant: 'lead' }] }, name: { from: ['nome'] }, phone: { from: ['fone'] }, 'custom.curso': { from: ['curso'] } };
    const answer = await door.post(path, { customFields: [{ name: 'curso', description: 'O curso que quer fazer' }], mapping: { v: 1, ddi: { constant: '55' }, fields } });
    expect(answer.json).toMatchObject({ customFields: [{ name: 'curso', description: 'O curso que quer fazer' }], missing: [] });
    expect(faultsIn(await door.post(path, { customFields: [] }))).toEqual(['mapping.custom.curso: unknown-field']);
    await door.post(`${path}/enable`);
    await deliver(address, { nome: 'Ana', fone: '11987654321', curso: 'Piano' });
    await world.rest();
    expect(await door.leads()).toMatchObject([{ name: 'Ana', fields: { curso: 'Piano' } }]);
  });

  test('WHK-01: platforms are listed, with events, ways to authenticate and a mapping; an unknown one is refused', async () => {
    const { rows } = (await door.get('/v1/platforms')).json as { rows: { id: string }[] };
    expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(['hotmart', 'activecampaign', 'stripe', 'other']));
    expect((await door.get('/v1/platforms/hotmart')).json).toMatchObject({ schemes: [{ id: 'hottok', secret: { pt: expect.stringContaining('Hottok') as unknown } }, { id: 'address-alone' }], mapping: { v: 1 } });
    expect(faultsIn(await door.post('/integrations', { name: ' ', platform: 'nobody' }))).toEqual(['name: name-invalid', 'platform: unknown-platform']);
  });
});

describe('an integration that works', () => {
  test('WHK-04: is paused and resumed; what came meanwhile did nothing', async () => {
    const { path, address } = await enabledHotmart();
    expect((await door.post(`${path}/pause`)).json).toMatchObject({ status: 'paused' });
    await deliver(address, aPurchase());
    await world.rest();
    expect(await door.leads()).toEqual([]);
    expect((await door.post(`${path}/enable`)).json).toEqual({ integration: expect.objectContaining({ status: 'active' }) as unknown });
    await deliver(address, aPurchase());
    await world.rest();
    expect(await door.leads()).toHaveLength(1);
  });

  test('WHK-04: is renamed, and the same again makes no version', async () => {
    const { path } = await enabledHotmart();
    const { version } = (await door.post(path, { name: 'Outra' })).json;
    expect((await door.post(path, { name: 'Outra' })).json).toMatchObject({ name: 'Outra', version });
  });

  test('WHK-04: whose platform is changed is a draft again, without a secret that belonged to another one', async () => {
    const { path } = await enabledHotmart();
    expect((await door.post(path, { platform: 'kiwify' })).json).toMatchObject({ platform: 'kiwify', status: 'draft', secret: 'missing', scheme: platforms.find('kiwify')?.authenticity[0]?.id });
  });

  test('WHK-04: is removed: its address ends, and its history stays', async () => {
    const { path, id, address } = await enabledHotmart();
    await deliver(address, aPurchase());
    await world.rest();
    expect((await door.post(`${path}/remove`)).json).toEqual({ removed: true });
    expect((await deliver(address, aPurchase())).status).toBe(404);
    expect((await door.get(path)).status).toBe(404);
    expect((await door.get('/integrations')).json).toEqual({ rows: [] });
    expect((await door.get(`/v1/deliveries?integration=${id}`)).json['rows']).not.toEqual([]);
  });

  test('ACT-04: its address is exchanged; the earlier one goes on for a while, or ends at once', async () => {
    const { path, address } = await enabledHotmart();
    const second = (await door.post(`${path}/rotate`, {})).json['address'] as string;
    expect([(await deliver(address, aPurchase())).status, (await deliver(second, aPurchase())).status]).toEqual([200, 200]);
    const third = (await door.post(`${path}/rotate`, { graceHours: 0 })).json['address'] as string;
    expect([(await deliver(second, aPurchase())).status, (await deliver(third, aPurchase())).status]).toEqual([404, 200]);
    expect((await door.post(`${path}/rotate`, { graceHours: 9999 })).status).toBe(400);
  });

  test('WHK-02: a change that would leave it lacking something is refused', async () => {
    const { path } = await enabledHotmart();
    expect(faultsIn(await door.post(`${path}/secret/remove`))).toEqual(['secret: secret-missing']);
    expect((await door.get(path)).json).toMatchObject({ secret: 'stored' });
    expect((await door.post(path, { scheme: 'address-alone' })).status).toBe(200);
    expect((await door.post(`${path}/secret/remove`)).json).toMatchObject({ secret: 'not-needed' });
  });

  test('WHK-07: its secret is exchanged at once, the old one counts for a while; no secret ever comes back', async () => {
    const { path, address } = await enabledHotmart();
    expect((await deliver(address, aPurchase())).status).toBe(200); // from now on the door believes what it read
    const answer = await door.post(`${path}/secret`, { secret: 'the new one' });
    expect(answer.json).toMatchObject({ secret: 'exchanged', secretUntil: expect.any(String) as unknown });
    const statuses = [await deliver(address, aPurchase()), await deliver(address, aPurchase(), { 'x-hotmart-hottok': 'the new one' })].map(({ status }) => status);
    expect(statuses).toEqual([200, 200]);
    await door.post(`${path}/secret`, { secret: 'the third', graceHours: 0 });
    expect((await deliver(address, aPurchase(), { 'x-hotmart-hottok': 'the new one' })).status).toBe(404);
    const seen = JSON.stringify([(await door.get(path)).json, (await door.get(`${path}/versions`)).json, (await door.get('/audit')).json]);
    for (const secret of [HOTTOK, 'the new one', 'the third']) expect(seen).not.toContain(secret);
  });

  test('HUB-04: what was changed stands in the audit chain, with who did it', async () => {
    const { id } = await enabledHotmart();
    const { rows } = (await door.get('/audit?limit=50')).json as { rows: { subject: string; value?: { by?: string } }[] };
    const own = rows.filter(({ subject }) => subject.startsWith(`integration:${id}:`));
    expect(own.map(({ subject }) => subject)).toEqual([`integration:${id}:3`, `integration:${id}:2`, `integration:${id}:1`]);
    expect(own[0]?.value?.by).toEqual(expect.any(String));
  });
});

describe('conversion events', () => {
  test('WHK-05, WHK-06: are added, changed and removed; what they set off runs', async () => {
    const { path, address } = await enabledHotmart();
    const added = await door.post(`${path}/events`, { name: 'Comprou', identification: ' PURCHASE_APPROVED ', actions: [{ type: 'add-tag', tag: 'cliente' }] });
    const [event] = added.json['events'] as { id: string; identification: string }[];
    expect(event?.identification).toBe('PURCHASE_APPROVED');
    await deliver(address, aPurchase());
    await deliver(address, aPurchase({ event: 'PURCHASE_CANCELED', phone: '11912345678', email: 'b@example.com' }));
    await world.rest();
    expect(await door.leads()).toMatchObject([{ name: 'Ana Souza', tags: ['cliente'] }]);
    expect((await door.post(`${path}/events/${event?.id}`, { name: 'Aprovada' })).json).toMatchObject({ events: [{ name: 'Aprovada', actions: [{ type: 'add-tag' }] }] });
    expect((await door.post(`${path}/events/${event?.id}/remove`)).json).toMatchObject({ events: [] });
    expect((await door.post(`${path}/events/${event?.id}/remove`)).status).toBe(404);
  });

  test('WHK-05: added by several people at once are all there, each in a version of its own', async () => {
    const { path } = await door.create('hotmart');
    const names = ['A', 'B', 'C', 'D'];
    const answers = await Promise.all(names.map(async (name) => await door.post(`${path}/events`, { name, identification: name, actions: [] })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { version, events } = (await door.get(path)).json as { version: number; events: { name: string }[] };
    expect([version, events.map(({ name }) => name).toSorted()]).toEqual([5, names]);
  });

  test('WHK-06, WHK-10: an identification is there once, and a second send is refused with the mend', async () => {
    const { path } = await enabledHotmart();
    await door.post(`${path}/events`, { name: 'A', identification: 'X', actions: [] });
    expect(faultsIn(await door.post(`${path}/events`, { name: 'B', identification: ' X', actions: [] }))).toEqual(['events.1.identification: identification-taken']);
    const second = await door.post(`${path}/events?lang=pt-BR`, { name: 'B', identification: 'Y', actions: [{ type: 'send-message', text: 'Oi' }, { type: 'send-chatbot', chatbot: '7' }] });
    expect(faultsIn(second)).toEqual(['events.1.actions.1: second-send']);
    expect(JSON.stringify(second.json)).toContain('no máximo uma vez');
  });

  test('WHK-06: what an action names must be there', async () => {
    const { path } = await enabledHotmart();
    const wrong = { name: 'B', identification: 'Y', actions: [{ type: 'update-field', field: 'nada', value: 'x' }, { type: 'send-message', text: 'Oi {{nobody}}' }] };
    expect(faultsIn(await door.post(`${path}/events`, wrong))).toEqual(['events.0.actions.0: unknown-field', 'events.0.actions.1: unknown-place']);
    const right = { ...wrong, actions: [{ type: 'update-field', field: 'product', value: '{{product}}' }, { type: 'send-message', text: 'Oi {{firstName}}, {{product}}' }] };
    expect((await door.post(`${path}/events`, right)).status).toBe(200);
  });
});
