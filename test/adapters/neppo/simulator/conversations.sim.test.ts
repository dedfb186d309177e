import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { createNeppoReader } from '../../../../src/adapters/neppo/index.ts';
import type { NeppoSimulatorOptions } from '../../../../src/adapters/neppo/simulator/index.ts';
import { aReceiver, aSimulator, contentOf, docsOf, rowAt } from './simulator-client.ts';

async function running(options: NeppoSimulatorOptions = {}) {
  const [receiver, it] = [await aReceiver(), await aSimulator(options)];
  onTestFinished(it.neppo.stop);
  onTestFinished(receiver.close);
  const { id, protocol } = it.neppo.startSession({ phone: '5511987654321', name: 'Ana', group: 'Vendas', agent: 'Bianca Prado' });
  const messages = async (session = id) =>
    (await it.list('v2/messages', { conditions: [{ key: 'session.id', value: String(session), operator: 'EQNUM' }] })).body.results;
  return { ...it, receiver, id, protocol, messages, told: () => it.neppo.settled().then(() => receiver.received) };
}

const reader = createNeppoReader();
const readings = (bodies: readonly unknown[]) => bodies.map((body) => reader.read(JSON.stringify(body)));

test('N19: messages are told to who asked for them, in both forms that were seen, each as an object and as a text', async () => {
  const { neppo, receiver, id, told } = await running({ seed: 4 });
  neppo.subscribe('Message', receiver.url);
  for (let n = 0; n < 8; n += 1) neppo.message(id, { from: 'client', text: `m${n}` });
  const bodies = await told();
  const forms = bodies.map((body) => ['component' in body && typeof body.component === 'string' ? 'a' : 'b', typeof body.content]);
  expect(new Set(forms.map(String))).toEqual(new Set(['a,object', 'a,string', 'b,object', 'b,string']));
  for (const read of readings(bodies)) expect(read).toMatchObject({ ok: true, message: { type: 'message-told' } });
});

test('a message of form a names the number and no session, one of form b the session and no number, and a whole one all', async () => {
  const { neppo, receiver, id, sim, told } = await running();
  await sim('webhooks', { entity: 'Message', url: receiver.url, shape: 'a', content: 'object' });
  for (const shape of ['a', 'b', 'whole']) {
    await sim('webhooks', { shape });
    neppo.message(id, { from: 'client', text: 'Oi' });
  }
  expect(readings(await told())).toMatchObject([
    { message: { phone: '5511987654321' } },
    { message: { part: String(id) } },
    { message: { part: String(id), phone: '5511987654321', message: { by: 'client', kind: 'text', text: 'Oi', at: '2026-05-04T17:00:00.000Z' } } },
  ]);
  const [a, b] = readings(await told());
  expect([a?.ok && a.message, b?.ok && b.message].map((message) => Object.keys(message || {}))).toEqual([['type', 'phone'], ['type', 'part']]);
});

test('messages of agents, bots and the system are told too; entities are as before', async () => {
  const { neppo, receiver, id, told } = await running();
  neppo.subscribe('Message', receiver.url);
  neppo.setMessageForm('whole');
  neppo.message(id, { from: 'agent', text: 'a' });
  neppo.message(id, { from: 'bot', text: 'b' });
  neppo.fallSilent(id);
  const read = readings(await told());
  expect(read.map((each) => each.ok && each.message.type === 'message-told' && [each.message.message?.by, each.message.message?.line])).toEqual([
    ['agent', undefined], ['bot', undefined], ['system', 'ended-by-inactivity'],
  ]);
});

test('webhooks of messages go wrong like all others: twice, overtaken, never', async () => {
  const { neppo, receiver, id, told } = await running();
  neppo.subscribe('Message', receiver.url);
  neppo.setMessageForm('whole');
  for (const webhooks of ['duplicate', 'reorder', 'drop'] as const) neppo.faults({ webhooks, entity: 'Message', times: 1, after: { duplicate: 0, reorder: 1, drop: 3 }[webhooks] });
  for (const text of ['a', 'b', 'c', 'd']) neppo.message(id, { from: 'client', text });
  const texts = (await told()).map((body) => z.looseObject({ message: z.string() }).parse(contentOf(body)).message);
  expect(texts).toEqual(['a', 'a', 'c', 'b']);
});

test('nobody is told of messages who subscribed to all entities, and none are kept back for nobody', async () => {
  const { neppo, receiver, id, told } = await running();
  neppo.subscribe('all', receiver.url);
  neppo.pauseWebhooks();
  neppo.message(id, { from: 'client', text: 'Oi' });
  expect([await told(), neppo.captured()]).toEqual([[], []]);
});

test('a file is said with the address that has it, for whoever shows the token', async () => {
  const { neppo, sim, id, messages } = await running();
  const file = { name: 'foto.jpg', type: 'image/jpeg', base64: Buffer.from('foto').toString('base64') };
  await sim(`sessions/${id}/messages`, { from: 'client', file, caption: 'o local' });
  const row = z.looseObject({ message: z.string(), contentType: z.string(), caption: z.string(), fileName: z.string() }).parse(rowAt(await messages()));
  expect(row).toMatchObject({ contentType: 'IMAGE', caption: 'o local', fileName: 'foto.jpg' });
  expect(row.message.startsWith(neppo.url)).toBe(true);
  expect((await fetch(row.message)).status).toBe(401);
});

test('a send into a session that runs is refused with a code: no such session, an end, a window that shut', async () => {
  const { neppo, post, id, renew, messages } = await running();
  const send = async (sessionId: number) => (await post('/api/send/message', { sessionId, message: 'Bom dia', contentType: 'TEXT' })).body;
  expect(await send(1)).toMatchObject({ code: 'SEND_MESSAGE.SESSION_NOT_FOUND' });
  expect(await send(id)).toMatchObject({ message: 'Bom dia', sendBy: 'agent', status: 'SENT' });
  neppo.advance(25 * 3_600_000);
  await renew();
  expect(await send(id)).toMatchObject({ code: 'SEND_MESSAGE.NO_OPEN_WINDOW' });
  neppo.message(id, { from: 'client', text: 'Oi' });
  expect(await send(id)).toMatchObject({ message: 'Bom dia' });
  neppo.close(id);
  expect(await send(id)).toMatchObject({ code: 'SEND_MESSAGE.SESSION_CLOSED' });
  expect((await messages()).length).toBe(4);
});

test('transfers at the word of an agent go to nobody who could not take them', async () => {
  const { neppo, post, get, id, sim } = await running();
  await sim('agents/Caio Nunes/status', { status: 'OFFLINE' });
  const groups = docsOf(await get(`/api/agents/groups/transfer/${id}`));
  const group = (name: string) => groups.find((row) => row.name === name);
  expect(group('Suporte')).toMatchObject({ agentsOnline: 0 });
  const transfer = async (body: object) => (await post('/api/sessions/transfer', { sessionId: id, ...body })).body;
  expect(await transfer({ groupConfId: group('Suporte')?.id })).toMatchObject({ code: 'TRANSFER.GROUP_WITHOUT_AGENTS' });
  const caio = docsOf(await get(`/api/agents/agents/transfer/${id}`)).find(({ user }) => user.name === 'Caio Nunes');
  expect(await transfer({ agentId: caio?.user.id })).toMatchObject({ code: 'TRANSFER.AGENT_UNAVAILABLE' });
  await sim('agents/Caio Nunes/status', { status: 'ONLINE' });
  expect(await transfer({ groupConfId: group('Suporte')?.id })).toMatchObject({ groupName: 'Suporte', status: 'WAITING' });
  expect(neppo.close(id).group).toBe('Suporte');
});

test('a group may ask for a classification before the end, from a tree of its own, with fields', async () => {
  const { neppo, sim, post, get } = await running();
  await sim('groups', { name: 'Cobrança', mandatoryClassification: true });
  const tree = (await sim('trees', { name: 'Cobrança', group: 'Cobrança', children: [{ name: 'Acordo', fields: [{ name: 'Valor', type: 'NUMBER', required: true }] }] })).body;
  const { id } = neppo.startSession({ phone: '5511911112222', group: 'Cobrança', agent: 'Bianca Prado' });
  expect((await post('/api/sessions/close', { sessionId: id })).body).toMatchObject({ code: 'CLOSE.CLASSIFICATION_REQUIRED' });
  const node = rowAt(tree.children);
  const [field] = docsOf(await get(`/api/classifications/custom-fields/${node.id}`));
  expect(field).toMatchObject({ name: 'Valor', type: 'NUMBER', required: true });
  const fill = (value: string) => post(`/api/classifications/session/${id}/custom-fields`, { customFields: [{ id: field?.id, value: { value } }], classificationId: node.id });
  expect((await fill(' ')).body).toMatchObject({ code: 'CUSTOM_FIELD.REQUIRED' });
  expect((await fill('10')).status).toBe(200);
  await post('/api/classification-tree/newClassificationServices', { sessionId: id, classificationTreeSession: node.id });
  expect((await post('/api/sessions/close', { sessionId: id })).body).toMatchObject({ status: 'CLOSED' });
});

test('what clients, agents and Meta do to a conversation is done over HTTP too', async () => {
  const { sim, id, messages } = await running();
  const { id: sent } = (await sim(`sessions/${id}/messages`, { from: 'agent', text: 'Oi' })).body;
  await sim(`messages/${sent}/fail`, { reason: '131026 - undeliverable' });
  await sim(`sessions/${id}/messages/${sent}/retract`, {});
  await sim('patience', { minutes: 10 });
  await sim('clock', { advanceMs: 11 * 60_000 });
  expect(await messages()).toMatchObject([
    { status: 'ERROR', statusDescription: '131026 - undeliverable' },
    { command: 'DELETE_MESSAGE', sendBy: 'system', repliedMessage: { id: sent } },
    { command: 'CLOSE_CHAT_SESSION_BY_USER_INACTIVITY', sendBy: 'system' },
  ]);
  expect((await sim(`sessions/${id}/silence`, {})).body.status).toBe('CLOSED');
});

test('a call that is over leaves its recording with the session, once', async () => {
  const { post, get, id } = await running();
  const finish = () => post('/api/callLog/finish', { call: { call_id: 'c-1', audio_url: 'https://files.example.test/c-1.mp3' }, event_code: 'call.finished' });
  expect((await finish()).status).toBe(404);
  await post('/api/callLog/create', { call_id: 'c-1', sessionId: id, phone: '5511987654321', direction: 'OUTBOUND' });
  await finish();
  await finish();
  expect(docsOf(await get(`/api/callLog/sessionId/${id}`))).toMatchObject([{ audio_url: 'https://files.example.test/c-1.mp3', createdAt: '2026-05-04T14:00:00' }]);
});
