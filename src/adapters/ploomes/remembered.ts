import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import type { Clock } from '../../ports/clock.ts';

/** Something read from Ploomes that serves for a while. */
export interface Remembered<Value> {
  /** At most `ttlSeconds` old. */
  recent(): Promise<Value>;
  /** Read anew, and remembered. */
  now(): Promise<Value>;
}

/** Remembers what `read` gives. Callers at the same time share one reading; a failed one is not remembered. */
export function createRemembered<Value>(read: () => Promise<Value>, ttlSeconds: number, clock: Pick<Clock, 'now'>): Remembered<Value> {
  let kept: { readonly value: Promise<Value>; readonly until: Instant } | undefined;

  function now(): Promise<Value> {
    const value = read();
    const reading = { value, until: addMs(clock.now(), ttlSeconds * 1000) };
    kept = reading;
    value.catch(() => {
      if (kept === reading) kept = undefined;
    });
    return value;
  }

  return { now, recent: () => (kept !== undefined && clock.now() < kept.until ? kept.value : now()) };
}
