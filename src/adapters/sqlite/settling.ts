import { isIntegrationError } from '../../domain/kernel/error.ts';
import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Settlement } from '../../ports/work-queue.ts';
import { CALL_NOTES_KEPT, CONFLICT_PAUSE_MS } from '../sql/lane-rules.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Added, DeliveryTable } from './delivery-table.ts';
import type { SessionTable } from './session-table.ts';
import type { TimerTable } from './timer-table.ts';
import type { Pending } from './translate-delivery.ts';

/** A delivery that a handler has finished with, for now or for good. */
export interface Handled {
  readonly pending: Pending;
  readonly firstTriedAt: Instant;
  readonly settlement: Settlement;
}

/** What the lane does next: goes on, or waits with the delivery as it stands now. */
export type Settled = { readonly next: 'go-on' } | { readonly next: 'rest'; readonly until: Instant; readonly pending: Pending };

export interface SettlingParts {
  readonly clock: Clock;
  readonly commits: CommitLoop;
  readonly deliveries: DeliveryTable;
  readonly sessions: SessionTable;
  readonly timers: TimerTable;
  readonly onCommitted: (handled: Handled, added: readonly Added[]) => void;
}

/** Writes a settlement whole or not at all. Fails with `port.conflict` when a session was changed meanwhile. */
export function createSettling(parts: SettlingParts): (handled: Handled) => Promise<Settled> {
  const { clock, commits } = parts;
  return (handled) =>
    commits.write({
      doing: `settle delivery ${handled.pending.delivery.id}`,
      apply() {
        const added = applySettlement(parts, handled);
        return { added, settled: writeEnd(parts, handled, clock.now()) };
      },
      committed: ({ added }) => parts.onCommitted(handled, added),
    }).then(({ settled }) => settled);
}

function applySettlement({ deliveries, sessions, timers }: SettlingParts, { pending, settlement }: Handled): readonly Added[] {
  const { connection } = pending.delivery;
  for (const session of settlement.sessions ?? []) sessions.write(session);
  // Cancelled first: a settlement may cancel a timer and set it anew.
  for (const key of settlement.cancelTimers ?? []) timers.cancel(connection, key);
  for (const timer of settlement.timers ?? []) timers.put(timer);
  return (settlement.forward ?? []).map(deliveries.add);
}

function writeEnd({ deliveries }: SettlingParts, { pending, firstTriedAt, settlement }: Handled, now: Instant): Settled {
  const { end, decision } = settlement;
  const attempts = pending.attempts + (end.type === 'later' && end.attempt === 'spent' ? 1 : 0);
  const calls = settlement.calls === undefined ? pending.calls : [...pending.calls, ...settlement.calls].slice(-CALL_NOTES_KEPT);
  deliveries.write({ pending, end, decision, calls, attempts, firstTriedAt, now });
  if (end.type !== 'later') return { next: 'go-on' };
  return { next: 'rest', until: end.at, pending: { ...pending, attempts, firstTriedAt, calls } };
}

/** A settlement that lost against another writer: nothing of it stays but the calls that were made, and it is tried again soon. */
export const afterConflict = (handled: Handled, now: Instant): Handled => ({
  ...handled,
  settlement: {
    end: { type: 'later', at: addMs(now, CONFLICT_PAUSE_MS), reason: 'conflict', attempt: 'spent' },
    calls: handled.settlement.calls ?? [],
  },
});

/** A handler, or what it handed back, was broken: kept for people to look at, and the lane goes on. */
export const asDefect = (error: unknown): Settlement => ({
  end: { type: 'set-aside', reason: 'defect' },
  decision: { error: nameOf(error), ...(isIntegrationError(error) && { code: error.code }) },
});

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
