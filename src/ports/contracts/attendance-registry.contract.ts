import assert from 'node:assert/strict';
import type { Channel } from '../../domain/attendance/channel.ts';
import type { ChatClient, Classification, PartId, Protocol, Sighting } from '../../domain/attendance/sighting.ts';
import type { AttendanceRegistry } from '../attendance-registry.ts';
import { defineContract } from './kit.ts';

/** A client who gets in touch; without a group only a bot has the session. Group and agent go by name. */
export interface SessionToStart {
  readonly client: ChatClient;
  readonly channel: Channel;
  readonly group?: string;
  readonly agent?: string;
}

/** What a session's beginning gave it. */
export interface StartedSession {
  readonly part: PartId;
  readonly protocol: Protocol;
}

/** A registry over a chat without sessions, and the deeds of its clients and agents. */
export interface AttendanceRegistrySubject {
  readonly registry: AttendanceRegistry;
  /** The names of all groups there are: two at least. */
  readonly groupNames: readonly [string, string, ...string[]];
  /** The name of an agent. */
  readonly agentName: string;
  /** Two classifications that agents may choose. */
  readonly labels: readonly [string, string];
  /** A part that never was, in the platform's own form. */
  readonly unknownPart: PartId;
  start(session: SessionToStart): Promise<StartedSession>;
  transfer(part: PartId, group: string): Promise<void>;
  /** Ends the part; the session goes on in a new one. */
  transferToNewPart(part: PartId, group: string): Promise<StartedSession>;
  comment(part: PartId, text: string): Promise<void>;
  classify(part: PartId, classification: Classification): Promise<void>;
  close(part: PartId): Promise<void>;
  /** Lets time pass for the chat. */
  passTime(ms: number): Promise<void>;
}

const CLIENT: ChatClient = { name: 'Ana Souza', phone: '5511987654321' };
const SOMEBODY_ELSE: ChatClient = { name: 'Rui Dias', phone: '5521987654321' };
const MINUTE_MS = 60_000;

const start = (subject: AttendanceRegistrySubject, wishes: Partial<SessionToStart> = {}): Promise<StartedSession> =>
  subject.start({ client: CLIENT, channel: { kind: 'whatsapp' }, group: subject.groupNames[0], ...wishes });

async function found({ registry }: AttendanceRegistrySubject, part: PartId): Promise<Sighting> {
  const sighting = await registry.findPart(part);
  assert.ok(sighting !== undefined, 'the part was not found');
  return sighting;
}

/** A session of two parts, a minute apart. */
async function twoParts(subject: AttendanceRegistrySubject): Promise<readonly [StartedSession, StartedSession]> {
  const first = await start(subject);
  await subject.passTime(MINUTE_MS);
  return [first, await subject.transferToNewPart(first.part, subject.groupNames[1])];
}

/** Runs the promises of {@link AttendanceRegistry} (SES-05, SES-09, CRD-16). */
export const attendanceRegistryContract = defineContract<AttendanceRegistrySubject>({
  'finds a part under its id, with its protocol': async (subject) => {
    const { part, protocol } = await start(subject);
    const sighting = await found(subject, part);
    assert.deepEqual([sighting.part, sighting.protocol], [part, protocol]);
  },
  'tells the client that has the session': async (subject) => {
    const { client } = await found(subject, (await start(subject)).part);
    assert.deepEqual([client.name, client.phone], [CLIENT.name, CLIENT.phone]);
  },
  'tells the channel': async (subject) => {
    const { part } = await start(subject, { channel: { kind: 'webchat' } });
    assert.deepEqual((await found(subject, part)).channel, { kind: 'webchat' });
  },
  'tells no group while only a bot has the part': async (subject) => {
    const { registry, start: startAs } = subject;
    const { part } = await startAs({ client: CLIENT, channel: { kind: 'whatsapp' } });
    const sighting = await registry.findPart(part);
    assert.ok(sighting !== undefined);
    assert.equal(sighting.group, undefined);
  },
  'tells the group of a part as the list of groups does': async (subject) => {
    const { group } = await found(subject, (await start(subject)).part);
    const listed = (await subject.registry.groups()).find(({ name }) => name === subject.groupNames[0]);
    assert.deepEqual(group, listed);
  },
  'tells the new group after a transfer': async (subject) => {
    const { part } = await start(subject);
    await subject.transfer(part, subject.groupNames[1]);
    assert.equal((await found(subject, part)).group?.name, subject.groupNames[1]);
  },
  'tells who attends a part': async (subject) => {
    const { part } = await start(subject, { agent: subject.agentName });
    assert.equal((await found(subject, part)).agent?.name, subject.agentName);
  },
  'tells that a part waits until somebody attends it': async (subject) => {
    const [waiting, open] = [await start(subject), await start(subject, { agent: subject.agentName, client: SOMEBODY_ELSE })];
    assert.deepEqual([(await found(subject, waiting.part)).state, (await found(subject, open.part)).state], ['waiting', 'open']);
  },
  'tells that a part was closed, and when': async (subject) => {
    const { part } = await start(subject);
    await subject.passTime(MINUTE_MS);
    await subject.close(part);
    const { state, endedAt, partStartedAt } = await found(subject, part);
    assert.equal(state, 'closed');
    assert.ok(endedAt !== undefined && endedAt > partStartedAt);
  },
  'tells no end while a part runs': async (subject) => {
    assert.equal((await found(subject, (await start(subject)).part)).endedAt, undefined);
  },
  'moves the source time on with each change, and leaves the beginning': async (subject) => {
    const { part } = await start(subject);
    const before = await found(subject, part);
    await subject.passTime(MINUTE_MS);
    await subject.transfer(part, subject.groupNames[1]);
    const after = await found(subject, part);
    assert.ok(after.at > before.at, 'the source time stood still');
    assert.equal(after.partStartedAt, before.partStartedAt);
  },
  'keeps the protocol when a session goes on in a new part': async (subject) => {
    const [first, second] = await twoParts(subject);
    assert.notEqual(first.part, second.part);
    assert.equal((await found(subject, second.part)).protocol, (await found(subject, first.part)).protocol);
  },
  'begins a new part when the session reaches it': async (subject) => {
    const [first, second] = await twoParts(subject);
    assert.ok((await found(subject, second.part)).partStartedAt > (await found(subject, first.part)).partStartedAt);
  },
  'knows no part that never was': async ({ registry, unknownPart }) => {
    assert.equal(await registry.findPart(unknownPart), undefined);
  },
  'answers overlapping questions each for its own part': async (subject) => {
    const parts = [(await start(subject)).part, (await start(subject, { client: SOMEBODY_ELSE })).part];
    const names = (await Promise.all(parts.map((part) => found(subject, part)))).map(({ client }) => client.name);
    assert.deepEqual(names, ['Ana Souza', 'Rui Dias']);
  },
  'lists the comments of all the parts, oldest first, whatever the order asked in': async (subject) => {
    const [first, second] = await twoParts(subject);
    await subject.comment(second.part, 'b');
    await subject.passTime(MINUTE_MS);
    await subject.comment(first.part, 'c');
    await subject.passTime(MINUTE_MS);
    await subject.comment(second.part, 'd');
    for (const parts of [[first.part, second.part], [second.part, first.part]]) {
      assert.deepEqual((await subject.registry.commentsOf(parts)).map(({ text }) => text), ['b', 'c', 'd']);
    }
  },
  'lists no comments of other parts': async (subject) => {
    const [mine, theirs] = [await start(subject), await start(subject, { client: SOMEBODY_ELSE })];
    await subject.comment(theirs.part, 'x');
    assert.deepEqual(await subject.registry.commentsOf([mine.part]), []);
  },
  'lists a comment once, though its part is asked for twice': async (subject) => {
    const { part } = await start(subject);
    await subject.comment(part, 'x');
    assert.equal((await subject.registry.commentsOf([part, part])).length, 1);
  },
  'lists no comments of a part that never was': async ({ registry, unknownPart }) => {
    assert.deepEqual(await registry.commentsOf([unknownPart]), []);
  },
  'tells when a comment was written': async (subject) => {
    const { part } = await start(subject);
    await subject.passTime(MINUTE_MS);
    await subject.comment(part, 'x');
    const [comment] = await subject.registry.commentsOf([part]);
    assert.ok(comment?.at !== undefined && comment.at > (await found(subject, part)).partStartedAt);
  },
  'gives the latest classification of all the parts': async (subject) => {
    const [first, second] = await twoParts(subject);
    await subject.classify(second.part, { label: subject.labels[0] });
    await subject.passTime(MINUTE_MS);
    await subject.classify(first.part, { label: subject.labels[1] });
    for (const parts of [[first.part, second.part], [second.part, first.part]]) {
      assert.equal((await subject.registry.classificationOf(parts))?.label, subject.labels[1]);
    }
  },
  'gives the last of several classifications of a part': async (subject) => {
    const { part } = await start(subject);
    await subject.classify(part, { label: subject.labels[0] });
    await subject.passTime(MINUTE_MS);
    await subject.classify(part, { label: subject.labels[1] });
    assert.equal((await subject.registry.classificationOf([part]))?.label, subject.labels[1]);
  },
  'keeps the comment of a classification, and makes up none': async (subject) => {
    const [first, second] = await twoParts(subject);
    await subject.classify(first.part, { label: subject.labels[0], comment: 'até sexta' });
    await subject.classify(second.part, { label: subject.labels[1] });
    assert.deepEqual(await subject.registry.classificationOf([first.part]), { label: subject.labels[0], comment: 'até sexta' });
    assert.deepEqual(await subject.registry.classificationOf([second.part]), { label: subject.labels[1] });
  },
  'gives no classification where there is none': async (subject) => {
    const [mine, theirs] = [await start(subject), await start(subject, { client: SOMEBODY_ELSE })];
    await subject.classify(theirs.part, { label: subject.labels[0] });
    assert.equal(await subject.registry.classificationOf([mine.part, subject.unknownPart]), undefined);
  },
  'tells when the youngest session began, where it tells such at all': async (subject) => {
    const { registry } = subject;
    if (registry.latestBegin === undefined) return;
    assert.equal(await registry.latestBegin(), undefined);
    await start(subject);
    const first = await registry.latestBegin();
    await subject.passTime(MINUTE_MS);
    await start(subject, { client: SOMEBODY_ELSE });
    const second = await registry.latestBegin();
    assert.ok(first !== undefined && second !== undefined && second > first);
  },
  'lists every group once, each with an id of its own': async ({ registry, groupNames }) => {
    const groups = await registry.groups();
    assert.deepEqual(groups.map(({ name }) => name).toSorted(), groupNames.toSorted());
    assert.equal(new Set(groups.map(({ id }) => id)).size, groups.length);
  },
});
