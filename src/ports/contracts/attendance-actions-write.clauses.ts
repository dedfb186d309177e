import assert from 'node:assert/strict';
import type { PartId } from '../../domain/attendance/sighting.ts';
import type { ChatMessage, MessageId } from '../../domain/conversation/message.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { OutgoingMessage } from '../attendance-actions.ts';
import { isPortFailure } from '../failures.ts';
import type { AttendanceActionsSubject as Subject } from './attendance-actions-subject.ts';
import type { Clauses } from './kit.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const HELLO: OutgoingMessage = { kind: 'text', text: 'Bom dia, Ana' };

const said = async ({ conversations }: Subject, part: PartId): Promise<readonly ChatMessage[]> =>
  (await conversations.messages(part, { limit: 50 })).messages.filter(({ by }) => by !== 'system');

async function sent({ actions, agent }: Subject, part: PartId, message: OutgoingMessage): Promise<ChatMessage> {
  const done = await actions.send(part, message, agent);
  assert.ok(done.outcome === 'done', 'the message was refused');
  return done.message;
}

async function losing(subject: Subject, act: 'send' | 'comment', work: () => Promise<unknown>): Promise<void> {
  await subject.loseAnswerOf(act);
  const failure = await work().then(() => undefined, (error: unknown) => error);
  assert.ok(isPortFailure(failure) && failure.mayHaveHappened === 'yes', 'the lost answer was not told of');
}

/** A part in which the client has said something, and since when nothing else has been. */
async function conversing(subject: Subject): Promise<{ readonly part: PartId; readonly known: readonly MessageId[]; readonly since: Instant }> {
  const part = await subject.start(subject.group);
  await subject.say(part, 'Oi');
  const known = (await said(subject, part)).map(({ id }) => id);
  await subject.passTime(MINUTE_MS);
  return { part, known, since: await subject.now() };
}

/** What agents write to clients, and what is found of it when its answer was lost. */
export const sendingClauses: Clauses<Subject> = {
  'sends a text, which the conversation then has': async (subject) => {
    const part = await subject.start(subject.group);
    const { id } = await sent(subject, part, HELLO);
    const [message] = await said(subject, part);
    assert.deepEqual([message?.id, message?.by, message?.agentId, message?.text], [id, 'agent', subject.agent, 'Bom dia, Ana']);
  },
  'gives the message as it was sent': async (subject) => {
    const part = await subject.start(subject.group);
    const message = await sent(subject, part, HELLO);
    assert.deepEqual([message.part, message.by, message.text], [part, 'agent', 'Bom dia, Ana']);
  },
  'sends a file that was uploaded, with its caption': async (subject) => {
    const part = await subject.start(subject.group);
    const ref = await subject.actions.upload({ name: 'orçamento.pdf', contentType: 'application/pdf', body: new TextEncoder().encode('%PDF') });
    await sent(subject, part, { kind: 'file', ref, name: 'orçamento.pdf', caption: 'Segue' });
    const [message] = await said(subject, part);
    assert.deepEqual([message?.kind, message?.media?.name, message?.text], ['file', 'orçamento.pdf', 'Segue']);
    const reading = await subject.conversations.open(message?.media?.ref ?? '');
    assert.equal(reading && await new Response(reading.body).text(), '%PDF');
  },
  'answers a message of the client': async (subject) => {
    const part = await subject.start(subject.group);
    await subject.say(part, 'Quanto custa?');
    const [question] = await said(subject, part);
    assert.ok(question !== undefined);
    const { id } = await sent(subject, part, { kind: 'text', text: 'Dez reais', replyTo: question.id });
    assert.equal((await said(subject, part)).find((message) => message.id === id)?.replyTo, question.id);
  },
  'refuses to write where the client was silent for more than a day': async (subject) => {
    const part = await subject.start(subject.group);
    await subject.passTime(DAY_MS + MINUTE_MS);
    const done = await subject.actions.send(part, HELLO, subject.agent);
    assert.equal(done.outcome === 'refused' && done.because, 'window-shut');
  },
  'refuses to write into a part that ended': async (subject) => {
    const part = await subject.start(subject.group);
    await subject.end(part);
    const done = await subject.actions.send(part, HELLO, subject.agent);
    assert.equal(done.outcome === 'refused' && done.because, 'session-ended');
  },
  'refuses to write into a part that never was': async ({ actions, unknownPart, agent }) => {
    const done = await actions.send(unknownPart, HELLO, agent);
    assert.equal(done.outcome === 'refused' && done.because, 'session-unknown');
  },
  'writes for nobody whom the chat does not have': async ({ actions, start, group, unknownAgent }) => {
    const done = await actions.send(await start(group), HELLO, unknownAgent);
    assert.equal(done.outcome === 'refused' && done.because, 'not-allowed');
  },
  'finds what was sent though its answer was lost': async (subject) => {
    const { part, known, since } = await conversing(subject);
    await losing(subject, 'send', async () => await subject.actions.send(part, HELLO, subject.agent));
    const answer = await subject.actions.findSent(part, HELLO, subject.agent, { since, known });
    const [message] = (await said(subject, part)).filter(({ by }) => by === 'agent');
    assert.deepEqual(answer, { found: message?.id, believable: true });
  },
  'believes a list with what is known to exist, when it lacks what was to be sent': async (subject) => {
    const { part, known, since } = await conversing(subject);
    assert.deepEqual(await subject.actions.findSent(part, HELLO, subject.agent, { since, known }), { believable: true });
  },
  'does not believe a list that lacks what is known to exist': async (subject) => {
    const { part, known, since } = await conversing(subject);
    await subject.emptyNext('messages');
    assert.deepEqual(await subject.actions.findSent(part, HELLO, subject.agent, { since, known }), { believable: false });
  },
  'believes that nothing was sent in a part in which nothing was said': async ({ actions, start, now, group, agent }) => {
    assert.deepEqual(await actions.findSent(await start(group), HELLO, agent, { since: await now(), known: [] }), { believable: true });
  },
  'does not take a message that was known before for the one that is looked for': async (subject) => {
    const { part, known, since } = await conversing(subject);
    const { id } = await sent(subject, part, HELLO);
    assert.deepEqual(await subject.actions.findSent(part, HELLO, subject.agent, { since, known: [...known, id] }), { believable: true });
  },
  'does not take an older message for the one that is looked for': async (subject) => {
    const { part, known } = await conversing(subject);
    await sent(subject, part, HELLO);
    await subject.passTime(MINUTE_MS);
    assert.deepEqual(await subject.actions.findSent(part, HELLO, subject.agent, { since: await subject.now(), known }), { believable: true });
  },
  'does not take a message of other words for the one that is looked for': async (subject) => {
    const { part, known, since } = await conversing(subject);
    await sent(subject, part, { kind: 'text', text: 'Boa tarde' });
    assert.deepEqual(await subject.actions.findSent(part, HELLO, subject.agent, { since, known }), { believable: true });
  },
  "does not take another agent's message for the one that is looked for": async (subject) => {
    const { part, known, since } = await conversing(subject);
    await sent(subject, part, HELLO);
    assert.deepEqual(await subject.actions.findSent(part, HELLO, subject.otherAgent, { since, known }), { believable: true });
  },
};

/** What agents write among themselves. */
export const commentingClauses: Clauses<Subject> = {
  'writes a comment, which the registry then has': async ({ actions, registry, start, group, agent }) => {
    const part = await start(group);
    assert.equal((await actions.comment(part, 'Pediu retorno', agent)).outcome, 'done');
    assert.deepEqual((await registry.commentsOf([part])).map(({ text }) => text), ['Pediu retorno']);
  },
  'finds a comment though its answer was lost': async (subject) => {
    const part = await subject.start(subject.group);
    const since = await subject.now();
    await losing(subject, 'comment', async () => await subject.actions.comment(part, 'Pediu retorno', subject.agent));
    const { found, believable } = await subject.actions.findComment(part, 'Pediu retorno', { since });
    assert.deepEqual([typeof found, believable], ['string', true]);
  },
  'believes a list of comments that lacks the one that is looked for': async ({ actions, start, now, group, agent }) => {
    const part = await start(group);
    await actions.comment(part, 'Outro', agent);
    assert.deepEqual(await actions.findComment(part, 'Pediu retorno', { since: await now() }), { believable: true });
  },
  'does not take an older comment for the one that is looked for': async ({ actions, start, now, passTime, group, agent }) => {
    const part = await start(group);
    await actions.comment(part, 'Pediu retorno', agent);
    await passTime(MINUTE_MS);
    assert.deepEqual(await actions.findComment(part, 'Pediu retorno', { since: await now() }), { believable: true });
  },
  'believes that a part has no comments': async ({ actions, start, now, group }) => {
    assert.deepEqual(await actions.findComment(await start(group), 'Pediu retorno', { since: await now() }), { believable: true });
  },
  'does not believe a list of comments that is empty for a moment': async ({ actions, start, now, emptyNext, group, agent }) => {
    const part = await start(group);
    const since = await now();
    await actions.comment(part, 'Pediu retorno', agent);
    await emptyNext('comments');
    const { found, believable } = await actions.findComment(part, 'Pediu retorno', { since });
    assert.ok(found !== undefined || !believable, 'the comment is there, and it was said that it is not');
  },
};
