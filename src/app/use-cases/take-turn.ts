import {
  decidePlacing, evolveFollowed, followSession, isUnsure, startedAt, viewOf,
  type ClientDecision, type ContactId, type FollowedSession, type Placing, type PlacingFacts, type Protocol, type SessionEvent, type Sighting,
} from '../../domain/index.ts';
import type { ClaimedDelivery, History, Sessions } from '../../ports/index.ts';
import type { ConnectedSystems } from '../connections.ts';
import { linkingSettingsOf, type KnownConnection } from '../connection-settings.ts';
import { queueOf, type Queue, type SessionMessage } from '../messages.ts';
import type { Privacy } from '../privacy.ts';
import type { ClientFinder } from './find-client.ts';
import { keysOfSession, type SessionState } from './session-state.ts';

/** A delivery in its session's own lane. */
export interface SessionWork {
  readonly delivery: ClaimedDelivery;
  readonly connection: KnownConnection;
  readonly systems: ConnectedSystems;
  readonly protocol: Protocol;
  readonly message: SessionMessage;
}

/** What became of the session, for the history (HUB-04). */
interface Note {
  readonly outcome: string;
  readonly [detail: string]: unknown;
}

/** A session after a message, and whose turn it is then; without a state there is no such session. */
export interface Turn {
  readonly state?: SessionState;
  readonly note: Note;
  readonly queue?: Queue;
  /** What the session is to be told once its state is stored. */
  readonly again?: SessionMessage;
  /** Set where nothing of what was delivered may be kept. */
  readonly payload?: 'erased';
}

/** Folds one message into the state of its session. */
export type TakeTurn = (work: SessionWork, before: SessionState | undefined) => Promise<Turn>;

export interface TakeTurnNeeds {
  readonly sessions: Sessions;
  readonly history: History;
  readonly finder: ClientFinder;
  readonly privacy: Privacy;
}

export function createTakeTurn({ sessions, history, finder, privacy }: TakeTurnNeeds): TakeTurn {
  /** A session of before is not taken in again; a person who writes anew is served as anybody (HUB-05). */
  const isErased = async ({ connection }: SessionWork, followed: FollowedSession): Promise<boolean> =>
    await privacy.isErasedSince(connection.id, keysOfSession(followed), startedAt(followed.session));

  /** Looks for the client of a session that has none. */
  async function met(work: SessionWork, state: SessionState, keys = keysOfSession(state.followed)): Promise<{ state: SessionState; client?: ClientDecision }> {
    if (viewOf(state.followed).clientId !== undefined) return { state };
    const client = await finder.find(work.connection, work.systems.crm.contacts, keys);
    return client.outcome === 'unknown' ? { state, client } : { state: known(work, state, client.client), client };
  }

  /** Sessions of the same client that have waited for longer: they resolve first, and pass the turn on (CRD-10). */
  async function olderOnes(work: SessionWork, followed: FollowedSession): Promise<readonly Protocol[]> {
    const waiting = await sessions.waitingFor(work.connection.id, keysOfSession(followed));
    const own = waiting.indexOf(work.protocol);
    return own === -1 ? waiting : waiting.slice(0, own);
  }

  async function sighted(work: SessionWork, before: SessionState | undefined, sighting: Sighting): Promise<Turn> {
    const settings = linkingSettingsOf(work.connection);
    if (before === undefined) {
      const unknown = followSession(sighting, settings);
      return await isErased(work, unknown)
        ? { note: { outcome: 'nothing-to-do', because: 'person-erased' }, payload: 'erased' }
        : await begun(work, unknown, (contactId) => followSession(sighting, settings, contactId));
    }
    const placing = await placingOf(work, before, sighting);
    const seen: SessionState = { ...evolved(before, { type: 'ChatSessionSighted', sighting, settings, placing }), stale: 'yes' };
    const { state, client } = await met(work, seen);
    const note = { outcome: 'session-followed', ...clientNote(client) };
    const older = client?.outcome === 'known' ? await olderOnes(work, before.followed) : [];
    return older.length === 0 ? { state, note } : { state: seen, note, queue: { next: [...older, work.protocol] } };
  }

  async function begun(work: SessionWork, unknown: FollowedSession, withClient: (contactId: ContactId) => FollowedSession): Promise<Turn> {
    const client = await finder.find(work.connection, work.systems.crm.contacts, keysOfSession(unknown));
    const note = { outcome: 'session-begun', ...clientNote(client) };
    const begin = (followed: FollowedSession): SessionState => ({ v: 1, followed, asked: [], givenUp: [], stale: 'yes' });
    // A contact that was made while the CRM was asked is told of before this session is stored: it looks once more, at what was learned.
    if (client.outcome === 'unknown') return { state: begin(unknown), note, again: { type: 'look-for-client', among: 'the-learned' } };
    const older = await olderOnes(work, unknown);
    return older.length === 0
      ? { state: begin(withClient(client.client)), note }
      : { state: begin(unknown), note, queue: { next: [...older, work.protocol] } };
  }

  /** Two groups in one second of the source's clock: unless more was told by now, the session is read again to see which was the last. */
  async function placingOf({ systems, connection, delivery }: SessionWork, before: SessionState, sighting: Sighting): Promise<Placing> {
    if (!isUnsure(before.followed.session, sighting)) return 'by-acceptance';
    const pending = await history.count({ only: [connection.id] }, { lane: delivery.lane, state: 'pending' });
    const facts: PlacingFacts = pending > 1
      ? { behind: 'more' }
      : { behind: 'nothing', now: await systems.chat.attendance.findPart(sighting.part) };
    return decidePlacing(before.followed.session, sighting, facts);
  }

  async function lookedFor(work: SessionWork, before: SessionState, message: Extract<SessionMessage, { type: 'look-for-client' }>): Promise<Turn> {
    const queue = queueOf(message);
    const keys = [...message.alsoKnownBy ?? [], ...keysOfSession(before.followed)];
    const isLearned = message.among === undefined || (await finder.findLearned(work.connection, keys)).outcome === 'known';
    if (!isLearned) return { state: before, note: { outcome: 'client-looked-for', client: 'unknown' }, queue };
    const { state, client } = await met(work, before, keys);
    return { state, note: { outcome: 'client-looked-for', ...clientNote(client) }, queue };
  }

  async function touched(work: SessionWork, before: SessionState | undefined, part: Sighting['part']): Promise<Turn> {
    const sighting = await work.systems.chat.attendance.findPart(part);
    const missing = { outcome: 'nothing-to-do', because: 'part-missing' };
    if (sighting === undefined) return before === undefined ? { note: missing } : { state: before, note: missing };
    return await sighted(work, before, sighting);
  }

  async function linkContact(work: SessionWork, before: SessionState, contactId: ContactId, waiting: readonly Protocol[] | undefined): Promise<Turn> {
    const contact = await finder.contact(work.connection, work.systems.crm.contacts, contactId);
    if (contact === undefined) return { state: before, note: { outcome: 'nothing-to-do', because: 'contact-missing' } };
    const next = waiting ?? (await sessions.waitingFor(work.connection.id, keysOfSession(before.followed))).filter((each) => each !== work.protocol);
    return { state: known(work, before, contactId), note: { outcome: 'client-linked', contactId }, queue: { next, nextContact: contactId } };
  }

  async function loseClient(work: SessionWork, before: SessionState, contactId: ContactId): Promise<Turn> {
    if (viewOf(before.followed).clientId !== contactId) return { state: before, note: { outcome: 'nothing-to-do', because: 'another-client' } };
    const { state, client } = await met(work, evolved(before, { type: 'ClientLost' }));
    return { state: { ...state, stale: 'yes' }, note: { outcome: 'client-lost', contactId, ...clientNote(client) } };
  }

  return async (work, before) => {
    const { message } = work;
    if (message.type === 'session-sighted') return await sighted(work, before, message.sighting);
    if (message.type === 'session-touched') return await touched(work, before, message.part);
    const queue = queueOf(message);
    if (before === undefined) return { note: { outcome: 'nothing-to-do', because: 'session-not-followed' }, queue };
    switch (message.type) {
      case 'look-for-client':
        return await lookedFor(work, before, message);
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
      case 'rewrite-records':
      case 'refresh-records':
        return { state: before, note: { outcome: 'records-refreshed' } };
      case 'waiting-ends':
        return viewOf(before.followed).waiting === 'yes'
          ? { state: evolved(before, { type: 'WaitingEnded' }), note: { outcome: 'waiting-ended', because: 'nobody-came' } }
          : { state: before, note: { outcome: 'nothing-to-do', because: 'not-waiting' } };
    }
  };
}

const evolved = (state: SessionState, event: SessionEvent): SessionState => ({ ...state, followed: evolveFollowed(state.followed, event) });

const known = (work: SessionWork, state: SessionState, contactId: ContactId): SessionState => ({
  ...evolved(state, { type: 'ClientKnown', contactId, settings: linkingSettingsOf(work.connection) }), stale: 'yes',
});

const clientNote = (client: ClientDecision | undefined): Record<string, unknown> => {
  if (client === undefined) return {};
  return client.outcome === 'known'
    ? { client: client.client, matchedBy: client.matchedBy, ...(client.conflict && { conflict: client.conflict }) }
    : { client: 'unknown', because: client.because };
};
