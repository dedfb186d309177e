import {
  addMs, agentsOf, evolveFollowed, recordIsDue, staysToSettle, viewOf,
  type ContactId, type Instant, type Protocol,
} from '../../domain/index.ts';
import { isPortFailure, type History, type IdSource, type NewDelivery, type SessionRow, type Sessions, type Settlement, type Timer } from '../../ports/index.ts';
import type { AccountBreaker } from '../account-breaker.ts';
import { linkingSettingsOf } from '../connection-settings.ts';
import { followUps, lanes } from '../deliveries.ts';
import { nextTurn, type Queue, type SessionMessage, type SettleStay } from '../messages.ts';
import type { ClientFinder } from './find-client.ts';
import type { KeptRecords, RecordKeeper } from './keep-records.ts';
import { parseSessionState, sessionRow, type SessionState } from './session-state.ts';
import { createTakeTurn, type SessionWork, type Turn } from './take-turn.ts';

export interface FollowSessionNeeds {
  readonly sessions: Sessions;
  readonly history: History;
  readonly finder: ClientFinder;
  readonly records: RecordKeeper;
  readonly breaker: AccountBreaker;
  readonly ids: IdSource;
}

/** Folds what happened to a session and does what follows from it: the only writer of a session's state. */
export type FollowSession = (work: SessionWork) => Promise<Settlement>;

const DAY_MS = 24 * 60 * 60_000;

export function createFollowSession({ sessions, history, finder, records, breaker, ids }: FollowSessionNeeds): FollowSession {
  const takeTurn = createTakeTurn({ sessions, history, finder });

  const forward = ({ delivery }: SessionWork, protocol: Protocol, message: SessionMessage): NewDelivery => followUps(ids, delivery).toSession(protocol, message);

  /** Asks the lane of the client for the card of the oldest stay without one; the queue of waiting sessions goes with it. */
  function askForCard(work: SessionWork, state: SessionState, queue: Queue): { state: SessionState; asks: readonly NewDelivery[] } {
    const { clientId, card } = viewOf(state.followed);
    const [stay] = staysToSettle(state.followed, state.asked, state.givenUp);
    if (clientId === undefined || stay === undefined) return { state, asks: passedOn(work, queue) };
    const asked = ask(work, clientId, {
      protocol: work.protocol, stay: stay.key, rule: stay.rule, agents: agentsOf(state.followed.session),
      ...(card === undefined ? {} : { knownCard: card }), ...queue,
    });
    return { state: { ...state, asked: [...state.asked, stay.key] }, asks: [asked] };
  }

  const ask = ({ delivery }: SessionWork, contactId: ContactId, stay: Omit<SettleStay, 'type' | 'contactId'>): NewDelivery =>
    followUps(ids, delivery).toClient(lanes.client(contactId), { type: 'settle-stay', contactId, ...stay });

  function timersOf(work: SessionWork, before: SessionState | undefined, state: SessionState, againAt: Instant | undefined): Pick<Settlement, 'timers' | 'cancelTimers'> {
    const timers: Timer[] = [];
    const cancelTimers: string[] = [];
    const recordsKey = `records:${work.protocol}`;
    if (againAt === undefined) cancelTimers.push(recordsKey);
    else timers.push({ key: recordsKey, dueAt: againAt, delivery: forward(work, work.protocol, { type: 'refresh-records' }) });

    const waitingKey = `waiting:${work.protocol}`;
    const dueAt = addMs(work.delivery.receivedAt, work.connection.settings.options.waitingDays * DAY_MS);
    if (!waits(state)) cancelTimers.push(waitingKey);
    else if (!waits(before)) timers.push({ key: waitingKey, dueAt, delivery: forward(work, work.protocol, { type: 'waiting-ends' }) });
    return { timers, cancelTimers };
  }

  function passedOn(work: SessionWork, queue: Queue): readonly NewDelivery[] {
    const next = nextTurn(queue);
    return next === undefined ? [] : [forward(work, next.protocol, next.message)];
  }

  async function settle(work: SessionWork, row: SessionRow | undefined, { state: turned, note, queue = {}, again }: Turn & { state: SessionState }): Promise<Settlement> {
    const { state: asked, asks } = askForCard(work, turned, queue);
    const { recordMoment } = linkingSettingsOf(work.connection.settings);
    const due = recordIsDue(asked.followed, recordMoment, asked.givenUp)
      ? { ...asked, followed: evolveFollowed(asked.followed, { type: 'RecordDue' }) }
      : asked;
    const kept = await keepRecords(work, due);
    if (kept.outcome === 'unsettled') {
      return { end: { type: 'later', at: kept.askAgainAt, reason: `record-${kept.because}`, attempt: 'free' } };
    }
    const view = viewOf(kept.state.followed);
    return {
      end: asks.length > 0 ? { type: 'awaiting' } : { type: 'done' },
      decision: { ...note, funnel: view.currentFunnel, card: view.card, waiting: view.waiting, records: kept.did },
      forward: [...asks, ...[again, kept.tell].flatMap((message) => (message === undefined ? [] : [forward(work, work.protocol, message)]))],
      ...timersOf(work, row && parseSessionState(row), kept.state, kept.againAt),
      sessions: [sessionRow(work.connection.id, kept.state, row?.version ?? 0)],
    };
  }

  /** What was seen of a session is kept whatever becomes of its records: their trouble is put off to a delivery of their own. */
  async function keepRecords(work: SessionWork, state: SessionState): Promise<KeptRecords> {
    if (work.message.type === 'refresh-records') return await records.keep(work, state);
    const putOff = (because: string): KeptRecords => ({ outcome: 'kept', state, did: [`put-off:${because}`], tell: { type: 'refresh-records' } });
    try {
      const kept = await records.keep(work, state);
      return kept.outcome === 'unsettled' ? putOff(kept.because) : kept;
    } catch (failure) {
      if (!isPortFailure(failure)) throw failure;
      if (failure.account !== undefined) breaker.failed(failure.account, failure.retry); // the delivery that they are put off to waits as long as it must
      return putOff(failure.code);
    }
  }

  return async (work) => {
    const row = await sessions.load(work.connection.id, work.protocol);
    const before = row && parseSessionState(row);
    if (row !== undefined && before === undefined) return { end: { type: 'set-aside', reason: 'session-version-unknown' }, decision: { outcome: 'parked' } };
    const { state, ...turned } = await takeTurn(work, before);
    if (state !== undefined) return await settle(work, row, { ...turned, state });
    return { end: { type: 'done' }, decision: turned.note, forward: passedOn(work, turned.queue ?? {}) };
  };
}

/** Whether the rule of a session waits for its client (CRD-10). */
const waits = (state: SessionState | undefined): boolean => state !== undefined && viewOf(state.followed).waiting === 'yes';
