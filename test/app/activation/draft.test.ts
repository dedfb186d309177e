import { expect, onTestFinished, test } from 'vitest';
import { createPloomesSimulator } from '../../../src/adapters/ploomes/simulator/index.ts';
import { createEmptyHub, type EmptyHub, type EmptyHubOptions } from '../../rig/empty-hub.ts';

const anEmptyHub = async (options?: EmptyHubOptions): Promise<EmptyHub> => await createEmptyHub(onTestFinished, options);

const NAMED = { id: 'acme', name: 'Acme' } as const;

/** A draft with both credentials and every tick, that can be activated. */
async function aWholeDraft(options?: EmptyHubOptions): Promise<EmptyHub> {
  const desk = await anEmptyHub(options);
  expect(await desk.post('/v1/connections', { ...NAMED, ...desk.given })).toMatchObject({ status: 200, json: { status: 'draft' } });
  await desk.post('/v1/connections/acme/ticks', { 'webhooks-module': 'yes' });
  return desk;
}

const subscribed = ({ ploomes }: EmptyHub): number => ploomes.rows('Webhooks').length;

test('ACT-01, ACT-02: a draft is stored, gone on with later, and its secrets never come back', async () => {
  const desk = await anEmptyHub();
  expect(await desk.post('/v1/connections', NAMED)).toMatchObject({ status: 200, json: { id: 'acme', status: 'draft', systems: { ploomes: { credential: 'missing' }, neppo: { credential: 'missing' } } } });
  await desk.post('/v1/connections/acme', { ploomes: desk.given.ploomes });
  await desk.post('/v1/connections/acme', { neppo: desk.given.neppo, options: { recordMoment: 'manual' } });
  const { json, text } = await desk.get('/v1/connections/acme');
  expect(json).toMatchObject({
    status: 'draft', options: { recordMoment: 'manual' },
    systems: { ploomes: { credential: 'stored', settings: { baseUrl: desk.ploomes.url } }, neppo: { credential: 'stored', settings: { tenantUrl: desk.neppo.url } } },
  });
  for (const secret of [desk.ploomes.userKey, 'sim-consumer-key', 'sim-consumer-secret', 'sim-password']) expect(text).not.toContain(secret);
});

test('ACT-03: options have their defaults, and what cannot be used is refused by its name', async () => {
  const desk = await anEmptyHub();
  const { json } = await desk.post('/v1/connections', NAMED);
  expect(json).toMatchObject({ options: {
    linking: 'off', recordMoment: 'at-start', companies: 'synced', unlinkOnRemoval: 'on', createUnknownContacts: 'off', defaultCountry: 'off', mappings: [],
  } });
  expect(await desk.post('/v1/connections/acme', { options: { defaultCountry: 'Brasil' } })).toMatchObject({ status: 400, json: { errors: [{ field: 'options.defaultCountry' }] } });
  expect(await desk.post('/v1/connections/acme', { neppo: { tenantUrl: 'acme', credentials: {} } })).toMatchObject({ status: 400, json: { errors: expect.arrayContaining([expect.objectContaining({ field: 'neppo.tenantUrl' })]) as unknown } });
  expect(await desk.post('/v1/connections/acme', { ploomes: { baseUrl: desk.ploomes.url } })).toMatchObject({ status: 400, json: { errors: [{ field: 'ploomes' }] } });
});

test('ACT-02: each credential is tried by itself, and a wrong one is told with what to do about it', async () => {
  const desk = await anEmptyHub();
  await desk.post('/v1/connections', { ...NAMED, ploomes: { ...desk.given.ploomes, userKey: 'wrong' } });
  const { json } = await desk.post('/v1/connections/acme/try?lang=en');
  expect(json).toEqual({ findings: [
    expect.objectContaining({ id: 'ploomes-credential', outcome: 'blocking', seen: 'refused', mend: expect.stringContaining('User-Key') as unknown }),
    expect.objectContaining({ id: 'ploomes-api-module', outcome: 'unknown' }),
    expect.objectContaining({ id: 'neppo-credential', outcome: 'blocking', seen: 'missing', mend: expect.stringContaining('Neppo Token API') as unknown }),
  ] });
  await desk.post('/v1/connections/acme', desk.given);
  const mended = await desk.post('/v1/connections/acme/try', { systems: ['ploomes'] });
  expect(mended.json).toMatchObject({ findings: [{ id: 'ploomes-credential', outcome: 'fine' }, { id: 'ploomes-api-module', outcome: 'fine' }] });
});

test('ACT-07: a key that is known and not let in tells of a module that was not bought', async () => {
  const desk = await aWholeDraft();
  desk.ploomes.faults({ route: 'GET /Account', status: 403 });
  desk.neppo.faults({ route: '/chatapi/1.0/api/agent', status: 403 });
  const { json } = await desk.post('/v1/connections/acme/try');
  expect(json).toMatchObject({ findings: [{ seen: 'not-allowed' }, { id: 'ploomes-api-module', outcome: 'blocking', seen: 'not-allowed' }, { id: 'neppo-credential', seen: 'not-allowed' }] });
});

test('ACT-03, CRD-11, CRD-20: groups and funnels are read live, and mappings told as they stand against them', async () => {
  const desk = await aWholeDraft();
  const { json } = await desk.get('/v1/connections/acme/choices');
  const [groups, funnels] = [parseRows(json['groups']), parseRows(json['funnels'])];
  expect(groups.map(({ name }) => name)).toContain('Vendas');
  const mapping = (group: { id: string; name: string }, funnelId: string) => ({ groupId: group.id, groupName: group.name, funnelId, behaviour: 'always-create' });
  const [first, second, third] = groups;
  const [alive, doomed] = funnels;
  if (first === undefined || second === undefined || third === undefined || alive === undefined || doomed === undefined) throw new Error('Simulators have more than that.');
  desk.ploomes.archivePipeline(Number(doomed.id));
  const mappings = [mapping(first, alive.id), mapping(second, doomed.id), mapping(third, '1'), mapping({ id: '999999', name: 'Vendas' }, alive.id)];
  expect(await desk.post('/v1/connections/acme', { options: { mappings } })).toMatchObject({ status: 200 });
  expect((await desk.get('/v1/connections/acme/choices')).json).toMatchObject({
    funnels: expect.arrayContaining([expect.objectContaining({ id: doomed.id, archived: true })]) as unknown,
    mappings: [
      { group: 'there', funnel: 'alive' }, { group: 'there', funnel: 'archived' }, { group: 'there', funnel: 'gone' }, { group: 'gone', funnel: 'alive' },
    ],
  });
});

test('CRD-12: a group that is mapped twice is refused', async () => {
  const desk = await aWholeDraft();
  const twice = ['10', '11'].map((funnelId) => ({ groupId: '1', groupName: 'Vendas', funnelId, behaviour: 'link-last' }));
  expect(await desk.post('/v1/connections/acme', { options: { mappings: twice } })).toMatchObject({ status: 400, json: { errors: [{ field: 'options.mappings' }] } });
});

test('ACT-04, ACT-05: the address is shown once; what comes in at a draft is noted for each kind, and has no effect, then or later', async () => {
  const desk = await aWholeDraft();
  desk.ploomes.addContact({ name: 'Ana Souza', phone: '+5511987654321' });
  const { json: { address } } = await desk.post('/v1/connections/acme/hooks/neppo/rotate');
  desk.neppo.subscribe('all', String(address));
  const before = await desk.get('/v1/connections/acme/checklist?lang=en');
  expect(parseRows(before.json['rows']).map((row) => [row.entity, row.lastReceivedAt])).toEqual([
    ['User', undefined], ['Agent', undefined], ['ClassificationServices', undefined], ['ChatSession', undefined], ['AssociationClientsToAgents', undefined],
  ]);
  desk.neppo.startSession({ phone: '5511987654321', group: 'Vendas' });
  await desk.rest();
  const rows = parseRows((await desk.get('/v1/connections/acme/checklist')).json['rows']);
  expect(rows.find(({ entity }) => entity === 'ChatSession')).toMatchObject({ lastReceivedAt: desk.clock.now(), steps: expect.arrayContaining(['Entidade: ChatSession.']) as unknown });
  expect(rows.find(({ entity }) => entity === 'Agent')).not.toHaveProperty('lastReceivedAt');
  expect((await desk.post('/v1/connections/acme/activate')).status).toBe(200);
  await desk.rest();
  expect([desk.ploomes.deals(), desk.ploomes.interactionRecords()]).toEqual([[], []]);
});

test('ACT-04: an address is given to who has both credentials, and activating gives the first one', async () => {
  const desk = await anEmptyHub();
  await desk.post('/v1/connections', { ...NAMED, ploomes: desk.given.ploomes });
  expect(await desk.post('/v1/connections/acme/hooks/neppo/rotate')).toMatchObject({ status: 400 });
  await desk.post('/v1/connections/acme', desk.given);
  await desk.post('/v1/connections/acme/ticks', { 'webhooks-module': 'yes' });
  expect(await desk.post('/v1/connections/acme/hooks/ploomes/rotate')).toMatchObject({ status: 400 });
  const { json } = await desk.post('/v1/connections/acme/activate');
  expect(json['hook']).toMatch(new RegExp(`^${desk.hubUrl}/hooks/neppo/[\\w-]{43}$`));
  expect((await desk.post('/v1/connections/acme/activate')).json).not.toHaveProperty('hook');
});

test('ACT-07: what blocks is told by its check, with the mend, and nothing is changed', async () => {
  const desk = await anEmptyHub();
  await desk.post('/v1/connections', { ...NAMED, ...desk.given, ploomes: { ...desk.given.ploomes, userKey: 'wrong' } });
  const refused = await desk.post('/v1/connections/acme/activate?lang=en');
  expect(refused).toMatchObject({ status: 409, json: { type: 'urn:vinculo:problem:requirements-unmet' } });
  expect(parseRows(refused.json['errors']).map(({ field }) => field)).toEqual(['ploomes-credential', 'neppo-webhooks-module']);
  expect([(await desk.get('/v1/connections/acme')).json['status'], subscribed(desk)]).toEqual(['draft', 0]);
});

test('ACT-08, ACT-09: activated, the CRM tells of its changes; deactivated, it tells no more and the history stays; and once more', async () => {
  const desk = await aWholeDraft();
  await desk.post('/v1/connections/acme/activate');
  const whole = subscribed(desk);
  expect(whole).toBeGreaterThan(3);
  expect(await desk.post('/v1/connections/acme/deactivate')).toMatchObject({ status: 200, json: { connection: { status: 'inactive' }, subscriptions: 'removed' } });
  expect(subscribed(desk)).toBe(0);
  expect(await desk.post('/v1/connections/acme/activate')).toMatchObject({ status: 200, json: { connection: { status: 'active' } } });
  expect(subscribed(desk)).toBe(whole);
  const person = desk.ploomes.addContact({ name: 'Ana', phone: '+5511987654321' });
  await desk.rest();
  const { rows } = await desk.hub.deliveries.list({ source: 'ploomes' }, { limit: 5 });
  expect(rows.map(({ lane, state }) => ({ lane, state }))).toEqual([{ lane: `client:${person.Id}`, state: 'done' }]);
});

test('ACT-08, ACT-09: is switched off although the CRM does not answer, and the subscriptions are taken back when it does', async () => {
  const desk = await aWholeDraft();
  await desk.post('/v1/connections/acme/activate');
  desk.ploomes.faults({ route: '/Webhooks', status: 500 });
  expect(await desk.post('/v1/connections/acme/deactivate')).toMatchObject({ status: 200, json: { connection: { status: 'inactive' }, subscriptions: 'left' } });
  expect(subscribed(desk)).toBeGreaterThan(0);
  desk.ploomes.clearFaults();
  desk.clock.advance(5 * 60_000);
  await expect.poll(() => subscribed(desk)).toBe(0);
});

test('ACT-12: the same two accounts in a second connection are refused, under another key and another name of the address too', async () => {
  const desk = await aWholeDraft();
  await desk.post('/v1/connections/acme/activate');
  await desk.post('/v1/connections', { id: 'twin', name: 'Twin', ...desk.given });
  await desk.post('/v1/connections/twin/ticks', { 'webhooks-module': 'yes' });
  const refused = await desk.post('/v1/connections/twin/activate');
  expect(refused).toMatchObject({ status: 409, json: { errors: [{ field: 'account-taken', reason: expect.stringContaining('acme') as unknown }] } });
  await expect(desk.hub.connections.add({ id: 'third', name: 'Third', ...desk.given })).rejects.toMatchObject({ code: 'input.account-taken' });
  const upper = { ...desk.given.ploomes, baseUrl: desk.ploomes.url.replace('http://', 'HTTP://') };
  await expect(desk.hub.connections.add({ id: 'fourth', name: 'Fourth', ...desk.given, ploomes: upper })).rejects.toMatchObject({ code: 'input.account-taken' });
});

test('ACT-12: another chat on the same CRM account is allowed', async () => {
  const [desk, other] = [await aWholeDraft(), await anEmptyHub()];
  await desk.post('/v1/connections/acme/activate');
  const { id } = await desk.hub.connections.add({ id: 'second', name: 'Second', ploomes: desk.given.ploomes, neppo: other.given.neppo });
  expect(id).toBe('second');
});

test('ACT-12: two that are activated at once see each other', async () => {
  const desk = await aWholeDraft();
  await desk.post('/v1/connections', { id: 'twin', name: 'Twin', ...desk.given });
  await desk.post('/v1/connections/twin/ticks', { 'webhooks-module': 'yes' });
  const both = await Promise.all(['acme', 'twin'].map(async (id) => (await desk.post(`/v1/connections/${id}/activate`)).status));
  expect(both.filter((status) => status === 200)).toHaveLength(1);
});

test('ACT-12: an active connection is not moved to accounts that another one joins', async () => {
  const [desk, other] = [await aWholeDraft(), await createPloomesSimulator({ ratePerMinute: 0, seed: 2 })];
  onTestFinished(other.close);
  await desk.post('/v1/connections/acme/activate');
  const elsewhere = { baseUrl: other.url, userKey: other.userKey, budget: { perMinute: 0 } };
  await desk.hub.connections.add({ id: 'second', name: 'Second', ploomes: elsewhere, neppo: desk.given.neppo });
  expect(await desk.post('/v1/connections/second', { ploomes: desk.given.ploomes })).toMatchObject({ status: 400, json: { errors: [{ field: 'neppo' }] } });
});

test('ACT-11: a mended mapping takes effect at once, without another activation', async () => {
  const desk = await aWholeDraft();
  desk.ploomes.addContact({ name: 'Ana Souza', phone: '+5511987654321' });
  const { json: { hook } } = await desk.post('/v1/connections/acme/activate');
  desk.neppo.subscribe('all', String(hook));
  await desk.post('/v1/connections/acme', { options: { linking: 'on' } });
  desk.neppo.startSession({ phone: '5511987654321', group: 'Vendas' });
  await desk.rest();
  expect(desk.ploomes.deals()).toEqual([]);
  const choices = (await desk.get('/v1/connections/acme/choices')).json;
  const group = parseRows(choices['groups']).find(({ name }) => name === 'Vendas');
  const mapping = { groupId: group?.id, groupName: 'Vendas', funnelId: parseRows(choices['funnels'])[0]?.id, behaviour: 'always-create' };
  await desk.post('/v1/connections/acme', { options: { mappings: [mapping] } });
  desk.clock.advance(1_000);
  desk.neppo.startSession({ phone: '5511987654321', group: 'Vendas' });
  await desk.rest();
  expect(desk.ploomes.deals()).toHaveLength(1);
});

test('ACT-11: a webhook that was entered wrong and is mended takes effect at once', async () => {
  const desk = await aWholeDraft();
  const { json: { hook } } = await desk.post('/v1/connections/acme/activate');
  desk.neppo.subscribe('all', `${String(hook)}x`);
  desk.neppo.startSession({ phone: '5511987654321', group: 'Vendas' });
  desk.neppo.subscribe('all', String(hook));
  desk.neppo.startSession({ phone: '5511987654322', group: 'Vendas' });
  await expect.poll(async () => parseRows((await desk.get('/v1/connections/acme/checklist')).json['rows']).find(({ entity }) => entity === 'ChatSession')?.lastReceivedAt).toBeDefined();
});

test('ACT-01: a key of one connection sees and changes no other, and begins none', async () => {
  const desk = await aWholeDraft();
  await desk.post('/v1/connections', { id: 'bravo', name: 'Bravo' });
  const { key } = await desk.hub.operators.add({ name: 'Ana', connections: ['bravo'], role: 'operate' });
  const asAna = { authorization: `Bearer ${key}` };
  expect(parseRows((await desk.get('/v1/connections', key)).json['rows']).map(({ id }) => id)).toEqual(['bravo']);
  const paths = ['', '/compare', '/activate', '/deactivate', '/try', '/checks', '/ticks', '/hooks/neppo/rotate'];
  for (const path of paths) expect({ path, ...(await desk.post(`/v1/connections/acme${path}`, {}, asAna)) }).toMatchObject({ path, status: 404 });
  for (const path of ['', '/choices', '/checks', '/checklist', '/agents']) expect((await desk.get(`/v1/connections/acme${path}`, key)).status).toBe(404);
  expect(await desk.post('/v1/connections', { name: 'Own' }, asAna)).toMatchObject({ status: 403 });
});

test('a draft is begun once, however often it is sent with one Idempotency-Key', async () => {
  const desk = await anEmptyHub();
  const sent = async () => await desk.post('/v1/connections', { name: 'Acme' }, { 'idempotency-key': 'k-1' });
  const [first, second] = [await sent(), await sent()];
  expect(second.json).toEqual(first.json);
  expect(parseRows((await desk.get('/v1/connections')).json['rows'])).toHaveLength(1);
});

test('what a change would change is told before, and the same again changes nothing', async () => {
  const desk = await aWholeDraft();
  const wish = { name: 'Acme Ltda', options: { recordMoment: 'manual' }, ploomes: { ...desk.given.ploomes, userKey: 'another' } };
  expect((await desk.post('/v1/connections/acme/compare', wish)).json).toEqual({ differences: [
    { field: 'name', before: 'Acme', after: 'Acme Ltda' }, { field: 'options.recordMoment', before: 'at-start', after: 'manual' }, { field: 'ploomes.userKey', secret: true },
  ] });
  const changed = await desk.post('/v1/connections/acme', wish);
  expect((await desk.post('/v1/connections/acme', wish)).json['version']).toBe(changed.json['version']);
  expect((await desk.post('/v1/connections/acme/compare', wish)).json).toEqual({ differences: [] });
});

interface Row {
  readonly id: string;
  readonly name: string;
  readonly entity: string;
  readonly field: string;
  readonly lastReceivedAt?: string;
}

const parseRows = (rows: unknown): readonly Row[] => rows as readonly Row[];
