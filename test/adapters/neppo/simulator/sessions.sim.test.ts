import { expect, onTestFinished, test } from 'vitest';
import { aReceiver, aSimulator, contentOf } from './simulator-client.ts';
import type { NeppoSimulatorOptions } from '../../../../src/adapters/neppo/simulator/index.ts';

async function running(options: NeppoSimulatorOptions = {}) {
  const receiver = await aReceiver();
  const it = await aSimulator(options);
  onTestFinished(receiver.close);
  onTestFinished(it.neppo.stop);
  it.neppo.subscribe('all', receiver.url);
  const told = async () => {
    await it.neppo.settled();
    return receiver.received.map(({ entity, action }) => `${entity} ${action}`);
  };
  const session = async (id: number) =>
    (await it.list('v2/user-session', { conditions: [{ key: 'id', value: String(id), operator: 'EQNUM' }] })).body.results[0];
  return { ...it, receiver, told, session };
}

test('an unknown client who writes becomes a user, then a session in the queue of its group', async () => {
  const { sim, told, receiver, session } = await running();
  const started = await sim('sessions', { phone: '5531987654321', name: 'Lia Matos', group: 'Vendas', channel: 'whatsapp' });
  expect(started.status).toBe(200);
  expect(started.body).toMatchObject({ id: 6001, protocol: 'WA00000000001' });
  expect(await told()).toEqual(['User CREATE', 'ChatSession CREATE']);
  expect(receiver.received.map(({ type }) => type)).toEqual(['ENTITY', 'ENTITY']);
  expect(contentOf(receiver.received[0])).toMatchObject({ userName: 'whatsapp_553187654321', phone: '553187654321', name: 'Lia Matos' });
  const row = await session(started.body.id);
  expect(contentOf(receiver.received[1])).toEqual(row);
  expect(row).toMatchObject({
    status: 'WAITING', channel: 'WHATSAPP', lastAgent: 'queue', groupList: null, groupName: 'Vendas', groupConfId: 31, onlyBot: false,
    groupConf: { id: 31, name: 'Vendas', operation: { operationName: 'Comercial' } },
    externalProtocol: '553187654321', createdAt: '2026-05-04T14:00:00', attendedAt: null, closedAt: null, directMessageId: null,
  });
});

test('a known client starts a session without a new user; São Paulo numbers keep the ninth digit', async () => {
  const { neppo, told, session } = await running();
  const first = neppo.startSession({ phone: '+55 (11) 98765-4321', name: 'Ivo', group: 'Vendas' });
  const second = neppo.startSession({ phone: '5511987654321', group: 'Suporte' });
  expect(second.userId).toBe(first.userId);
  expect(await told()).toEqual(['User CREATE', 'ChatSession CREATE', 'ChatSession CREATE']);
  expect((await session(second.id))?.user.phone).toBe('5511987654321');
});

test('the number is unique only as written: a client registered with the ninth digit is another one to WhatsApp', async () => {
  const { neppo, post } = await running();
  const saved = await post('/chatapi/1.0/api/users/save', { phone: '5531987654321', displayName: 'Lia' });
  expect(neppo.startSession({ phone: '5531987654321', group: 'Vendas' }).userId).not.toBe(saved.body.id);
  expect(neppo.startSession({ phone: '5531987654321', group: 'Vendas', channel: 'Voice' }).userId).toBe(saved.body.id);
});

test('without a group, or with bot, the bot has the session until a transfer', async () => {
  const { neppo, session } = await running();
  const { id } = neppo.startSession({ phone: '5511987654321' });
  expect(await session(id)).toMatchObject({ groupConf: null, groupConfId: null, onlyBot: true, status: 'OPEN', agent: null });
  neppo.transfer(id, { group: 'Vendas' });
  expect(await session(id)).toMatchObject({ groupName: 'Vendas', onlyBot: false, status: 'WAITING' });
  const other = neppo.startSession({ phone: '5511987654321', group: 'Vendas', bot: true });
  expect((await session(other.id))?.onlyBot).toBe(true);
});

test('channels go by their names in any case and give the protocol its prefix', async () => {
  const { neppo } = await running();
  const start = (channel: string, more = {}) => neppo.startSession({ channel, group: 'Vendas', ...more });
  expect(start('Voice', { phone: '551133334444' })).toMatchObject({ channel: 'VOICE', protocol: 'VC00000000001' });
  expect(start('EMAIL', { email: 'ivo@cliente.example' })).toMatchObject({ channel: 'EMAIL', protocol: 'EM00000000002' });
  expect(start('webchat').protocol).toBe('WC00000000003');
  expect(start('instagram').protocol).toBe('IT00000000004');
  expect(start('messenger')).toMatchObject({ channel: 'FACEBOOK', protocol: 'FB00000000005' });
});

test('a transfer updates the same row, keeps the protocol and names the new agent', async () => {
  const { neppo, told, session } = await running();
  const { id } = neppo.startSession({ phone: '5511987654321', group: 'Vendas', agent: 'Bianca Prado' });
  neppo.advance(5000);
  const moved = neppo.transfer(id, { group: 'Suporte', agent: 'caio.nunes@empresa.example' });
  expect(moved).toMatchObject({ id, group: 'Suporte', agent: 'Caio Nunes', status: 'OPEN' });
  expect(await told()).toEqual(['User CREATE', 'ChatSession CREATE', 'ChatSession UPDATE']);
  expect(await session(id)).toMatchObject({ lastAgent: 'caio.nunes', groupName: 'Suporte', updatedAt: '2026-05-04T14:00:05', agent: { displayName: 'Caio Nunes' } });
});

test('a transfer may close the part and open a new session id with the same protocol', async () => {
  const { neppo, sim, told, session } = await running();
  const { id, protocol } = neppo.startSession({ phone: '5511987654321', group: 'Vendas' });
  const { body } = await sim(`sessions/${id}/transfer`, { group: 'Suporte', newPart: true });
  expect(body.protocol).toBe(protocol);
  expect(body.id).not.toBe(id);
  expect(await session(id)).toMatchObject({ status: 'CLOSED', groupName: 'Vendas' });
  expect(await told()).toEqual(['User CREATE', 'ChatSession CREATE', 'ChatSession UPDATE', 'ChatSession CREATE']);
  expect(neppo.close(protocol).id).toBe(body.id);
});

test('a simulator may be told that its transfers always make a new part', async () => {
  const { neppo } = await running({ transferMakesNewPart: true });
  const { id } = neppo.startSession({ phone: '5511987654321', group: 'Vendas' });
  expect(neppo.transfer(id, { group: 'Suporte' }).id).not.toBe(id);
  expect(neppo.transfer(id + 1, { agent: 'Caio Nunes' }).id).toBe(id + 1);
});

test('messages tell nobody, but an agent who answers takes the session from the queue', async () => {
  const { neppo, told, session, sim } = await running();
  const { id } = neppo.startSession({ phone: '5511987654321', group: 'Suporte' });
  await sim(`sessions/${id}/messages`, { from: 'client', text: 'Oi' });
  expect(await told()).toHaveLength(2);
  await sim(`sessions/${id}/messages`, { from: 'agent', text: 'Boa tarde' });
  await sim(`sessions/${id}/messages`, { from: 'agent', text: 'Em que posso ajudar?' });
  expect((await told()).slice(2)).toEqual(['ChatSession UPDATE']);
  expect(await session(id)).toMatchObject({ status: 'OPEN', lastAgent: 'caio.nunes', attendedAt: '2026-05-04T14:00:00' });
});

test('a comment, a classification and the end are told; ending twice is not', async () => {
  const { neppo, sim, told, receiver, session, get } = await running();
  const { id, protocol } = neppo.startSession({ phone: '5511987654321', name: 'Ivo', group: 'Vendas', agent: 'Bianca Prado' });
  await sim(`sessions/${protocol}/comments`, { text: 'Pediu retorno', agent: 'Bianca Prado' });
  await sim(`sessions/${id}/classify`, { classification: 'Venda fechada', comment: '10 unidades' });
  neppo.advance(60_000);
  await sim(`sessions/${id}/close`, {});
  expect((await sim(`sessions/${id}/close`, {})).body.status).toBe('CLOSED');
  expect((await told()).slice(2)).toEqual(['ChatSession UPDATE', 'ClassificationServices CREATE', 'ChatSession UPDATE']);
  expect(contentOf(receiver.received[3])).toMatchObject({ sessionId: id, commentClassification: '10 unidades', groupName: 'Vendas', displayName: 'Ivo' });
  expect(await session(id)).toMatchObject({ status: 'CLOSED', closedAt: '2026-05-04T14:01:00', tme: 0, tma: 60_000 });
  expect((await get(`/api/sessions/comment/${id}`)).body).toMatchObject([{ comment: 'Pediu retorno', createdBy: 'bianca.prado' }]);
});

test('a reopened session is open again, without an end', async () => {
  const { neppo, session } = await running();
  const { id } = neppo.startSession({ phone: '5511987654321', group: 'Vendas', agent: 'Bianca Prado' });
  neppo.close(id);
  neppo.advance(1000);
  neppo.reopen(id);
  expect(await session(id)).toMatchObject({ status: 'OPEN', closedAt: null, updatedAt: '2026-05-04T14:00:01' });
});

test('an unknown classification joins the tree', async () => {
  const { neppo, get } = await running();
  const { id } = neppo.startSession({ phone: '5511987654321', group: 'Vendas' });
  neppo.classify(id, 'Troca de produto');
  const tree = (await get(`/api/classification-tree/bySession/${id}`)).body;
  expect(tree.children.map((node) => node.name)).toContain('Troca de produto');
  expect(tree.classificationServices).toHaveLength(1);
});

test('bad input is answered with 400 and its field, unknown names with 404 and the known ones', async () => {
  const { neppo, sim } = await running();
  const { id } = neppo.startSession({ phone: '5511987654321', group: 'Vendas' });
  const field = async (path: string, body: unknown) => {
    const answer = await sim(path, body);
    return [answer.status, answer.body.field];
  };
  expect(await field('sessions', { group: 'Vendas' })).toEqual([400, 'phone']);
  expect(await field('sessions', { phone: '5511987654321', channel: 'pigeon' })).toEqual([400, 'channel']);
  expect(await field(`sessions/${id}/messages`, { from: 'nobody', text: 'x' })).toEqual([400, 'from']);
  expect(await field(`sessions/${id}/transfer`, {})).toEqual([400, 'group']);
  expect(await field(`sessions/${id}/classify`, {})).toEqual([400, 'classification']);
  expect(await field('webhooks', { entity: 'Deal', url: 'http://127.0.0.1:1' })).toEqual([400, 'entity']);
  expect(await field('faults', { kind: 'odd' })).toEqual([400, 'kind']);
  expect((await sim(`sessions/${id}/transfer`, { group: 'Nenhum' })).body.known).toEqual(['Vendas', 'Suporte', 'Financeiro', 'Pós-venda']);
  expect((await sim('sessions', { phone: '5511987654321', group: 'Nenhum' })).status).toBe(404);
  expect((await sim('sessions/WA99999999999/close', {})).status).toBe(404);
});

test('a known client keeps its name, and what it tells for the first time is told on', async () => {
  const { neppo, told, session } = await running();
  neppo.startSession({ phone: '5511987654321', group: 'Vendas' });
  neppo.startSession({ phone: '5511987654321', name: 'Ivo', group: 'Vendas' });
  const { id } = neppo.startSession({ phone: '5511987654321', name: 'Outro', group: 'Vendas', email: 'ivo@cliente.example' });
  expect((await session(id))?.user).toMatchObject({ name: 'Ivo', email: 'ivo@cliente.example' });
  expect((await told()).filter((each) => each.startsWith('User'))).toEqual(['User CREATE', 'User UPDATE', 'User UPDATE']);
});

test('a part that has ended cannot be transferred', async () => {
  const { neppo, sim } = await running();
  const { id } = neppo.startSession({ phone: '5511987654321', group: 'Vendas' });
  neppo.close(id);
  expect((await sim(`sessions/${id}/transfer`, { group: 'Suporte' })).status).toBe(409);
});
