import {
  addMs, agentsOf, epochMsOf, evolveFollowed, followSession, instantOf, isUnsure, lastGroupOf, recordIsDue, startedAt, staysToSettle, viewOf,
  type ClientDecision, type ContactId, type FollowedSession, type Instant, type Placing, type Protocol, type SessionEvent, type Sighting,
} from '../../domain/index.ts';
import { isPortFailure, type ClaimedDelivery, type IdSource, type NewDelivery, type Sessions, type Settlement, type Timer } from '../../ports/index.ts';
import type { ConnectedSystems } from '../connections.ts';
import { linkingSettingsOf, type KnownConnection } from '../connection-settings.ts';
import { deliveryOf, lanes } from '../deliveries.ts';
import { nextTurn, type Queue, type SessionMessage } from '../messages.ts';
import type { ClientFinder } from './find-client.ts';
import type { KeptRecords, RecordKeeper } from './keep-records.ts';
import { keysOfSession, parseSessionState, sessionRow, type SessionState } from './session-state.ts';

export interface FollowSessionNeeds {
  readonly sessions: Sessions;
  readonly finder: ClientFinder;
  readonly records: RecordKeeper;
  readonly ids: IdSource;
}

/** A delivery in its session's own lane. */
export interface SessionWork {
  readonly delivery: ClaimedDelivery;
  readonly connection: KnownConnection;
  readonly systems: ConnectedSystems;
  readonly protocol: Protocol;
  readonly message: SessionMessage;
}

/** Folds what happened to a session and does what follows from it: the only writer of a session's state. */
export type FollowSession = (work: SessionWork) => Promise<Settlement>;

/** What became of the session, for the history (HUB-04). */
interface Note {
  readonly outcome: string;
  readonly [detail: string]: unknown;
}

interface PutOff {
  readonly outcome: 'put-off';
  readonly state: SessionState;
  readonly did: readonly string[];
  readonly againAt: undefined;
}

type Turn =
  | { readonly state: SessionState; readonly note: Note; readonly queue?: Queue }
  | { readonly state?: undefined; readonly note: Note; readonly queue?: Queue };

const DAY_MS = 24 * 60 * 60_000;

export function createFollowSession({ sessions, finder, records, ids }: FollowSessionNeeds): FollowSession {
  const forward = ({ delivery, connection }: SessionWork, protocol: Protocol, message: SessionMessage): NewDelivery =>
    deliveryOf(ids, { connection: connection.id, receivedAt: delivery.receivedAt, cause: delivery.id },
      { to: 'session', protocol, message }, lanes.session(protocol));

  const findClient = async ({ connection, systems }: SessionWork, followed: FollowedSession): Promise<ClientDecision> =>
    await finder.find(connection.id, systems.crm.contacts, keysOfSession(followed));

  /** Looks for the client of a session that has none. */
  async function met(work: SessionWork, state: SessionState): Promise<{ state: SessionState; client?: ClientDecision }> {
    if (viewOf(state.followed).clientId !== undefined) return { state };
    const client = await findClient(work, state.followed);
    return client.outcome === 'unknown' ? { state, client } : { state: known(work, state, client.client), client };
  }

  async function sighted(work: SessionWork, before: SessionState | undefined, sighting: Sighting): Promise<Turn> {
    const settings = linkingSettingsOf(work.connection.settings);
    if (before !== undefined) {
      const placing = await placingOf(work, before, sighting);
      const { state, client } = await met(work, evolved(before, { type: 'ChatSessionSighted', sighting, settings, placing }));
      return { state: { ...state, stale: 'yes' }, note: { outcome: 'session-followed', ...clientNote(client) } };
    }
    const client = await findClient(work, followSession(sighting, settings));
    const followed = followSession(sighting, settings, client.outcome === 'known' ? client.client : undefined);
    return {
      state: { v: 1, followed, asked: [], givenUp: [], stale: 'yes' },
      note: { outcome: 'session-begun', ...clientNote(client) },
    };
  }

  /** Two groups in one second of the source's clock: the session is read again to see which of them it was in last. */
  async function placingOf({ systems }: SessionWork, before: SessionState, sighting: Sighting): Promise<Placing> {
    if (!isUnsure(before.followed.session, sighting)) return 'by-acceptance';
    const now = await systems.chat.attendance.findPart(sighting.part);
    const stillThere = now?.at === sighting.at && now.group?.id === lastGroupOf(before.followed.session)?.id;
    return stillThere ? 'before-its-second' : 'by-acceptance';
  }

  async function touched(work: SessionWork, before: SessionState | undefined, part: Sighting['part']): Promise<Turn> {
    const sighting = await work.systems.chat.attendance.findPart(part);
    const missing = { outcome: 'nothing-to-do', because: 'part-missing' };
    if (sighting === undefined) return before === undefined ? { note: missing } : { state: before, note: missing };
    return await sighted(work, before, sighting);
  }

  async function linkContact(work: SessionWork, before: SessionState, contactId: ContactId, waiting: readonly Protocol[] | undefined): Promise<Turn> {
    const contact = await finder.contact(work.connection.id, work.systems.crm.contacts, contactId);
    if (contact === undefined) return { state: before, note: { outcome: 'nothing-to-do', because: 'contact-missing' } };
    const next = waiting ?? (await sessions.waitingFor(work.connection.id, keysOfSession(before.followed))).filter((each) => each !== work.protocol);
    return { state: known(work, before, contactId), note: { outcome: 'client-linked', contactId }, queue: { next, nextContact: contactId } };
  }

  async function loseClient(work: SessionWork, before: SessionState, contactId: ContactId): Promise<Turn> {
    if (viewOf(before.followed).clientId !== contactId) return { state: before, note: { outcome: 'nothing-to-do', because: 'another-client' } };
    const { state, client } = await met(work, evolved(before, { type: 'ClientLost' }));
    return { state: { ...state, stale: 'yes' }, note: { outcome: 'client-lost', contactId, ...clientNote(client) } };
  }

  async function turn(work: SessionWork, before: SessionState | undefined): Promise<Turn> {
    const { message } = work;
    if (message.type === 'session-sighted') return await sighted(work, before, message.sighting);
    if (message.type === 'session-touched') return await touched(work, before, message.part);
    const queue = queueOf(message);
    if (before === undefined) return { note: { outcome: 'nothing-to-do', because: 'session-not-followed' }, queue };
    switch (message.type) {
      case 'look-for-client': {
        const { state, client } = await met(work, before);
        return { state, note: { outcome: 'client-looked-for', ...clientNote(client) }, queue };
      }
      case 'link-contact':
        return await linkContact(work, before, message.contactId, message.next);
      case 'client-lost':
        return await loseClient(work, before, message.contactId);
      case 'contact-changed':
        return { state: { ...before, stale: 'yes' }, note: { outcome: 'contact-changed', contactId: message.contactId } };
      case 'stay-settled':
        return {
          state: {
            ...evolved(before, { type: 'StaySettled', stay: message.stay, verdict: message.verdict }),
            givenUp: before.givenUp.filter((stay) => stay !== message.stay),
            stale: 'yes',
          },
          note: { outcome: 'stay-settled', stay: message.stay, verdict: message.verdict },
        };
      case 'stay-unsettled':
        return { state: { ...before, givenUp: [...before.givenUp, message.stay] }, note: { outcome: 'stay-given-up', stay: message.stay, because: message.reason } };
      case 'card-deleted':
        return { state: evolved(before, { type: 'CardDeleted', cardId: message.cardId }), note: { outcome: 'card-unlinked', because: 'card-deleted', cardId: message.cardId } };
      case 'link-card':
        return {
          state: { ...evolved(before, { type: 'CardLinkedByHand', cardId: message.cardId, funnelId: message.funnelId }), stale: 'yes' },
          note: { outcome: 'card-linked-by-hand', cardId: message.cardId },
        };
      case 'unlink-card':
        return { state: evolved(before, { type: 'CardUnlinkedByHand' }), note: { outcome: 'card-unlinked-by-hand' } };
      case 'save-session':
        return { state: { ...evolved(before, { type: 'RecordDue' }), stale: 'yes' }, note: { outcome: 'saved-by-hand' } };
      case 'refresh-records':
        return { state: before, note: { outcome: 'records-refreshed' } };
      case 'waiting-ends':
        return viewOf(before.followed).waiting === 'yes'
          ? { state: evolved(before, { type: 'WaitingEnded' }), note: { outcome: 'waiting-ended', because: 'nobody-came' } }
          : { state: before, note: { outcome: 'nothing-to-do', because: 'not-waiting' } };
    }
  }

  /** Asks the lane of the client for the cards of new stays; the last one takes the queue of waiting sessions with it. */
  function askForCards(work: SessionWork, state: SessionState, queue: Queue): { state: SessionState; asks: readonly NewDelivery[] } {
    const { clientId } = viewOf(state.followed);
    const fresh = clientId === undefined ? [] : staysToSettle(state.followed).filter((stay) => !state.asked.includes(stay.key));
    const asks = fresh.map((stay, index) =>
      deliveryOf(ids, { connection: work.connection.id, receivedAt: work.delivery.receivedAt, cause: work.delivery.id }, {
        to: 'client',
        message: {
          type: 'settle-stay', protocol: work.protocol, stay: stay.key, rule: stay.rule, contactId: clientId as ContactId,
          agents: agentsOf(state.followed.session),
          ...(index === fresh.length - 1 ? queue : {}),
        },
      }, lanes.client(clientId as ContactId)));
    const passOn = fresh.length === 0 ? passedOn(work, queue) : [];
    return { state: { ...state, asked: [...state.asked, ...fresh.map((stay) => stay.key)] }, asks: [...asks, ...passOn] };
  }

  function timersOf(work: SessionWork, state: SessionState, againAt: Instant | undefined): Pick<Settlement, 'timers' | 'cancelTimers'> {
    const recordsKey = `records:${work.protocol}`;
    const waitingKey = `waiting:${work.protocol}`;
    const timers: Timer[] = [];
    if (againAt !== undefined) timers.push({ key: recordsKey, dueAt: againAt, delivery: forward(work, work.protocol, { type: 'refresh-records' }) });
    const waits = viewOf(state.followed).waiting === 'yes';
    if (waits) {
      const ends = addMs(startedAt(state.followed.session), work.connection.settings.options.waitingDays * DAY_MS);
      timers.push({ key: waitingKey, dueAt: later(ends, work.delivery.receivedAt), delivery: forward(work, work.protocol, { type: 'waiting-ends' }) });
    }
    return { timers, cancelTimers: [...(againAt === undefined ? [recordsKey] : []), ...(waits ? [] : [waitingKey])] };
  }

  function passedOn(work: SessionWork, queue: Queue): readonly NewDelivery[] {
    const next = nextTurn(queue);
    return next === undefined ? [] : [forward(work, next.protocol, next.message)];
  }

  async function settle(work: SessionWork, { state: turned, note, queue = {} }: Turn & { state: SessionState }, version: number): Promise<Settlement> {
    const { state: asked, asks } = askForCards(work, turned, queue);
    const { recordMoment } = linkingSettingsOf(work.connection.settings);
    const due = recordIsDue(asked.followed, recordMoment, asked.givenUp) ? evolved(asked, { type: 'RecordDue' }) : asked;
    const kept = await keepRecords(work, due);
    if (kept.outcome === 'unsettled') {
      return { end: { type: 'later', at: kept.askAgainAt, reason: `record-${kept.because}`, attempt: 'free' } };
    }
    const view = viewOf(kept.state.followed);
    return {
      end: asks.length > 0 ? { type: 'awaiting' } : { type: 'done' },
      decision: { ...note, funnel: view.currentFunnel, card: view.card, waiting: view.waiting, records: kept.did },
      forward: [...asks, ...(kept.outcome === 'put-off' ? [forward(work, work.protocol, { type: 'refresh-records' })] : [])],
      ...timersOf(work, kept.state, kept.againAt),
      sessions: [sessionRow(work.connection.id, kept.state, version)],
    };
  }

  /** What was seen of a session is kept whatever becomes of its records: their trouble is put off to a delivery of their own. */
  async function keepRecords(work: SessionWork, state: SessionState): Promise<KeptRecords | PutOff> {
    if (work.message.type === 'refresh-records') return await records.keep(work, state);
    const putOff = (because: string): PutOff => ({ outcome: 'put-off', state, did: [`put-off:${because}`], againAt: undefined });
    try {
      const kept = await records.keep(work, state);
      return kept.outcome === 'unsettled' ? putOff(kept.because) : kept;
    } catch (failure) {
      if (!isPortFailure(failure)) throw failure;
      return putOff(failure.code);
    }
  }

  return async (work) => {
    const row = await sessions.load(work.connection.id, work.protocol);
    const turned = await turn(work, row && parseSessionState(row));
    if (turned.state !== undefined) return await settle(work, turned, row?.version ?? 0);
    return { end: { type: 'done' }, decision: turned.note, forward: passedOn(work, turned.queue ?? {}) };
  };
}

const evolved = (state: SessionState, event: SessionEvent): SessionState => ({ ...state, followed: evolveFollowed(state.followed, event) });

const known = (work: SessionWork, state: SessionState, contactId: ContactId): SessionState => ({
  ...evolved(state, { type: 'ClientKnown', contactId, settings: linkingSettingsOf(work.connection.settings) }), stale: 'yes',
});

/** Whose turn it is after this message's session. */
function queueOf(message: SessionMessage): Queue {
  if (message.type === 'look-for-client') return message.next === undefined ? {} : { next: message.next };
  if (message.type === 'link-contact') return { nextContact: message.contactId, ...(message.next === undefined ? {} : { next: message.next }) };
  return {};
}

const clientNote = (client: ClientDecision | undefined): Record<string, unknown> => {
  if (client === undefined) return {};
  return client.outcome === 'known'
    ? { client: client.client, matchedBy: client.matchedBy, ...(client.conflict && { conflict: client.conflict }) }
    : { client: 'unknown', because: client.because };
};

const later = (a: Instant, b: Instant): Instant => instantOf(Math.max(epochMsOf(a), epochMsOf(b)));
