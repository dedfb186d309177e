import {
  evolveFollowed, followSession, isUnsure, lastGroupOf, viewOf,
  type ClientDecision, type ContactId, type FollowedSession, type Placing, type Protocol, type SessionEvent, type Sighting,
} from '../../domain/index.ts';
import type { ClaimedDelivery, Sessions } from '../../ports/index.ts';
import type { ConnectedSystems } from '../connections.ts';
import { linkingSettingsOf, type KnownConnection } from '../connection-settings.ts';
import type { Queue, SessionMessage } from '../messages.ts';
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
}

/** Folds one message into the state of its session. */
export type TakeTurn = (work: SessionWork, before: SessionState | undefined) => Promise<Turn>;

export function createTakeTurn({ sessions, finder }: { readonly sessions: Sessions; readonly finder: ClientFinder }): TakeTurn {
  const findClient = async ({ connection, systems }: SessionWork, followed: FollowedSession): Promise<ClientDecision> =>
    await finder.find(connection, systems.crm.contacts, keysOfSession(followed));

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
