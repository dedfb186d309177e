import assert from 'node:assert/strict';
import { isPortFailure, type PortFailureCode } from '../failures.ts';
import type { Clock } from '../clock.ts';
import { after } from './builders.ts';
import type { NewDelivery } from '../inbox.ts';
import type { SessionRow } from '../sessions.ts';
import type { Store } from '../store.ts';
import type { ClaimedDelivery, DeliveryHandler, Settlement } from '../work-queue.ts';

/** A store over an empty database, with a clock that the clauses wind; it shows `BEGINNING` first. */
export interface InsideSubject extends Store {
  readonly clock: Clock & { advance(ms: number): void };
  /** Opens the same database again, as after the end of the process. The earlier store may not have been closed. */
  reopen(): Promise<Store>;
}

/** An empty queue with the ports that fill it and show its work, and a clock that the clauses wind. */
export type WorkQueueSubject = Pick<InsideSubject, 'queue' | 'inbox' | 'history' | 'sessions' | 'clock'>;

export const DONE: Settlement = { end: { type: 'done' } };

/** A pause until so many seconds after the beginning. */
export const later = (seconds: number, attempt: 'spent' | 'free' = 'spent'): Settlement => ({
  end: { type: 'later', at: after(seconds), reason: 'port.throttled', attempt },
});

/** Works everything that is due with `handler`, and stops again. */
export async function workAll({ queue }: Pick<Store, 'queue'>, handler: DeliveryHandler, inFlight = 10): Promise<void> {
  await queue.run(handler, { inFlight });
  await queue.idle();
  await queue.stop();
}

/** Accepts a delivery and ends it with this settlement. */
export async function acceptAndSettle(store: Pick<Store, 'inbox' | 'queue'>, delivery: NewDelivery, settlement: Settlement): Promise<void> {
  await store.inbox.accept([delivery]);
  await workAll(store, async ({ id }) => (id === delivery.id ? settlement : DONE));
}

/** Sessions are written by settlements only; `through` is accepted and ended for it. */
export const writeSessions = (store: Pick<Store, 'inbox' | 'queue'>, through: NewDelivery, sessions: readonly SessionRow[]): Promise<void> =>
  acceptAndSettle(store, through, { ...DONE, sessions });

/** A handler that remembers what it was given and answers by the delivery's id; `done` where nothing is said. */
export function recording(answers: Readonly<Record<string, readonly Settlement[]>> = {}) {
  const seen: ClaimedDelivery[] = [];
  const handler: DeliveryHandler = async (delivery) => {
    seen.push(delivery);
    const earlier = seen.filter(({ id }) => id === delivery.id).length - 1;
    return answers[delivery.id]?.[earlier] ?? DONE;
  };
  return { handler, seen, ids: (): readonly string[] => seen.map(({ id }) => id) };
}

export const rejectsWith = (code: PortFailureCode, promise: Promise<unknown>): Promise<void> =>
  assert.rejects(promise, (error) => {
    assert.ok(isPortFailure(error), `A PortFailure was expected, and this came: ${String(error)}`);
    assert.equal(error.code, code);
    return true;
  });
