import assert from 'node:assert/strict';
import { aDelivery, after, aSession, cardId, contactId, ELSEWHERE, emailKey, HERE, partId, phoneKey, protocolOf } from './builders.ts';
import { writeSessions, type InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

/** No sessions yet, and the queue whose settlements write them. */
export type SessionsSubject = Pick<InsideSubject, 'sessions' | 'inbox' | 'queue'>;

const PHONE = phoneKey('5511m87654321');
const EMAIL = emailKey('ana@example.com');
const ANA = contactId('1');

/** Runs the promises of `Sessions` (CRD-10). */
export const sessionsContract: Contract<SessionsSubject> = defineContract<SessionsSubject>({
  'loads a session as it was written, one version on': async (subject) => {
    const session = aSession('2026-1', {
      state: { schema: 1, stays: [{ group: 'Sales' }] }, startedAt: after(5), phase: 'ended', clientIs: 'waiting', parts: [partId('71'), partId('70')],
      keys: [EMAIL, PHONE, { kind: 'channel', channel: 'instagram', value: 'ana' }], contactIds: [contactId('2'), ANA], cardIds: [cardId('8')],
    });
    await writeSessions(subject, aDelivery('d1'), [session]);
    assert.deepEqual(await subject.sessions.load(HERE, session.protocol), { ...session, version: 1 });
  },
  'loads nothing for a protocol that it does not know': async ({ sessions }) => {
    assert.equal(await sessions.load(HERE, protocolOf('404')), undefined);
  },
  'replaces a session by its next version': async (subject) => {
    await writeSessions(subject, aDelivery('d1'), [aSession('2026-1')]);
    await writeSessions(subject, aDelivery('d2'), [aSession('2026-1', { version: 1, state: 'changed' })]);
    const { state, version } = { ...(await subject.sessions.load(HERE, protocolOf('2026-1'))) };
    assert.deepEqual({ state, version }, { state: 'changed', version: 2 });
  },
  'tells sessions of two connections apart': async (subject) => {
    await writeSessions(subject, aDelivery('d1'), [aSession('2026-1'), aSession('2026-1', { connection: ELSEWHERE, state: 'other' })]);
    assert.equal((await subject.sessions.load(ELSEWHERE, protocolOf('2026-1')))?.state, 'other');
  },
  'finds the session of a part': async (subject) => {
    await writeSessions(subject, aDelivery('d1'), [aSession('2026-1', { parts: [partId('70'), partId('71')] })]);
    assert.equal(await subject.sessions.protocolOfPart(HERE, partId('71')), '2026-1');
  },
  'finds no session for a part of another connection': async (subject) => {
    await writeSessions(subject, aDelivery('d1'), [aSession('2026-1', { parts: [partId('70')] })]);
    assert.equal(await subject.sessions.protocolOfPart(ELSEWHERE, partId('70')), undefined);
  },
  'finds the sessions that wait for a client, oldest first, each once': async (subject) => {
    await writeSessions(subject, aDelivery('d1'), [
      aSession('2026-2', { clientIs: 'waiting', keys: [EMAIL], startedAt: after(2) }),
      aSession('2026-1', { clientIs: 'waiting', keys: [PHONE, EMAIL], startedAt: after(1) }),
      aSession('2026-3', { clientIs: 'waiting', keys: [phoneKey('5521m87654321')], startedAt: after(3) }),
    ]);
    assert.deepEqual(await subject.sessions.waitingFor(HERE, [EMAIL, PHONE]), ['2026-1', '2026-2']);
  },
  'leaves sessions out whose client is known by now': async (subject) => {
    await writeSessions(subject, aDelivery('d1'), [aSession('2026-1', { clientIs: 'waiting', keys: [PHONE] })]);
    await writeSessions(subject, aDelivery('d2'), [aSession('2026-1', { version: 1, clientIs: 'known', keys: [PHONE] })]);
    assert.deepEqual(await subject.sessions.waitingFor(HERE, [PHONE]), []);
  },
  'finds all sessions of a contact, oldest first': async (subject) => {
    await writeSessions(subject, aDelivery('d1'), [
      aSession('2026-2', { contactIds: [ANA], startedAt: after(2) }),
      aSession('2026-1', { contactIds: [contactId('9'), ANA], startedAt: after(1), phase: 'ended' }),
    ]);
    assert.deepEqual(await subject.sessions.ofContact(HERE, ANA, 'all'), ['2026-1', '2026-2']);
  },
  'finds the running sessions of a contact': async (subject) => {
    await writeSessions(subject, aDelivery('d1'), [
      aSession('2026-1', { contactIds: [ANA], phase: 'ended' }),
      aSession('2026-2', { contactIds: [ANA] }),
    ]);
    assert.deepEqual(await subject.sessions.ofContact(HERE, ANA, 'running'), ['2026-2']);
  },
  'finds a session by the contact that it has now': async (subject) => {
    await writeSessions(subject, aDelivery('d1'), [aSession('2026-1', { contactIds: [ANA] })]);
    await writeSessions(subject, aDelivery('d2'), [aSession('2026-1', { version: 1, contactIds: [contactId('2')] })]);
    assert.deepEqual(await subject.sessions.ofContact(HERE, ANA, 'all'), []);
    assert.deepEqual(await subject.sessions.ofContact(HERE, contactId('2'), 'all'), ['2026-1']);
  },
  'finds the sessions of a card': async (subject) => {
    await writeSessions(subject, aDelivery('d1'), [aSession('2026-1', { cardIds: [cardId('7'), cardId('8')] }), aSession('2026-2')]);
    assert.deepEqual(await subject.sessions.ofCard(HERE, cardId('8')), ['2026-1']);
  },
});
