import { createServer, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { NeppoSettings } from '../../../src/adapters/neppo/index.ts';
import type { NeppoSimulatorOptions } from '../../../src/adapters/neppo/simulator/index.ts';
import type { PartId } from '../../../src/domain/attendance/sighting.ts';
import type { Conversations } from '../../../src/ports/index.ts';
import { aNeppoAccount } from './neppo-account.ts';

const parsePart = (id: number): PartId => String(id) as PartId;
const parsePort = (address: unknown): number => (address as { port: number }).port;

async function aConversation(options: NeppoSimulatorOptions = {}, settings: Partial<NeppoSettings> = {}) {
  const account = await aNeppoAccount(options, settings);
  onTestFinished(async () => account[Symbol.asyncDispose]());
  const { id, protocol } = account.neppo.startSession({ name: 'Ana Souza', phone: '5511987654321', group: 'Vendas', agent: 'Bianca Prado' });
  const part = parsePart(id);
  const conversations = theConversations(account.chat.conversations);
  return { ...account, id, part, protocol, conversations, newest: async () => (await conversations.messages(part, { limit: 50 })).messages };
}

function theConversations(conversations: Conversations | undefined): Conversations {
  if (conversations === undefined) throw new Error('The chat has no conversations.');
  return conversations;
}

/** A host beside the chat's, which notes what it is asked. */
async function aHost(answer: { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }) {
  const asked: IncomingHttpHeaders[] = [];
  const server = createServer(({ headers }, outgoing) => {
    asked.push(headers);
    outgoing.writeHead(answer.status, answer.headers).end(answer.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${parsePort(server.address())}`;
  return { asked, host, address: (path: string) => `http://${host}${path}` };
}

const textOf = async (reading: Awaited<ReturnType<Conversations['open']>>): Promise<string | undefined> =>
  reading && await new Response(reading.body).text();

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('what was said', () => {
  test('PAN-11: interactive answers are told by the text that was chosen, places and people by what is read of them', async () => {
    const { neppo, id, newest } = await aConversation();
    const say = (contentType: string, value: object) => neppo.message(id, { from: 'client', contentType, text: JSON.stringify(value) });
    say('BUTTON', { type: 'button_reply', title: 'Não tenho interesse' });
    say('INTERACTIVE', { interactive: { list_reply: { id: '2', title: 'Segunda via' } } });
    say('location', { latitude: -18.9, longitude: -48.2, name: 'Loja' });
    say('contact', { contacts: [{ name: { formatted_name: 'Rui Dias' }, phones: [{ phone: '+55 21 98765-4321' }] }] });
    expect((await newest()).map(({ kind, text }) => [kind, text])).toEqual([
      ['interactive', 'Não tenho interesse'], ['interactive', 'Segunda via'], ['location', 'Loja\n-18.9, -48.2'], ['contact', 'Rui Dias · +55 21 98765-4321'],
    ]);
  });

  test('SES-11, PAN-12: transfers, the end of a bot and ends by inactivity are lines of the system', async () => {
    const { neppo, newest, id, conversations } = await aConversation();
    neppo.transfer(id, { group: 'Suporte' });
    neppo.fallSilent(id);
    expect((await newest()).map(({ by, line }) => [by, line])).toEqual([['system', 'transferred'], ['system', 'ended-by-inactivity']]);
    const bot = neppo.startSession({ phone: '5511911112222' });
    neppo.message(bot.id, { from: 'bot', text: 'Posso ajudar?' });
    neppo.transfer(bot.id, { group: 'Vendas' });
    const told = (await conversations.messages(parsePart(bot.id), { limit: 50 })).messages;
    expect(told.map(({ by, line }) => [by, line])).toEqual([['bot', undefined], ['system', 'bot-ended']]);
  });

  test('SES-11: the clock ends a session whose client is silent for longer than the tenant waits', async () => {
    const { neppo, newest, id } = await aConversation();
    neppo.setPatience(30);
    neppo.advance(29 * 60_000);
    neppo.message(id, { from: 'client', text: 'Ainda aqui' });
    neppo.advance(29 * 60_000);
    expect((await newest()).at(-1)?.line).toBeUndefined();
    neppo.advance(2 * 60_000);
    expect((await newest()).at(-1)?.line).toBe('ended-by-inactivity');
  });

  test('a message that was taken away says which, and an answer says to what', async () => {
    const { neppo, newest, id } = await aConversation();
    const asked = neppo.message(id, { from: 'client', text: 'Quanto?' });
    neppo.message(id, { from: 'agent', text: 'Dez', replyTo: asked.id });
    neppo.retract(id, asked.id);
    expect((await newest()).map(({ line, replyTo }) => [line, replyTo])).toEqual([[undefined, undefined], [undefined, String(asked.id)], ['message-removed', String(asked.id)]]);
  });

  test('how far a message of ours has come is told, and why it failed by its code alone', async () => {
    const { neppo, newest, id, clock } = await aConversation();
    neppo.message(id, { from: 'client', text: 'Oi' });
    const { id: failed } = neppo.message(id, { from: 'agent', text: 'a' });
    neppo.failMessage(failed, '131047 - Re-engagement message to 5511987654321');
    neppo.message(id, { from: 'agent', text: 'b' });
    const states = async () => (await newest()).map(({ state, failure }) => [state, failure]);
    expect(await states()).toEqual([[undefined, undefined], ['failed', '131047'], ['sent', undefined]]);
    clock.advance(5_000);
    expect((await states()).at(-1)).toEqual(['delivered', undefined]);
    clock.advance(60_000);
    expect((await states()).at(-1)).toEqual(['read', undefined]);
  });

  test('a page is 50 at most, so that more are asked for as often as needed', async () => {
    const { neppo, id, part, conversations } = await aConversation();
    for (let n = 0; n < 130; n += 1) neppo.message(id, { from: 'client', text: `m${n}` });
    neppo.reset({ calls: true });
    const { messages, older } = await conversations.messages(part, { limit: 120 });
    expect([messages.length, messages.at(-1)?.text, messages[0]?.text]).toEqual([120, 'm129', 'm10']);
    expect(neppo.calls().byRoute['POST /chatapi/1.0/api/v2/messages']).toBe(3);
    const rest = await conversations.messages(part, { limit: 50, ...(older === undefined ? {} : { older }) });
    expect(rest.messages.map(({ text }) => text)).toEqual(Array.from({ length: 10 }, (_, n) => `m${n}`));
    expect(rest).not.toHaveProperty('older');
  });

  test('rows of another session are no answer', async () => {
    const { neppo, another, part } = await aConversation({}, { routes: { messages: 'gateway:/chatapi/1.0/api/messages' } });
    neppo.message(neppo.startSession({ phone: '5511911112222', group: 'Vendas' }).id, { from: 'client', text: 'x' });
    await expect(theConversations(another().conversations).messages(part, { limit: 10 })).rejects.toMatchObject({ code: 'port.drifted' });
  });

  test('N19: whether new messages are told, or asked for, is a setting', async () => {
    const { conversations, another } = await aConversation();
    expect(conversations.news).toBe('told');
    expect(theConversations(another({ settings: { messages: { source: 'poll' } } }).conversations).news).toBe('asked');
  });
});

describe('the files of a conversation', () => {
  test('are read with their type and length as the chat names them, hostile ones too', async () => {
    const { neppo, id, newest, conversations } = await aConversation();
    const name = '../../<script>alert(1)</script>\r\nx: y.html';
    neppo.message(id, { from: 'client', text: '', file: { name, type: 'text/html', base64: base64('<script>') } });
    const [message] = await newest();
    expect(message).toMatchObject({ kind: 'file', media: { name } });
    const reading = await conversations.open(message?.media?.ref ?? '');
    expect(reading).toMatchObject({ contentType: 'text/html', length: 8 });
    expect(await textOf(reading)).toBe('<script>');
  });

  test('are not held here: what is not read yet stays with the chat', async () => {
    const { neppo, conversations } = await aConversation();
    const reading = await conversations.open(neppo.keepFile({ name: 'longo.mp4', type: 'video/mp4', length: 64 * 1024 * 1024 }));
    const reader = reading?.body.getReader();
    const first = await reader?.read();
    expect(first?.value?.byteLength).toBeLessThan(4 * 1024 * 1024);
    await reader?.cancel();
  });

  test('are asked for with the credential on the own hosts alone; where one sends on, without', async () => {
    const { neppo, conversations } = await aConversation();
    const ref = neppo.keepFile({ name: 'foto.jpg', type: 'image/jpeg', base64: base64('foto'), sentOn: true });
    expect(await textOf(await conversations.open(ref))).toBe('foto');
  });

  test('of hosts in the settings are asked for without the credential, others not at all', async () => {
    const files = await aHost({ status: 200, headers: { 'content-type': 'image/png' }, body: 'png' });
    const { another, conversations } = await aConversation();
    await expect(conversations.open(files.address('/a.png'))).rejects.toMatchObject({ code: 'port.refused' });
    expect(files.asked).toEqual([]);
    const open = theConversations(another({ settings: { mediaHosts: [files.host] } }).conversations).open;
    expect(await textOf(await open(files.address('/a.png')))).toBe('png');
    expect(files.asked.map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  test.each([
    ['another host with the name of the own one in it', (own: string) => `http://${new URL(own).host}@elsewhere.example/a`],
    ['the own host with a password', (own: string) => own.replace('http://', 'http://u:p@')],
    ['another port', (own: string) => `${new URL(own).protocol}//127.0.0.1:1/a`],
    ['a file of this machine', () => 'file:///etc/passwd'],
    ['data', () => 'data:text/html,x'],
    ['no address', () => 'http://'],
  ])('are not asked for at %s', async (_what, address) => {
    const { neppo, conversations } = await aConversation();
    neppo.reset({ calls: true });
    await expect(conversations.open(address(neppo.url))).rejects.toMatchObject({ code: 'port.refused' });
    expect(neppo.calls().total).toBe(0);
  });

  test('that are sent on for ever, or to what is no web address, are given up', async () => {
    const { another } = await aConversation();
    const [circle, file] = [await aHost({ status: 302, headers: { location: '/again' } }), await aHost({ status: 302, headers: { location: 'file:///etc/passwd' } })];
    const { open } = theConversations(another({ settings: { mediaHosts: [circle.host, file.host] } }).conversations);
    await expect(open(circle.address('/a'))).rejects.toMatchObject({ code: 'port.drifted' });
    expect(circle.asked).toHaveLength(4);
    await expect(open(file.address('/a'))).rejects.toMatchObject({ code: 'port.refused' });
  });

  test('are asked for anew when the token was replaced meanwhile', async () => {
    const { neppo, conversations, clock } = await aConversation();
    const ref = neppo.keepFile({ name: 'a.txt', type: 'text/plain', base64: base64('a') });
    expect(await textOf(await conversations.open(ref))).toBe('a');
    clock.advance(2 * 3_600_000);
    expect(await textOf(await conversations.open(ref))).toBe('a');
  });

  test.each([
    [{ kind: 'status', status: 503 } as const, { code: 'port.unreachable' }],
    [{ kind: 'status', status: 429, retryAfter: 7 } as const, { code: 'port.throttled', retry: { afterMs: 7_000 } }],
    [{ kind: 'reset' } as const, { code: 'port.unreachable', mayHaveHappened: 'no' }],
    [{ kind: 'timeout' } as const, { code: 'port.timed-out' }],
  ])('fail as every call does (%j)', async (fault, failure) => {
    const { neppo, another } = await aConversation();
    const ref = neppo.keepFile({ name: 'a.txt', type: 'text/plain', base64: base64('a') });
    neppo.faults({ route: '/chat/api/files/*', ...fault });
    await expect(theConversations(another({ settings: { timeoutMs: 300 } }).conversations).open(ref)).rejects.toMatchObject(failure);
  });

  test('are counted as calls, under a route that names no file', async () => {
    const { neppo, conversations, notes } = await aConversation();
    await conversations.open(neppo.keepFile({ name: 'segredo.txt', type: 'text/plain', length: 1 }));
    expect(notes.at(-1)).toMatchObject({ route: 'GET file of a conversation', outcome: 'ok' });
  });
});
