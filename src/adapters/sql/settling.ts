import { isIntegrationError } from '../../domain/kernel/error.ts';
import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import type { Subject } from '../../ports/inbox.ts';
import type { CallNote, DeliveryEnd, Settlement } from '../../ports/work-queue.ts';
import { toJson } from './json.ts';
import { CALL_NOTES_KEPT, CONFLICT_PAUSE_MS } from './lane-rules.ts';
import type { Pending } from './translate-delivery.ts';

/** A delivery that a handler has finished with, for now or for good. */
export interface Handled {
  readonly pending: Pending;
  readonly firstTriedAt: Instant;
  readonly settlement: Settlement;
}

/** What the lane does next: goes on, or waits with the delivery as it stands now. */
export type Settled = { readonly next: 'go-on' } | { readonly next: 'rest'; readonly until: Instant; readonly pending: Pending };

/** A delivery's end or pause as it is written. */
export interface Ending {
  readonly state: DeliveryEnd['type'];
  readonly reason: string | null;
  readonly decision: string | null;
  readonly calls: string | null;
  readonly subjects: readonly Subject[];
  readonly payload: Settlement['payload'];
  readonly attempts: number;
  readonly firstTriedAt: Instant;
  readonly dueAt: Instant | null;
  readonly endedAt: Instant | null;
}

/** What to write of a delivery that was handled, and what its lane does then. */
export function endingOf({ pending, firstTriedAt, settlement }: Handled, now: Instant): { readonly ending: Ending; readonly settled: Settled } {
  const { end, decision, payload } = settlement;
  // What was known at the door is put into the index only now.
  const subjects = [...new Set([...pending.delivery.subjects ?? [], ...settlement.subjects ?? []])];
  const attempts = pending.attempts + (end.type === 'later' && end.attempt === 'spent' ? 1 : 0);
  const calls = callsOf(pending, settlement);
  const reason = end.type === 'later' || end.type === 'set-aside' ? end.reason : null;
  const [dueAt, endedAt] = end.type === 'later' ? [end.at, null] : [null, now];
  const notes = calls.length === 0 ? null : toJson(calls);
  return {
    ending: { state: end.type, reason, decision: toJson(decision), calls: notes, subjects, payload, attempts, firstTriedAt, dueAt, endedAt },
    settled: end.type === 'later' ? { next: 'rest', until: end.at, pending: { ...pending, attempts, firstTriedAt, calls } } : { next: 'go-on' },
  };
}

const callsOf = (pending: Pending, { calls }: Settlement): readonly CallNote[] =>
  calls === undefined ? pending.calls : [...pending.calls, ...calls].slice(-CALL_NOTES_KEPT);

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
