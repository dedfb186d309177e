import {
  identityKeysOf, startedAt, phaseOf, viewOf,
  type CardId, type ConnectionId, type FollowedSession, type IdentityKey, type StayKey,
} from '../../domain/index.ts';
import type { SessionRow } from '../../ports/index.ts';

/** What is stored of a followed session. */
export interface SessionState {
  readonly v: 1;
  readonly followed: FollowedSession;
  /** Stays whose card was asked for in the lane of the card's client. */
  readonly asked: readonly StayKey[];
  /** Stays whose card could not be made: a dead letter says why, and replaying it goes on. */
  readonly givenUp: readonly StayKey[];
  /** Something happened that the records do not show yet. */
  readonly stale: 'yes' | 'no';
}

/** Reads back what was stored; `undefined` for a state of another version, which only the code that knows it may touch. */
export function parseSessionState(row: SessionRow): SessionState | undefined {
  const state = row.state as SessionState;
  return state.v === 1 ? state : undefined;
}

/** The keys by which the client of a session is looked for (SES-13). */
export const keysOfSession = ({ session }: FollowedSession): readonly IdentityKey[] =>
  identityKeysOf({ ...session.client, channel: session.channel });

/** The row that a state is stored as, with all that it is looked up by. */
export function sessionRow(connection: ConnectionId, state: SessionState, version: number): SessionRow {
  const { session, linking, records } = state.followed;
  const view = viewOf(state.followed);
  const cards = [
    ...Object.values(linking.verdicts).flatMap((verdict) => (verdict.type === 'funnel-unavailable' ? [] : [verdict.cardId])),
    ...records.slots.flatMap((slot) => (slot.cardId === undefined ? [] : [slot.cardId])),
  ];
  return {
    connection,
    protocol: session.protocol,
    version,
    state,
    startedAt: startedAt(session),
    phase: phaseOf(session),
    clientIs: view.clientId === undefined ? 'waiting' : 'known',
    parts: session.parts.map((part) => part.id),
    keys: keysOfSession(state.followed),
    contactIds: view.clientId === undefined ? [] : [view.clientId],
    cardIds: [...new Set<CardId>(cards)],
  };
}

