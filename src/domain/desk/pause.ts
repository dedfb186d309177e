import { addMs, epochMsOf, type Instant } from '../kernel/instant.ts';

/** A pause as the panel shows it (PAN-08). */
export interface PauseClock {
  /** Absent where the reason has no length: such a pause ends when the agent ends it. */
  readonly until?: Instant;
  /** Never below 0. */
  readonly leftMs?: number;
  /** `yes` once its time is over; the chat resumes by itself. */
  readonly over: 'yes' | 'no';
}

const MINUTE_MS = 60_000;

/**
 * How long a pause goes on (PAN-08).
 *
 * @param pause - `minutes` as the reason is configured in the chat, `since` as the chat tells; absent where it does not.
 */
export function pauseClock({ minutes, since }: { readonly minutes?: number | undefined; readonly since?: Instant | undefined }, now: Instant): PauseClock {
  if (minutes === undefined || since === undefined) return { over: 'no' };
  const until = addMs(since, minutes * MINUTE_MS);
  return { until, leftMs: Math.max(0, epochMsOf(until) - epochMsOf(now)), over: now < until ? 'no' : 'yes' };
}
