import { describe, expect, onTestFinished, test } from 'vitest';
import { parseNeppoConfig, type NeppoSettings } from '../../../src/adapters/neppo/index.ts';
import type { HttpFaultKind, NeppoSimulatorOptions } from '../../../src/adapters/neppo/simulator/index.ts';
import { translateChatRefusal } from '../../../src/adapters/neppo/translate/chat-refusal.ts';
import type { AgentId } from '../../../src/domain/agent/agent.ts';
import type { GroupId, PartId } from '../../../src/domain/attendance/sighting.ts';
import { epochMsOf } from '../../../src/domain/kernel/instant.ts';
import type { AttendanceActions, Chat } from '../../../src/ports/index.ts';
import { aNeppoAccount, NOON } from './neppo-account.ts';

const parsePart = (id: unknown): PartId => String(id) as PartId;
const parseAgent = (id: unknown): AgentId => String(id) as AgentId;
const parseGroup = (id: unknown): GroupId => String(id) as GroupId;

async function aDesk(options: NeppoSimulatorOptions = {}, settings: Partial<NeppoSettings> = {}) {
  const account = await aNeppoAccount(options, settings);
  onTestFinished(async () => account[Symbol.asyncDispose]());
  const { neppo, chat } = account;
  const { id, protocol } = neppo.startSession({ name: 'Ana Souza', phone: '5511987654321', group: 'Vendas', agent: 'Bianca Prado' });
  const group = (name: string) => parseGroup(neppo.saveGroup({ name })['id']);
  return {
    ...account, id, protocol, group, part: parsePart(id), actions: theActions(chat),
    bianca: parseAgent(neppo.saveAgent({ name: 'Bianca Prado' })['id']), caio: parseAgent(neppo.saveAgent({ name: 'Caio Nunes' })['id']),
    said: async (part = parsePart(id)) => (await chat.conversations?.messages(part, { limit: 50 }))?.messages.filter(({ by }) => by === 'agent') ?? [],
  };
}

function theActions({ actions }: Chat): AttendanceActions {
  if (actions === undefined) throw new Error('The chat has no actions.');
  return actions;
}

const HELLO = { kind: 'text', text: 'Bom dia' } as const;

describe('an answer that was lost', () => {
  const lost: readonly [HttpFaultKind, string][] = [['reset-after-write', 'port.unreachable'], ['late-write', 'port.timed-out']];

  test.each(lost)('SND-03: %s: a message that was sent all the same is found, and sent no second time', async (kind, code) => {
    const { neppo, another, part, bianca, clock, said } = await aDesk();
    const actions = theActions(another({ settings: { timeoutMs: 300 } }));
    await actions.send(part, { kind: 'text', text: 'Antes' }, bianca);
    const known = (await said()).map(({ id }) => id);
    const since = clock.now();
    neppo.faults({ route: 'POST /api/send/message', kind, times: 1, ms: 400 });
    await expect(actions.send(part, HELLO, bianca)).rejects.toMatchObject({ code, mayHaveHappened: 'yes' });
    await expect.poll(async () => (await said()).length).toBe(2);
    expect(await actions.findSent(part, HELLO, bianca, { since, known })).toEqual({ found: (await said()).at(-1)?.id, believable: true });
  });

  test.each(lost)('%s: whatever else agents do may have happened', async (kind, code) => {
    const { neppo, another, part, bianca, group, clock } = await aDesk();
    const actions = theActions(another({ settings: { timeoutMs: 300 } }));
    await actions.send(part, HELLO, bianca);
    const deeds: readonly (readonly [string, () => Promise<unknown>])[] = [
      ['POST /api/sessions/comment', async () => await actions.comment(part, 'x', bianca)],
      ['POST /api/upload', async () => await actions.upload({ name: 'a', contentType: 'text/plain', body: new Uint8Array([1]) })],
      ['POST /api/sessions/transfer', async () => await actions.transfer(part, { group: group('Suporte') }, bianca)],
      ['POST /api/classification-tree/classificationServices', async () => await actions.classify(part, { nodeId: '5' }, bianca)],
      ['POST /api/agents/{userName}/status', async () => await actions.pause(bianca, '1')],
      ['POST /api/callLog/create', async () => await actions.noteCall({ agentId: bianca, callId: 'c', phone: '5511987654321', direction: 'in', at: clock.now() })],
      ['POST /api/sessions/close', async () => await actions.close(part, bianca)],
    ];
    for (const [route, act] of deeds) {
      neppo.faults({ route, kind, times: 1, ms: 400 });
      await expect(act(), route).rejects.toMatchObject({ code, mayHaveHappened: 'yes' });
    }
  });

  test('a transfer that opened a new part is not made again', async () => {
    const { neppo, actions, part, bianca, group, protocol } = await aDesk({ transferMakesNewPart: true });
    neppo.faults({ route: 'POST /api/sessions/transfer', kind: 'reset-after-write', times: 1 });
    const to = { group: group('Suporte') };
    await expect(actions.transfer(part, to, bianca)).rejects.toMatchObject({ mayHaveHappened: 'yes' });
    expect(await actions.transfer(part, to, bianca)).toEqual({ outcome: 'done' });
    expect(neppo.calls().byRoute['POST /api/sessions/transfer']).toBe(1);
    expect(neppo.close(protocol).group).toBe('Suporte');
    expect(await actions.transfer(part, to, bianca)).toEqual({ outcome: 'refused', because: 'session-ended' });
  });

  test('a message that Neppo took without telling which is looked for, as one whose answer was lost', async () => {
    const { neppo, actions, part, bianca, clock, said } = await aDesk();
    const since = clock.now();
    neppo.faults({ route: 'POST /api/send/message', kind: 'drift', times: 1 });
    await expect(actions.send(part, HELLO, bianca)).rejects.toMatchObject({ code: 'port.drifted', mayHaveHappened: 'yes' });
    expect(await actions.findSent(part, HELLO, bianca, { since, known: [] })).toEqual({ found: (await said())[0]?.id, believable: true });
  });

  test('SND-03: what was written is found although the clock of Neppo is twenty seconds behind', async () => {
    const { actions, part, bianca, clock, said } = await aDesk({ clock: { now: () => epochMsOf(NOON) - 20_000 } });
    const since = clock.now();
    await actions.send(part, HELLO, bianca);
    await actions.comment(part, 'Pediu retorno', bianca);
    expect(await actions.findSent(part, HELLO, bianca, { since, known: [] })).toEqual({ found: (await said())[0]?.id, believable: true });
    expect(await actions.findComment(part, 'Pediu retorno', { since })).toEqual({ found: '1', believable: true });
  });

  test('a message sent twice is found with its double', async () => {
    const { actions, part, bianca, clock, said } = await aDesk();
    const since = clock.now();
    for (let n = 0; n < 2; n += 1) await actions.send(part, HELLO, bianca);
    const [first, second] = (await said()).map(({ id }) => id);
    expect(await actions.findSent(part, HELLO, bianca, { since, known: [] })).toEqual({ found: first, others: [second], believable: true });
  });

  test('a message is found behind much that was said since', async () => {
    const { neppo, actions, part, bianca, clock, id, said } = await aDesk();
    neppo.message(id, { from: 'client', text: 'Oi' });
    clock.advance(60_000);
    const since = clock.now();
    await actions.send(part, HELLO, bianca);
    const [sent] = await said();
    for (let n = 0; n < 120; n += 1) neppo.message(id, { from: 'client', text: `m${n}` });
    expect(await actions.findSent(part, HELLO, bianca, { since, known: [] })).toEqual({ found: sent?.id, believable: true });
  });
});

describe('what Neppo declines', () => {
  test.each([
    ['FREE_TEXT.NO_OPEN_WINDOW', 'window-shut'],
    ['FREE_TEXT.SESSION_NOT_FOUND', 'session-unknown'],
    ['FREE_TEXT.USER_NOT_FOUND', 'client-unknown'],
    ['FREE_TEXT.USER_HAS_OPEN_SESSION', 'other-session-open'],
    ['FREE_TEXT.WHATSAPP_PARTNER_GROUP_NOT_FOUND', 'group-without-channel'],
    ['FREE_TEXT.SESSION_OPEN', 'refused'],
    ['FREE_TEXT.__proto__', 'refused'],
  ])('%s is %s, and the code is kept', (code, because) => {
    const { actions } = parseNeppoConfig({ tenantUrl: 'https://a.example', credentials: { consumerKey: 'a', consumerSecret: 'b', username: 'c', password: 'd' } });
    expect(translateChatRefusal(JSON.stringify({ code }), actions.refusalCodes)).toEqual({ because, detail: code });
  });

  test('free text serves as the route of messages, and its codes are told', async () => {
    const { actions, part, bianca } = await aDesk({}, { routes: { messageSend: 'tenant:/api/send/free-text' } });
    expect(await actions.send(part, HELLO, bianca)).toEqual({ outcome: 'refused', because: 'refused', detail: 'FREE_TEXT.SESSION_OPEN' });
  });

  test('a code of a tenant of its own is given a reason by a setting', async () => {
    const { actions, part, bianca } = await aDesk({}, { routes: { messageSend: 'tenant:/api/send/free-text' }, actions: { refusalCodes: { SESSION_OPEN: 'other-session-open' } } });
    expect(await actions.send(part, HELLO, bianca)).toMatchObject({ because: 'other-session-open' });
  });

  test('what the credential may not do is told as such, without words of the platform', async () => {
    const { neppo, actions, part, bianca } = await aDesk();
    neppo.faults({ route: 'POST /api/sessions/comment', status: 403, times: 1 });
    expect(await actions.comment(part, 'x', bianca)).toEqual({ outcome: 'refused', because: 'not-allowed', detail: '900908' });
  });

  test('trouble is no refusal', async () => {
    const { neppo, actions, part, bianca } = await aDesk();
    neppo.faults({ route: 'POST /api/send/message', status: 429, retryAfter: 3, times: 1 });
    await expect(actions.send(part, HELLO, bianca)).rejects.toMatchObject({ code: 'port.throttled', mayHaveHappened: 'no' });
  });
});

describe('the desk of a Neppo', () => {
  test('PAN-07: a repeat of a classification replaces it under its own id, in the form of a group that asks for one', async () => {
    const { neppo, actions, bianca, chat } = await aDesk();
    neppo.saveGroup({ name: 'Cobrança', mandatoryClassification: true });
    const tree = neppo.plantTree({ name: 'Cobrança', children: [{ name: 'Acordo' }, { name: 'Promessa' }] }, 'Cobrança');
    const part = parsePart(neppo.startSession({ phone: '5511911112222', group: 'Cobrança', agent: 'Bianca Prado' }).id);
    const { tree: shown } = await actions.classificationOf(parseGroup(neppo.saveGroup({ name: 'Cobrança' })['id']));
    expect(shown).toMatchObject({ id: String(tree['id']), label: 'Cobrança', children: [{ label: 'Acordo', children: [] }, { label: 'Promessa' }] });
    for (const { id } of shown?.children ?? []) await actions.classify(part, { nodeId: id }, bianca);
    expect(neppo.state()['classifications']).toHaveLength(1);
    expect(await chat.attendance.classificationOf([part])).toEqual({ label: 'Promessa' });
    expect(neppo.calls().byRoute).toMatchObject({ 'POST /api/classification-tree/newClassificationServices': 2 });
  });

  test('a group without a tree has nothing to choose', async () => {
    const { neppo, actions } = await aDesk();
    const id = parseGroup(neppo.saveGroup({ name: 'Triagem', treeId: null })['id']);
    expect(await actions.classificationOf(id)).toEqual({ groupId: id, mandatory: 'no' });
  });

  test('PAN-08: a pause is noted with its reason; reasons come with their time', async () => {
    const { neppo, actions, bianca } = await aDesk();
    expect(await actions.pauseReasons()).toContainEqual({ id: '2', label: 'Almoço', minutes: 60 });
    await actions.pause(bianca, '2');
    expect(neppo.calls().byRoute['POST /api/agents/{userName}/status']).toBe(1);
    expect(await actions.availability(bianca)).toMatchObject({ state: 'paused', reasonId: '2' });
  });

  test('PAN-06: a paused agent is listed as such, and whoever has the session is not', async () => {
    const { neppo, actions, part, bianca, caio } = await aDesk();
    neppo.setAgentStatus('Caio Nunes', 'FIRST_PAUSE');
    const { agents } = await actions.targets(part);
    expect(agents.map(({ id }) => id)).not.toContain(bianca);
    expect(agents.find(({ id }) => id === caio)).toEqual({ id: caio, name: 'Caio Nunes', state: 'paused' });
  });

  test('the agent who writes is named in the conversation, though the hub has one credential for all', async () => {
    const { actions, part, caio, said } = await aDesk();
    await actions.send(part, HELLO, caio);
    expect(await said()).toMatchObject([{ agentId: caio, authorName: 'Caio Nunes', state: 'sent' }]);
  });

  test('SES-05: a comment carries the agent who wrote it', async () => {
    const { actions, part, caio, chat } = await aDesk();
    await actions.comment(part, 'Pediu retorno', caio);
    expect(await chat.attendance.commentsOf([part])).toMatchObject([{ text: 'Pediu retorno', author: 'caio.nunes' }]);
  });

  test('an agent is asked for once, however much is written', async () => {
    const { neppo, actions, part, bianca } = await aDesk();
    neppo.reset({ calls: true });
    for (let n = 0; n < 3; n += 1) await actions.send(part, { kind: 'text', text: `m${n}` }, bianca);
    expect(neppo.calls().byRoute).toEqual({ 'POST /oauth2/token': 1, 'POST /chatapi/1.0/api/agent': 1, 'POST /api/send/message': 3 });
  });

  test('a file keeps its bytes and its name on the way', async () => {
    const { actions, part, bianca, chat, said } = await aDesk();
    const body = Uint8Array.from({ length: 300 }, (_, n) => n % 256);
    const ref = await actions.upload({ name: 'orçamento "2026".pdf', contentType: 'application/pdf', body });
    await actions.send(part, { kind: 'file', ref, name: 'orçamento "2026".pdf' }, bianca);
    const [message] = await said();
    expect(message).toMatchObject({ kind: 'file', media: { name: 'orçamento "2026".pdf' } });
    const reading = await chat.conversations?.open(message?.media?.ref ?? '');
    expect(reading?.contentType).toBe('application/pdf');
    expect(new Uint8Array(await new Response(reading?.body).arrayBuffer())).toEqual(body);
  });
});
