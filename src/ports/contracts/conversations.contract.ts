import assert from 'node:assert/strict';
import type { AgentId } from '../../domain/agent/agent.ts';
import type { PartId } from '../../domain/attendance/sighting.ts';
import type { ChatMessage } from '../../domain/conversation/message.ts';
import type { Conversations } from '../conversations.ts';
import { failsWith } from './fails-with.ts';
import { defineContract } from './kit.ts';

/** A file that a client sends. */
export interface FileToSay {
  readonly name: string;
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** Conversations of a chat, and what its clients and agents do. */
export interface ConversationsSubject {
  readonly conversations: Conversations;
  /** Two parts that run, each with an agent. */
  readonly part: PartId;
  readonly otherPart: PartId;
  /** The agent of {@link part}. */
  readonly agent: AgentId;
  /** A part that never was, in the platform's own form. */
  readonly unknownPart: PartId;
  /** An address that is none of the chat's. */
  readonly strangeRef: string;
  say(part: PartId, by: 'client' | 'agent' | 'bot', text: string): Promise<void>;
  sayFile(part: PartId, file: FileToSay): Promise<void>;
  /** The file of a message is deleted. */
  loseFile(ref: string): Promise<void>;
  /** A call of the part was recorded. */
  record(part: PartId, file: FileToSay): Promise<void>;
  comment(part: PartId, text: string): Promise<void>;
  /** The client says nothing more, and the chat ends the part. */
  fallSilent(part: PartId): Promise<void>;
  /** Lets time pass for the chat. */
  passTime(ms: number): Promise<void>;
}

const SECOND_MS = 1000;
const BYTES = Uint8Array.from({ length: 1000 }, (_, n) => n % 251);
const PHOTO: FileToSay = { name: 'foto do local.jpg', contentType: 'image/jpeg', body: BYTES };
const CALL: FileToSay = { name: 'ligacao.mp3', contentType: 'audio/mpeg', body: BYTES };

const spoken = (messages: readonly ChatMessage[]): readonly ChatMessage[] => messages.filter(({ by }) => by !== 'system');
const textsOf = (messages: readonly ChatMessage[]): readonly (string | undefined)[] => spoken(messages).map(({ text }) => text);
const newest = async ({ conversations, part }: ConversationsSubject): Promise<readonly ChatMessage[]> => (await conversations.messages(part, { limit: 50 })).messages;
const count = (from: number, to: number): readonly string[] => Array.from({ length: to - from }, (_, n) => `m${from + n}`);

async function sayMany({ say, passTime, part }: ConversationsSubject, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    await passTime(SECOND_MS);
    await say(part, 'client', text);
  }
}

async function bytesOf(body: ReadableStream<Uint8Array>): Promise<readonly number[]> {
  const bytes: number[] = [];
  for (const reader = body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return bytes;
    bytes.push(...value);
  }
}

/** The address of the photograph that a client sent. */
async function photographed(subject: ConversationsSubject): Promise<string> {
  await subject.sayFile(subject.part, PHOTO);
  const [message] = spoken(await newest(subject));
  assert.ok(message?.media !== undefined, 'the message has no file');
  return message.media.ref;
}

/** Runs the promises of {@link Conversations} (PAN-11, SES-06, SES-11). */
export const conversationsContract = defineContract<ConversationsSubject>({
  'gives what was said, oldest first': async (subject) => {
    await sayMany(subject, ['a', 'b', 'c']);
    assert.deepEqual(textsOf(await newest(subject)), ['a', 'b', 'c']);
  },
  'tells when each message was said': async (subject) => {
    await sayMany(subject, ['a', 'b']);
    const [first, second] = spoken(await newest(subject));
    assert.ok(first !== undefined && second !== undefined && first.at < second.at);
  },
  'tells client, agent and bot apart, and which agent': async (subject) => {
    for (const by of ['client', 'agent', 'bot'] as const) await subject.say(subject.part, by, by);
    const said = spoken(await newest(subject));
    assert.deepEqual(said.map(({ by }) => by).toSorted(), ['agent', 'bot', 'client']);
    for (const { by, text, agentId } of said) assert.deepEqual([by, agentId], [text, by === 'agent' ? subject.agent : undefined]);
  },
  'gives the newest where there are more than asked for, and those before them behind': async (subject) => {
    await sayMany(subject, ['a', 'b', 'c']);
    const { conversations, part } = subject;
    const { messages, older } = await conversations.messages(part, { limit: 2 });
    assert.deepEqual(textsOf(messages), ['b', 'c']);
    assert.ok(older !== undefined, 'nothing tells where the older ones are');
    assert.deepEqual(textsOf((await conversations.messages(part, { limit: 1, older })).messages), ['a']);
  },
  'comes to an end when all was given': async (subject) => {
    await sayMany(subject, ['a', 'b']);
    const { messages, older } = await subject.conversations.messages(subject.part, { limit: 50 });
    assert.deepEqual([messages.length, older], [2, undefined]);
  },
  'gives each message once and leaves none out, though more is said between the pages': async (subject) => {
    const { conversations, part } = subject;
    await sayMany(subject, count(0, 120));
    const pages: (readonly ChatMessage[])[] = [];
    let older: string | undefined;
    do {
      const page = await conversations.messages(part, { limit: 35, ...(older === undefined ? {} : { older }) });
      pages.unshift(page.messages);
      older = page.older;
      await sayMany(subject, ['later']);
    } while (older !== undefined && pages.length < 10);
    assert.deepEqual(textsOf(pages.flat()), count(0, 120));
  },
  'gives no messages of other parts': async (subject) => {
    await subject.say(subject.otherPart, 'client', 'x');
    assert.deepEqual(textsOf(await newest(subject)), []);
  },
  'knows no messages of a part that never was': async ({ conversations, unknownPart }) => {
    assert.deepEqual(await conversations.messages(unknownPart, { limit: 50 }), { messages: [] });
  },
  'gives no comments': async (subject) => {
    await subject.comment(subject.part, 'só entre nós');
    assert.ok(!(await newest(subject)).some(({ text }) => text === 'só entre nós'));
  },
  'says that the session ended since its client was silent': async (subject) => {
    await subject.fallSilent(subject.part);
    const last = (await newest(subject)).at(-1);
    assert.deepEqual([last?.by, last?.line], ['system', 'ended-by-inactivity']);
  },
  'tells the kind and the name of a file': async (subject) => {
    await subject.sayFile(subject.part, PHOTO);
    const [message] = spoken(await newest(subject));
    assert.deepEqual([message?.kind, message?.media?.name], ['image', PHOTO.name]);
  },
  'opens the file of a message': async (subject) => {
    const reading = await subject.conversations.open(await photographed(subject));
    assert.ok(reading !== undefined, 'the file was not found');
    assert.deepEqual(await bytesOf(reading.body), [...BYTES]);
  },
  'gives the part of a file that is asked for': async (subject) => {
    const reading = await subject.conversations.open(await photographed(subject), 'bytes=10-19');
    assert.ok(reading !== undefined, 'the file was not found');
    assert.deepEqual([await bytesOf(reading.body), reading.contentRange], [Array.from(BYTES.subarray(10, 20)), 'bytes 10-19/1000']);
  },
  'finds no file that is gone': async (subject) => {
    const ref = await photographed(subject);
    await subject.loseFile(ref);
    assert.equal(await subject.conversations.open(ref), undefined);
  },
  'opens no address of strangers': async ({ conversations, strangeRef }) => {
    await failsWith(conversations.open(strangeRef), 'port.refused');
  },
  'gives the recordings of a part, which can be opened': async (subject) => {
    const { conversations, part, record } = subject;
    await record(part, CALL);
    const recordings = await conversations.recordings(part);
    assert.deepEqual(recordings.map((recording) => recording.part), [part]);
    const reading = await conversations.open(recordings[0]?.ref ?? '');
    assert.deepEqual(reading && await bytesOf(reading.body), [...BYTES]);
  },
  'gives no recordings of other parts': async ({ conversations, part, otherPart, record }) => {
    await record(otherPart, CALL);
    assert.deepEqual(await conversations.recordings(part), []);
  },
});
