import {
  addMs, agentsOf, evolveFollowed, recordIsDue, startedAt, staysToSettle, streamOf, viewOf,
  type ContactId, type Instant,
} from '../../domain/index.ts';
import type { SecretBox } from '../../adapters/system/index.ts';
import { isPortFailure, type Clock, type DeskEntry, type DeskLists, type History, type IdSource, type NewDelivery, type SessionRow, type Sessions, type Settlement, type Subject, type Timer } from '../../ports/index.ts';
import type { AccountBreaker } from '../account-breaker.ts';
import { linkingSettingsOf } from '../connection-settings.ts';
import { followUps, lanes } from '../deliveries.ts';
import { personSubjects, subjectsOfDeeds, subjectsOfSession } from '../subjects.ts';
import { nextTurn, queueOf, type Queue, type RewriteRecords, type SessionMessage, type SettleStay } from '../messages.ts';
import type { Privacy } from '../privacy.ts';
import { deskEntryOf, listingOf, wishOf } from './desk/desk-listing.ts';
import type { ClientFinder } from './find-client.ts';
import type { KeptRecords, RecordKeeper } from './keep-records.ts';
import { keysOfSession, parseSessionState, sessionRow, type SessionState } from './session-state.ts';
import { createTakeTurn, type SessionWork, type Turn } from './take-turn.ts';

export interface FollowSessionNeeds {
  readonly sessions: Sessions;
  readonly deskLists: DeskLists;
  readonly history: History;
  readonly finder: ClientFinder;
  readonly privacy: Privacy;
  readonly records: RecordKeeper;
  readonly breaker: AccountBreaker;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly box: SecretBox;
}

/** Folds what happened to a session and does what follows from it: the only writer of a session's state. */
export type FollowSession = (work: SessionWork) => Promise<Settlement>;

const DAY_MS = 24 * 60 * 60_000;

export function createFollowSession({ sessions, deskLists, history, finder, privacy, records, breaker, clock, ids, box }: FollowSessionNeeds): FollowSession {
  const takeTurn = createTakeTurn({ sessions, history, finder, privacy });

  /** @param client - who the session is with, so that what comes of it is found by them. */
  const tellItself = ({ delivery, protocol }: SessionWork, message: SessionMessage, client: readonly Subject[]): NewDelivery =>
    followUps(ids, delivery).toSession(protocol, message, client);

  /** Asks the lane of the client for the card of the oldest stay without one; the queue of waiting sessions goes with it. */
  function askForCard(work: SessionWork, state: SessionState, { queue, client }: { readonly queue: Queue; readonly client: readonly Subject[] }): { state: SessionState; asks: readonly NewDelivery[] } {
    const { clientId, card } = viewOf(state.followed);
    const [stay] = staysToSettle(state.followed, state.asked, state.givenUp);
    if (clientId === undefined || stay === undefined) return { state, asks: passedOn(work, queue) };
    const asked = ask(work, clientId, {
      protocol: work.protocol, stay: stay.key, rule: stay.rule, agents: agentsOf(state.followed.session), begunAt: startedAt(state.followed.session),
      ...(card === undefined ? {} : { knownCard: card }), ...queue,
    }, client);
    return { state: { ...state, asked: [...state.asked, stay.key] }, asks: [asked] };
  }

  const ask = ({ delivery }: SessionWork, contactId: ContactId, stay: Omit<SettleStay, 'type' | 'contactId'>, client: readonly Subject[]): NewDelivery =>
    followUps(ids, delivery).toClient(lanes.client(contactId), { type: 'settle-stay', contactId, ...stay }, client);

  /** Whoever the session is with: as it tells itself, and as its contact is known (SES-13). */
  async function whoIs({ connection }: SessionWork, { followed }: SessionState): Promise<{ readonly client: readonly Subject[]; readonly name: string | undefined }> {
    const { clientId } = viewOf(followed);
    const known = clientId === undefined ? undefined : await finder.remembered(connection, clientId);
    return { client: personSubjects(box, [...keysOfSession(followed), ...known?.keys ?? []]), name: known?.contact.name };
  }

  /** The session among agents' lists, and what they are told where that changes (PAN-01). */
  async function seenBy({ connection: { id }, protocol }: SessionWork, before: DeskEntry | undefined, { followed }: SessionState, name: string | undefined): Promise<{ readonly desk: DeskEntry; readonly telling: Settlement['telling']; readonly talk: 'known' | 'unknown' | 'unchanged' }> {
    const desk = deskEntryOf(followed, name);
    if (isSameEntry(before, desk)) return { desk, telling: undefined, talk: 'unchanged' };
    const talk = await deskLists.talk(id, protocol);
    return { desk, talk: talk === undefined ? 'unknown' : 'known', telling: { protocol, tell: (stored) => (stored === undefined ? [] : streamOf(before && listingOf({ ...stored, desk: before }), listingOf(stored)).map(wishOf)) } };
  }

  /** Whoever is given a session sees what was said in it before anybody told of it: messages may have come before their session. */
  function readUp({ delivery, protocol, systems: { chat } }: SessionWork, before: DeskEntry | undefined, { parts, phase, desk }: SessionRow): readonly NewDelivery[] {
    const part = parts.at(-1);
    if (chat.conversations === undefined || part === undefined || phase === 'ended' || desk?.agent === undefined || before?.agent !== undefined) return [];
    return [followUps(ids, delivery).toTalk(protocol, { type: 'messages-touched', part })];
  }

  /** Of a chat that has to be asked, nobody reads what was said last in a part once the session has ended or gone on in another: it is read once more. */
  function readToTheEnd({ delivery, protocol, systems: { chat } }: SessionWork, before: SessionRow | undefined, { parts, phase }: SessionRow): readonly NewDelivery[] {
    const part = before?.parts.at(-1);
    if (part === undefined || chat.conversations?.news !== 'asked') return [];
    const isLeft = parts.at(-1) !== part || (phase === 'ended' && before?.phase !== 'ended');
    return isLeft ? [followUps(ids, delivery).toTalk(protocol, { type: 'messages-touched', part })] : [];
  }

  function timersOf(work: SessionWork, before: SessionState | undefined, state: SessionState, againAt: Instant | undefined, client: readonly Subject[]): Pick<Settlement, 'timers' | 'cancelTimers'> {
    const timers: Timer[] = [];
    const cancelTimers: string[] = [];
    const recordsKey = `records:${work.protocol}`;
    if (againAt === undefined) cancelTimers.push(recordsKey);
    else timers.push({ key: recordsKey, dueAt: againAt, delivery: tellItself(work, { type: 'refresh-records' }, client) });

    const waitingKey = `waiting:${work.protocol}`;
    const dueAt = addMs(work.delivery.receivedAt, work.connection.settings.options.waitingDays * DAY_MS);
    if (!waits(state)) cancelTimers.push(waitingKey);
    else if (!waits(before)) timers.push({ key: waitingKey, dueAt, delivery: tellItself(work, { type: 'waiting-ends' }, client) });
    return { timers, cancelTimers };
  }

  function passedOn(work: SessionWork, queue: Queue): readonly NewDelivery[] {
    const next = nextTurn(queue);
    return next === undefined ? [] : [followUps(ids, work.delivery).toSession(next.protocol, next.message)];
  }

  async function settle(work: SessionWork, row: SessionRow | undefined, { state: turned, note, queue = {}, again }: Turn & { state: SessionState }): Promise<Settlement> {
    const { client, name } = await whoIs(work, turned);
    const { state: asked, asks } = askForCard(work, turned, { queue, client });
    const { recordMoment } = linkingSettingsOf(work.connection);
    const due = recordIsDue(asked.followed, recordMoment, asked.givenUp)
      ? { ...asked, followed: evolveFollowed(asked.followed, { type: 'RecordDue' }) }
      : asked;
    const kept = await keepRecords(work, due);
    if (kept.outcome === 'unsettled') {
      return { end: { type: 'later', at: kept.askAgainAt, reason: `record-${kept.because}`, attempt: 'free' } };
    }
    const view = viewOf(kept.state.followed);
    const { desk, telling, talk } = await seenBy(work, row?.desk, kept.state, name);
    const stored = { ...sessionRow(work.connection.id, kept.state, row?.version ?? 0), desk };
    return {
      end: asks.length > 0 ? { type: 'awaiting' } : { type: 'done' },
      decision: { ...note, funnel: view.currentFunnel, card: view.card, waiting: view.waiting, records: kept.did, ...(kept.trouble === undefined ? {} : { trouble: kept.trouble }) },
      forward: [...asks, ...(talk === 'unknown' ? readUp(work, row?.desk, stored) : []), ...readToTheEnd(work, row, stored), ...[again, kept.tell].flatMap((message) => (message === undefined ? [] : [tellItself(work, message, client)]))],
      ...timersOf(work, row && parseSessionState(row), kept.state, kept.againAt, client),
      sessions: [stored],
      ...(telling === undefined ? {} : { telling }),
      subjects: [...subjectsOfSession(stored, kept.state.followed.records.slots), ...subjectsOfDeeds(kept.did), ...client],
    };
  }

  /** A state of another version is for the code that knows it; the sessions behind it do not wait for that. */
  const parked = (work: SessionWork): Settlement => ({
    end: { type: 'set-aside', reason: 'session-version-unknown' }, decision: { outcome: 'parked' }, forward: passedOn(work, queueOf(work.message)),
  });

  /** What was seen of a session is kept whatever becomes of its records: their trouble is put off to a delivery of their own. */
  async function keepRecords(work: SessionWork, state: SessionState): Promise<KeptRecords> {
    if (work.message.type === 'refresh-records') return await records.keep(work, state, 'what-changed');
    if (work.message.type === 'rewrite-records') return await records.keep(work, state, 'all');
    const putOff = (because: string, trouble?: string): KeptRecords => ({
      outcome: 'kept', state, did: [`put-off:${because}`], tell: { type: 'refresh-records' }, ...(trouble === undefined ? {} : { trouble }),
    });
    try {
      const kept = await records.keep(work, state, 'what-changed');
      return kept.outcome === 'unsettled' ? putOff(kept.because) : kept;
    } catch (failure) {
      if (!isPortFailure(failure)) throw failure;
      if (failure.account !== undefined) breaker.failed(failure.account, failure.retry); // the delivery that they are put off to waits as long as it must
      return putOff(failure.code, failure.message);
    }
  }

  /** What is suspected until then puts it off further: one writing is enough for all. */
  const rewrittenLater = (work: SessionWork, message: RewriteRecords): Settlement => ({
    end: { type: 'done' }, decision: { outcome: 'records-rewritten-later', from: message.from },
    timers: [{ key: `rewrite:${work.protocol}`, dueAt: message.from, delivery: tellItself(work, message, []) }],
  });

  return async (work) => {
    const { message } = work;
    if (message.type === 'rewrite-records' && clock.now() < message.from) return rewrittenLater(work, message);
    const row = await sessions.load(work.connection.id, work.protocol);
    const before = row && parseSessionState(row);
    if (row !== undefined && before === undefined) return parked(work);
    const { state, ...turned } = await takeTurn(work, before);
    if (state !== undefined) return await settle(work, row, { ...turned, state });
    return {
      end: { type: 'done' }, decision: turned.note, forward: passedOn(work, turned.queue ?? {}),
      ...(turned.payload === undefined ? {} : { payload: turned.payload }),
    };
  };
}

/** Entries are composed in one place, so that equal ones are written alike. */
const isSameEntry = (a: DeskEntry | undefined, b: DeskEntry): boolean => a !== undefined && JSON.stringify(a) === JSON.stringify(b);

/** Whether the rule of a session waits for its client (CRD-10). */
const waits = (state: SessionState | undefined): boolean => state !== undefined && viewOf(state.followed).waiting === 'yes';
