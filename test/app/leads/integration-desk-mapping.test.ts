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
const FORM = { lead: { nome_completo: 'Ana Souza', whatsapp: '(11) 98765-4321', 'e-mail': 'ana@example.com' }, evento: 'cadastro' };

const capture = (): object => ({ behaviour: 'person+card', funnelId: String(world.funnelId('Suporte')), unlessOpenCard: 'no' });

describe('the structure of what came in, and a mapping by it', () => {
  test('WHK-02: without samples the preset is suggested as it is', async () => {
    const { path } = await door.create('hotmart');
    expect((await door.post(`${path}/suggest`)).json).toMatchObject({ mapping, missing: [], samples: 0 });
  });

  test('WHK-02, WHK-04: a draft of a platform that nobody knows is mapped by what it captured, and its next delivery makes a lead', async () => {
    const { path, address } = await door.create('other', 'Formulário');
    await deliver(address, FORM);
    await expect.poll(async () => (await door.get(`${path}/structure`)).json).toMatchObject({ of: 1 });
    expect((await door.get(`${path}/structure`)).json['paths']).toContainEqual({ path: 'lead.nome_completo', types: { text: 1 } });
    const suggested = (await door.post(`${path}/suggest`)).json;
    expect(suggested).toMatchObject({ samples: 1, missing: [], mapping: { fields: { name: { from: ['lead.nome_completo'] }, phone: { from: ['lead.whatsapp'] } } } });
    expect((await door.post(path, { mapping: suggested['mapping'] })).status).toBe(200);
    expect((await door.post(`${path}/enable`)).status).toBe(200);
    await deliver(address, FORM);
    await world.rest();
    expect(await door.leads()).toMatchObject([{ name: 'Ana Souza', phone: '+5511987654321' }]);
  });

  test('WHK-02: samples may be pasted, forms too', async () => {
    const { path } = await door.create('other');
    const suggested = await door.post(`${path}/suggest`, { samples: [{ body: 'nome=Ana+Souza&telefone=11987654321', contentType: 'application/x-www-form-urlencoded' }] });
    expect(suggested.json).toMatchObject({ samples: 1, missing: ['event'], mapping: { fields: { name: { from: ['nome'] }, phone: { from: ['telefone'] } } } });
  });

  test('ACL-04: fields of the CRM are told with their types and options, and a mapping to one that is not there is refused', async () => {
    const { path } = await door.create('hotmart');
    const { crm } = (await door.get(`${path}/fields`)).json as { crm: { person: { key: string; type: string }[]; card: object[] } };
    expect(crm.person.length).toBeGreaterThan(0);
    expect(crm.card.length).toBeGreaterThan(0);
    const [field] = crm.person.filter(({ type }) => type === 'text');
    const mapped = (key: string): object => ({ mapping: { ...mapping, fields: { ...mapping?.fields, [`person.${key}`]: { from: ['data.product.name'] } } } });
    expect((await door.post(path, mapped(field?.key ?? ''))).status).toBe(200);
    expect(faultsIn(await door.post(path, mapped('nobody_has_this')))).toEqual(['mapping.person.nobody_has_this: unknown-field']);
  });
});

describe('WHK-08: a trial', () => {
  test('tells the lead, the event, the actions with their texts and the calls that would be made, and does nothing of it', async () => {
    const { path } = await door.create('hotmart');
    await world.rest();
    const before = [world.ploomes.rows('Contacts').length, world.ploomes.rows('Deals').length];
    const trial = await door.post(`${path}/try`, {
      sample: { body: JSON.stringify(aPurchase()), contentType: 'application/json' },
      with: { mapping, capture: capture(), events: [{ name: 'Comprou', identification: 'PURCHASE_APPROVED', actions: [{ type: 'send-message', text: 'Oi {{firstName}}: {{product}}' }, { type: 'add-tag', tag: 'cliente' }] }] },
    });
    expect(trial.json).toMatchObject({
      outcome: 'tried', callback: 'not-needed',
      events: [{
        becomes: 'lead', event: 'PURCHASE_APPROVED', lead: { name: 'Ana Souza', phone: '+5511987654321' }, matches: { name: 'Comprou' }, missing: [],
        actions: [{ action: { type: 'add-tag' } }, { action: { type: 'send-message' }, text: 'Oi Ana: Curso de Piano' }],
        calls: [{ call: 'find-person' }, { call: 'register-person', when: 'if-not-found', with: { name: 'Ana Souza' } }, { call: 'open-card' }, { call: 'tag' }],
      }],
    });
    await world.rest();
    expect([world.ploomes.rows('Contacts').length, world.ploomes.rows('Deals').length]).toEqual(before);
    expect(await door.leads()).toEqual([]);
    expect((await door.get('/v1/deliveries?source=webhook')).json['rows']).toEqual([]);
    expect((await door.get(path)).json).toMatchObject({ version: 1 });
  });

  test('asks the CRM where that is wished, and then knows who it is', async () => {
    world.ploomes.addContact({ name: 'Ana S.', phone: '+5511987654321', email: 'ana@example.com' });
    await world.rest();
    const { path } = await door.create('hotmart');
    const trial = await door.post(`${path}/try`, { sample: { body: JSON.stringify(aPurchase()) }, with: { mapping, capture: capture() }, live: 'yes' });
    const [event] = trial.json['events'] as { calls: { call: string }[] }[];
    expect(event?.calls.map(({ call }) => call)).toEqual(['find-person', 'change-person', 'open-card']);
    expect(world.ploomes.rows('Deals')).toHaveLength(0);
  });

  test('takes a delivery that came in, and foretells what the real way then does', async () => {
    const { path, id, address } = await door.create('hotmart');
    await deliver(address, aPurchase());
    await deliver(address, aPurchase({ event: 'PURCHASE_CANCELED', phone: '', email: '' }));
    await door.post(path, { mapping, capture: capture() });
    const { rows } = (await door.get(`/v1/deliveries?integration=${id}&source=webhook`)).json as { rows: { id: string }[] };
    const told = await Promise.all(rows.map(async (row) => (await door.post(`${path}/try`, { delivery: row.id })).json));
    expect(told).toMatchObject([{ events: [{ becomes: 'unmapped', missing: ['phone'] }] }, { events: [{ becomes: 'lead', calls: [{ call: 'find-person' }, { call: 'register-person' }, { call: 'open-card' }] }] }]);
    await door.post(`${path}/secret`, { secret: HOTTOK });
    await door.post(`${path}/enable`);
    await door.post('/v1/deliveries/replay', { ids: rows.map((row) => row.id), settings: 'now' });
    await world.rest();
    expect(world.ploomes.rows('Deals')).toHaveLength(1);
    expect((await door.get('/v1/deliveries?state=set-aside&reason=lead-unmapped')).json['rows']).toHaveLength(1);
  });

  test('of a delivery of another integration, and of settings that could not be kept, is refused', async () => {
    const [one, other] = [await door.create('hotmart'), await door.create('hotmart')];
    await deliver(other.address, aPurchase());
    const { rows } = (await door.get(`/v1/deliveries?integration=${other.id}`)).json as { rows: { id: string }[] };
    expect((await door.post(`${one.path}/try`, { delivery: rows[0]?.id })).status).toBe(404);
    expect(faultsIn(await door.post(`${one.path}/try`, { sample: { body: '{}' }, with: { mapping: { v: 1, ddi: '55', fields: {} } } }))).toContain('mapping.event: compulsory');
    expect((await door.post(`${one.path}/try`, { sample: { body: '<xml/>' } })).json).toEqual({ outcome: 'unreadable', because: 'xml' });
    expect((await door.post(`${one.path}/try`, {})).status).toBe(400);
  });
});

describe('versions', () => {
  test('WHK-02: each tells what it changed, and an old one can be had again', async () => {
    const { path } = await door.create('hotmart');
    await door.post(path, { mapping });
    await door.post(path, { mapping: { ...mapping, fields: { ...mapping?.fields, name: { from: ['nome'] } } }, name: 'Loja' });
    const { rows } = (await door.get(`${path}/versions`)).json as { rows: object[] };
    expect(rows).toMatchObject([
      { version: 3, changes: [{ field: 'name', before: 'hotmart', after: 'Loja' }], mapping: [{ target: 'name', change: 'changed' }] },
      { version: 2, changes: [], mapping: expect.arrayContaining([expect.objectContaining({ target: 'name', change: 'added' })]) as unknown },
      { version: 1, changes: [], mapping: [] },
    ]);
    expect((await door.post(`${path}/versions/2/restore`)).json).toMatchObject({ version: 4, name: 'hotmart', mapping });
    expect((await door.post(`${path}/versions/9/restore`)).status).toBe(404);
  });

  test('WHK-02: one that works does not go back to a version without a mapping', async () => {
    const { path } = await door.create('other');
    await door.post(path, { mapping: { v: 1, ddi: { constant: '55' }, fields: { event: { from: [{ constant: 'lead' }] }, name: { from: ['nome'] }, phone: { from: ['fone'] } } } });
    await door.post(`${path}/enable`);
    expect(faultsIn(await door.post(`${path}/versions/1/restore`))).toEqual(['mapping: not-mapped']);
  });
});

describe('what is made of leads in the CRM', () => {
  test('WHK-09, ACL-03: the funnel is one of the live list; an archived one and one that is gone are told', async () => {
    const { path } = await door.create('hotmart');
    expect((await door.post(path, { capture: capture() })).json).toMatchObject({ capture: { behaviour: 'person+card' } });
    expect(faultsIn(await door.post(path, { capture: { behaviour: 'person+card' } }))).toEqual(['capture.funnelId: funnel-unset']);
    expect(faultsIn(await door.post(path, { capture: { behaviour: 'person+card', funnelId: '987654' } }))).toEqual(['capture.funnelId: funnel-gone']);
    expect((await door.post(path, { capture: { behaviour: 'company+person' } })).json).toMatchObject({ capture: { behaviour: 'company+person', unlessOpenCard: 'no' } });
    const { funnels } = (await door.get(`${path}/fields`)).json as { funnels: { id: string; name: string; archived: boolean; stages: { id: string; name: string }[] }[] };
    const [first, second] = funnels;
    expect([first?.archived, first?.stages.map(({ name }) => name)]).toEqual([false, ['Entrada', 'Qualificação', 'Proposta', 'Negociação', 'Fechamento']]);
    const staged = (stageId: string | undefined): object => ({ capture: { behaviour: 'person+card', funnelId: first?.id, stageId } });
    expect((await door.post(path, staged(first?.stages[1]?.id))).status).toBe(200);
    expect(faultsIn(await door.post(path, staged(second?.stages[0]?.id)))).toEqual(['capture.stageId: stage-gone']);
    expect((await door.post(path, { capture: 'off' })).json).not.toHaveProperty('capture');
    await door.post(path, { mapping, scheme: 'address-alone', capture: capture() });
    world.ploomes.archivePipeline(world.funnelId('Suporte'));
    const answer = await door.post(`${path}/enable`);
    expect([answer.status, faultsIn(answer)]).toEqual([409, ['capture.funnelId: funnel-archived']]);
  });
});

describe('leads', () => {
  test('WHK-10: are listed by integration, tag and what is looked for, page by page, and shown by their key', async () => {
    const { path, id, address } = await door.create('hotmart');
    await door.post(path, { mapping, scheme: 'address-alone', events: [{ name: 'A', identification: 'PURCHASE_APPROVED', actions: [{ type: 'add-tag', tag: 'cliente' }] }, { name: 'B', identification: 'PURCHASE_CANCELED', actions: [] }] });
    await door.post(`${path}/enable`);
    await deliver(address, aPurchase());
    await world.rest();
    await deliver(address, aPurchase({ event: 'PURCHASE_CANCELED', name: 'José Lima', phone: '21987651234', email: 'jose@example.com' }));
    await world.rest();
    const named = async (query: string): Promise<readonly unknown[]> => ((await door.get(`/leads${query}`)).json['rows'] as { name: string }[]).map(({ name }) => name);
    expect(await named('')).toEqual(['José Lima', 'Ana Souza']);
    expect(await named('?tag=cliente')).toEqual(['Ana Souza']);
    expect(await named('?search=jose')).toEqual(['José Lima']);
    expect(await named(`?integration=${id}`)).toHaveLength(2);
    expect(await named('?integration=another')).toEqual([]);
    expect(((await door.post('/leads/search', { search: '98765-4321' })).json['rows'] as { name: string }[]).map(({ name }) => name)).toEqual(['Ana Souza']);
    const first = (await door.get('/leads?limit=1')).json;
    expect(await named(`?limit=1&after=${encodeURIComponent(String(first['next']))}`)).toEqual(['Ana Souza']);
    expect((await door.get('/leads?after=zzz')).status).toBe(400);
    const [{ key }] = first['rows'] as [{ key: string }];
    expect((await door.get(`/leads/${encodeURIComponent(key)}`)).json).toMatchObject({ name: 'José Lima' });
    expect((await door.get('/leads/nobody')).status).toBe(404);
  });
});
