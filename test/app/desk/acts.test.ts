import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HandWoundWorld } from '../../rig/hand-wound.ts';
import { attended, BIANCA, CAIO, createHandWoundDesk, having, holding, openDesk, rowsIn, type DeskAnswer, type DeskClient } from './desk-client.ts';

let world: HandWoundWorld;
let bianca: DeskClient;
let caio: DeskClient;
let protocol: string;
beforeEach(async () => {
  world = await createHandWoundDesk();
  [bianca, caio] = [await openDesk(world, BIANCA), await openDesk(world, CAIO)];
  protocol = await attended(world);
  // Neppo's times stop at the second: what happens next happens later.
  world.clock.advance(1_000);
});
afterEach(async () => await world.close());

const text = (said: string) => ({ kind: 'text', text: said });
const done = { status: 200, json: { outcome: 'done' } };
const refusedFor = (because: string) => ({ status: 409, json: { type: 'urn:vinculo:problem:act-refused', because } });
const act = async (desk: DeskClient, name: string, body: object = {}, key?: string): Promise<DeskAnswer> => await desk.post(`sessions/${protocol}/${name}`, body, key);
const targets = async () => parseTargets((await bianca.get(`sessions/${protocol}/targets`)).json);
const agentNamed = async (name: string): Promise<string> => (await targets()).agents.find((agent) => agent.name === name)?.id ?? '';
const groupNamed = async (name: string): Promise<string> => (await targets()).groups.find((group) => group.name === name)?.id ?? '';
const protocolsOf = async (desk: DeskClient, query = ''): Promise<readonly unknown[]> => rowsIn(await desk.get(`sessions${query}`)).map((row) => row['protocol']);

describe('PAN-06: comments', () => {
  test('stand in the session, in its history and in Neppo, with who wrote them, and no client reads them', async () => {
    expect(await act(bianca, 'comments', { text: 'Cliente prefere manhã' })).toMatchObject(done);
    await world.restForGood();
    const comment = having({ text: 'Cliente prefere manhã' });
    expect((await bianca.get(`sessions/${protocol}`)).json['comments']).toEqual([comment]);
    expect((await bianca.get(`sessions/${protocol}/history`)).json['lines']).toContainEqual(expect.objectContaining({ type: 'comment', comment }));
    expect(JSON.stringify((await bianca.get(`sessions/${protocol}/messages`)).json)).not.toContain('manhã');
  });

  test('SES-05: reach the interaction record', async () => {
    const { Id } = world.ploomes.addContact({ name: 'João', phone: '(11) 98765-4321' });
    await world.restForGood();
    await act(bianca, 'comments', { text: 'Cliente prefere manhã' });
    await world.restForGood();
    const records = world.ploomes.interactionRecords().filter((record) => record['ContactId'] === Id);
    expect(records).toMatchObject([{ Content: holding('Cliente prefere manhã') }]);
  });

  test('may be written by who took part before, and a message may not', async () => {
    world.neppo.transfer(protocol, { agent: 'Caio Nunes' });
    await world.restForGood();
    expect(await act(bianca, 'comments', { text: 'Era meu' })).toMatchObject(done);
    expect(await act(bianca, 'messages', text('Oi'))).toMatchObject(refusedFor('attended-by-another'));
  });
});

describe('PAN-06: a transfer', () => {
  test('to an agent takes the session off one list and puts it on the other, with its history', async () => {
    expect(await act(bianca, 'transfer', { agent: await agentNamed('Caio Nunes') })).toMatchObject(done);
    await world.restForGood();
    expect([await protocolsOf(bianca), await protocolsOf(caio)]).toEqual([[], [protocol]]);
    expect((await caio.get(`sessions/${protocol}/messages`)).json['messages']).toContainEqual(expect.objectContaining({ text: 'Bom dia', by: 'client' }));
  });

  test('to a group leaves it with nobody until one of the group takes it', async () => {
    expect(await act(bianca, 'transfer', { group: await groupNamed('Suporte') })).toMatchObject(done);
    await world.restForGood();
    expect([await protocolsOf(bianca), await protocolsOf(caio)]).toEqual([[], []]);
    world.neppo.transfer(protocol, { agent: 'Caio Nunes' });
    await world.restForGood();
    expect(rowsIn(await caio.get('sessions'))).toMatchObject([{ protocol, group: { name: 'Suporte' } }]);
  });

  test('lists whom it may go to with their state, and refuses whoever cannot take it, saying why', async () => {
    const [paused, offline] = [await agentNamed('Caio Nunes'), await agentNamed('Denise Rocha')];
    const empty = await groupNamed('Pós-venda');
    world.neppo.setAgentStatus('Caio Nunes', 'FIRST_PAUSE');
    world.neppo.setAgentStatus('Denise Rocha', 'OFFLINE');
    expect((await targets()).agents).toEqual(expect.arrayContaining([{ id: paused, name: 'Caio Nunes', state: 'paused' }, { id: offline, name: 'Denise Rocha', state: 'offline' }]));
    expect(await act(bianca, 'transfer', { agent: paused })).toMatchObject(refusedFor('target-paused'));
    expect(await act(bianca, 'transfer', { agent: offline })).toMatchObject(refusedFor('target-offline'));
    expect(await act(bianca, 'transfer', { group: empty })).toMatchObject(refusedFor('group-empty'));
    for (const to of [{ agent: '999999' }, { group: 'x' }, { agent: '1 or 1=1' }]) expect(await act(bianca, 'transfer', to)).toMatchObject(refusedFor('target-unknown'));
    expect(await protocolsOf(bianca)).toEqual([protocol]);
  });

  test.each([{}, { agent: '' }, { agent: '1', group: '2' }, { agent: 1 }])('of a shape that says nothing is refused: %j', async (body) => {
    expect((await act(bianca, 'transfer', body)).status).toBe(400);
  });
});

describe('PAN-07: the end', () => {
  const asks = (): void => void world.neppo.saveGroup({ id: Number(world.mapping('Vendas', 'Suporte', 'link-last').groupId), name: 'Vendas', mandatoryClassification: true, treeId });
  let treeId: number;
  let nodes: Readonly<Record<string, string>>;
  beforeEach(() => {
    const tree = world.neppo.plantTree({ name: 'Motivos', children: [
      { name: 'Venda', children: [{ name: 'Fechada', fields: [{ name: 'Valor', type: 'NUMBER', required: true }, { name: 'Origem', type: 'LIST', options: ['site', 'loja'] }] }] }, { name: 'Outro' },
    ] });
    treeId = Number(tree['id']);
    // A tree is numbered in the order in which it is planted.
    nodes = Object.fromEntries(['Motivos', 'Venda', 'Fechada', 'Outro'].map((name, nth) => [name, String(treeId + nth)]));
  });

  test('needs nothing in a group that asks for nothing, and takes the session to Encerrados', async () => {
    expect(await act(bianca, 'close')).toMatchObject(done);
    await world.restForGood();
    expect([await protocolsOf(bianca), await protocolsOf(bianca, '?tab=closed')]).toEqual([[], [protocol]]);
  });

  test('in a group that asks for a classification is refused without one, and done with one in the same step', async () => {
    asks();
    expect((await bianca.get(`sessions/${protocol}`)).json['groupClassification']).toMatchObject({ mandatory: 'yes', tree: { label: 'Motivos' } });
    expect(await act(bianca, 'close')).toMatchObject(refusedFor('classification-missing'));
    expect(await act(bianca, 'close', { classification: { nodeId: nodes['Venda'] } })).toMatchObject(refusedFor('classification-has-branches'));
    expect(await act(bianca, 'close', { classification: { nodeId: '424242' } })).toMatchObject(refusedFor('classification-unknown'));
    expect(await act(bianca, 'close', { classification: { nodeId: nodes['Outro'], comment: 'queria outra coisa' } })).toMatchObject(done);
    await world.restForGood();
    expect((await bianca.get(`sessions/${protocol}`)).json).toMatchObject({ tab: 'closed', classification: { label: holding('Outro'), comment: 'queria outra coisa' } });
  });

  test('asks for the fields of the classification, naming the one that is wrong', async () => {
    asks();
    const { json } = await bianca.get(`classifications/${nodes['Fechada']}/fields`);
    const [value, origin] = parseFields(json);
    expect([value, origin]).toMatchObject([{ label: 'Valor', type: 'number', required: 'yes' }, { label: 'Origem', type: 'option', options: ['site', 'loja'] }]);
    const close = async (...fields: readonly { id: string; value: string }[]) => await act(bianca, 'close', { classification: { nodeId: nodes['Fechada'], fields } });
    expect(await close()).toMatchObject({ status: 409, json: { because: 'classification-field-missing', errors: [{ field: value?.id }] } });
    expect(await close({ id: value?.id ?? '', value: 'muito' })).toMatchObject(refusedFor('classification-field-invalid'));
    expect(await close({ id: value?.id ?? '', value: '10' }, { id: origin?.id ?? '', value: 'rua' })).toMatchObject({ status: 409, json: { because: 'classification-field-invalid', errors: [{ field: origin?.id }] } });
    expect(await close({ id: value?.id ?? '', value: '10' }, { id: '777', value: 'x' })).toMatchObject(refusedFor('classification-field-unknown'));
    expect(await close({ id: value?.id ?? '', value: '1500,90' }, { id: origin?.id ?? '', value: 'loja' })).toMatchObject(done);
    await world.restForGood();
    expect(await protocolsOf(bianca, '?tab=closed')).toEqual([protocol]);
  });
});

test('SES-10: an ended session refuses what agents do, except its classification, its client and card, and saving', async () => {
  world.ploomes.addContact({ name: 'João', phone: '(11) 98765-4321' });
  world.neppo.close(protocol);
  await world.restForGood();
  const [, group] = [await agentNamed('Caio Nunes'), await groupNamed('Suporte')];
  expect(await act(bianca, 'messages', text('Oi'))).toMatchObject(refusedFor('session-ended'));
  expect(await act(bianca, 'comments', { text: 'Oi' })).toMatchObject(refusedFor('session-ended'));
  expect(await act(bianca, 'transfer', { group })).toMatchObject(refusedFor('session-ended'));
  expect(await act(bianca, 'close')).toMatchObject(refusedFor('session-ended'));
  expect(await act(bianca, 'new', { kind: 'task' })).toMatchObject(refusedFor('session-ended'));
  expect(await act(bianca, 'unlink-card')).toMatchObject(refusedFor('session-ended'));
  expect(await act(bianca, 'read')).toMatchObject(done);
  expect(await act(bianca, 'save')).toMatchObject(done);
  const funnelId = String(world.funnelId('Suporte'));
  expect(await act(bianca, 'cards', { funnelId })).toMatchObject({ status: 200, json: { outcome: 'made' } });
  const { json } = await bianca.get(`sessions/${protocol}`);
  const leaf = /"id":"(\d+)","label":"[^"]*","children":\[\]/.exec(JSON.stringify(json['groupClassification']))?.[1] ?? '';
  expect(await act(bianca, 'classify', { nodeId: leaf })).toMatchObject(done);
});

describe('PAN-08: a pause', () => {
  const me = async () => (await bianca.get('me')).json['availability'];

  test('has one of Neppo\'s reasons, tells until when it goes, and ends when the agent resumes', async () => {
    const reasons = await pauseReasons();
    const [reason] = reasons.filter(({ minutes }) => minutes !== undefined);
    expect(reason).toBeDefined();
    expect(await bianca.post('pause', { reasonId: reason?.id })).toMatchObject(done);
    const until = new Date(Date.parse(world.clock.now()) + (reason?.minutes ?? 0) * 60_000).toISOString();
    expect(await me()).toMatchObject({ state: 'paused', reasonId: reason?.id, until });
    world.clock.advance(60_000);
    expect(await me()).toMatchObject({ until });
    expect(await bianca.post('resume')).toMatchObject(done);
    expect(await me()).toMatchObject({ state: 'available' });
    expect(await me()).not.toHaveProperty('until');
  });

  test('is told to the agent\'s other tabs', async () => {
    const stream = await bianca.follow();
    await stream.until('event: ready');
    const [reason] = await pauseReasons();
    await bianca.post('pause', { reasonId: reason?.id });
    expect(await stream.until('event: agent.state')).toContain('"state":"paused"');
    await stream.leave();
  });

  test('for a reason that Neppo does not have is refused', async () => {
    expect(await bianca.post('pause', { reasonId: '424242' })).toMatchObject(refusedFor('not-allowed'));
    expect(await me()).toMatchObject({ state: 'available' });
  });
});

test.each([['+55 (11) 98765-4321', '11', '987654321'], ['5521987654321', '11', '21987654321'], ['+351 912 345 678', '11', '+351912345678']])('PAN-09, PHN-05: %s is dialled by an agent of DDD %s as %s', async (number, ddd, dial) => {
  expect(await bianca.get(`dial?number=${encodeURIComponent(number)}&ddd=${ddd}`)).toMatchObject({ status: 200, json: { outcome: 'dials', dial } });
});

describe('PAN-11: what an agent writes', () => {
  test('is refused after 24 hours of silence, and taken again once the client has written', async () => {
    world.clock.advance(24 * 60 * 60_000 + 1_000);
    bianca = await openDesk(world, BIANCA);
    expect(await act(bianca, 'messages', text('Ainda aí?'))).toMatchObject(refusedFor('window-shut'));
    world.neppo.message(protocol, { from: 'client', text: 'Sim' });
    await world.restForGood();
    expect(await act(bianca, 'messages', text('Que bom'))).toMatchObject(done);
  });

  test('needs a key that names it, and a text', async () => {
    const init = { method: 'POST', body: JSON.stringify(text('Oi')) };
    expect((await bianca.raw(`sessions/${protocol}/messages`, init)).status).toBe(400);
    for (const key of ['', 'a b', 'x'.repeat(201)]) expect((await bianca.raw(`sessions/${protocol}/messages`, { ...init, headers: { 'idempotency-key': key } })).status).toBe(400);
    for (const body of [{}, text('   '), text('x'.repeat(4_097)), { kind: 'gif', text: 'x' }, { kind: 'text', text: 'x', extra: 1 }, []]) expect((await act(bianca, 'messages', body)).status).toBe(400);
  });

  test('in a call is refused: a call takes no messages', async () => {
    protocol = await attended(world, { phone: '5511955554444', name: 'Lia', channel: 'voice' });
    expect(await act(bianca, 'messages', text('Oi'))).toMatchObject(refusedFor('channel-without-messages'));
    expect(await act(bianca, 'comments', { text: 'Ligou' })).toMatchObject(done);
  });
});

test('HUB-02, PAN-06: an act that is given up after many tries is told to whoever waits for it', async () => {
  const caioId = await agentNamed('Caio Nunes');
  world.neppo.faults({ route: 'POST /api/sessions/transfer', kind: 'garbage' });
  const stream = await bianca.follow('0');
  const asked = act(bianca, 'transfer', { agent: caioId }, 'given-up');
  await expect.poll(() => world.neppo.calls().byRoute['POST /api/sessions/transfer'] ?? 0, { interval: 10 }).toBeGreaterThan(0);
  await world.restForGood();
  await asked;
  const [ended] = /^data: .*given-up.*$/m.exec(await stream.until('"act":"transfer"')) ?? [''];
  expect(ended).toContain('"result":"refused","because":"set-aside"');
  await stream.leave();
}, 30_000);

test('HUB-05, PAN-11: a message that waits while its client is erased is not sent, and is not said to be', async () => {
  world.neppo.faults({ route: 'POST /api/send/message', status: 429, retryAfter: 30 });
  const asked = act(bianca, 'messages', text('Já vejo isso'));
  await expect.poll(() => world.neppo.calls().byRoute['POST /api/send/message'] ?? 0, { interval: 10 }).toBeGreaterThan(0);
  await world.hub().settled();
  await world.hub().privacy.erase({ connection: world.connection, phone: '5511987654321' });
  expect(await asked).toMatchObject(refusedFor('session-unknown'));
  world.neppo.clearFaults();
  await world.restForGood();
  expect(JSON.stringify(world.neppo.state())).not.toContain('Já vejo isso');
}, 30_000);

const pauseReasons = async () => parseReasons((await bianca.get('me')).json['pauseReasons']);
const parseReasons = (reasons: unknown) => reasons as readonly { readonly id: string; readonly minutes?: number }[];
const parseTargets = (json: unknown) => json as { readonly agents: readonly { readonly id: string; readonly name: string; readonly state: string }[]; readonly groups: readonly { readonly id: string; readonly name: string }[] };
const parseFields = (json: unknown) => (json as { readonly fields: readonly { readonly id: string; readonly label: string }[] }).fields;
