import { addMs, type ConnectionId, type Instant } from '../../domain/index.ts';
import type { Chat, Clock, HookSigns, Telemetry } from '../../ports/index.ts';

/** Notices classifications that records are given by reading, so that the silence of their webhook is noticed (ACT-05). */
export interface ClassificationWatch {
  /** The same chat; asks nothing more than is asked anyway. */
  over(chat: Chat, connection: ConnectionId, sessionStartedAt: Instant): Chat;
}

/** A webhook may come a moment after the reading; and so often at the most something is written. */
const HELD_BACK_MS = 10 * 60_000;

export function createClassificationWatch({ hookSigns, clock, telemetry }: { readonly hookSigns: HookSigns; readonly clock: Clock; readonly telemetry: Telemetry }): ClassificationWatch {
  const held = new Map<ConnectionId, { readonly since: Instant; readonly at: Instant }>();

  function seen(connection: ConnectionId, since: Instant): void {
    const now = clock.now();
    const first = held.get(connection);
    if (first !== undefined && now < addMs(first.at, HELD_BACK_MS)) return;
    held.set(connection, { since, at: now });
    if (first === undefined) return;
    // Not waited for: no record depends on it.
    hookSigns.noteSeen(connection, 'ClassificationServices', first.since).catch(() => telemetry.log('warn', 'hook.sign-not-noted', { connection }));
  }

  return {
    over: (chat, connection, sessionStartedAt) => ({
      ...chat,
      attendance: {
        ...chat.attendance,
        async classificationOf(parts) {
          const found = await chat.attendance.classificationOf(parts);
          if (found !== undefined) seen(connection, sessionStartedAt);
          return found;
        },
      },
    }),
  };
}
