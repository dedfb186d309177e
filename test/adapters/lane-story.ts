import fc from 'fast-check';
import { expect } from 'vitest';
import { aDelivery } from '../../src/ports/contracts/builders.ts';
import type { InsideSubject } from '../../src/ports/contracts/index.ts';
import type { DeliveryHandler, Settlement, Store, Urgency } from '../../src/ports/index.ts';
import { addMs } from '../../src/domain/kernel/instant.ts';

// What may happen to lanes, and what their deliveries may come to, for the properties of every store.

/** A store that a story is played on. */
export interface Playable extends InsideSubject {
  dispose(): Promise<void>;
}

const LANES = ['a', 'b', 'c', 'd'] as const;

export type Step =
  | { readonly type: 'accept'; readonly lanes: readonly string[]; readonly urgency: Urgency }
  | { readonly type: 'advance'; readonly ms: number }
  | { readonly type: 'idle' }
  | { readonly type: 'restart' };

export const lane = fc.constantFrom(...LANES);
export const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ type: fc.constant('accept' as const), lanes: fc.array(lane, { minLength: 1, maxLength: 6 }), urgency: fc.constantFrom('live' as const, 'bulk' as const) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('advance' as const), ms: fc.integer({ min: 1, max: 5_000 }) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('idle' as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('restart' as const) }) },
);
const fate = fc.constantFrom('done', 'done', 'awaiting', 'set-aside', 'throws', 'later-spent', 'later-free', 'slow');

/** Every lane's deliveries in the order of acceptance, and in the order in which they ended. */
interface Journal {
  readonly accepted: Map<string, string[]>;
  readonly ended: Map<string, string[]>;
}

const note = (lists: Map<string, string[]>, key: string, id: string): void => void lists.set(key, [...(lists.get(key) ?? []), id]);

function fatedHandler(journal: Journal, fates: readonly string[], { clock }: Playable): DeliveryHandler {
  let turn = 0;
  return async ({ id, lane: key }): Promise<Settlement> => {
    const chosen = fates[turn++ % fates.length];
    if (chosen === 'slow') for (let wait = 0; wait < 5; wait += 1) await Promise.resolve();
    if (chosen === 'later-spent' || chosen === 'later-free') {
      const attempt = chosen === 'later-spent' ? 'spent' : 'free';
      return { end: { type: 'later', at: addMs(clock.now(), 1_000), reason: 'port.throttled', attempt } };
    }
    note(journal.ended, key, id);
    if (chosen === 'throws') throw new RangeError('broken');
    if (chosen === 'set-aside') return { end: { type: 'set-aside', reason: 'port.refused' } };
    return { end: { type: chosen === 'awaiting' ? 'awaiting' : 'done' } };
  };
}

export async function play(subject: Playable, steps: readonly Step[], fates: readonly string[], inFlight: number): Promise<Journal> {
  const journal: Journal = { accepted: new Map(), ended: new Map() };
  const handler = fatedHandler(journal, fates, subject);
  let store: Store = subject;
  let count = 0;
  const accepts: Promise<unknown>[] = [];
  await store.queue.run(handler, { inFlight, inFlightPerConnection: inFlight });
  for (const one of steps) {
    if (one.type === 'accept') {
      const batch = one.lanes.map((key) => aDelivery(`d${count++}`, { lane: key, ...(one.urgency === 'bulk' && { urgency: one.urgency }) }));
      for (const delivery of batch) note(journal.accepted, delivery.lane, delivery.id);
      accepts.push(store.inbox.accept(batch));
    }
    if (one.type === 'advance') subject.clock.advance(one.ms);
    if (one.type === 'idle') await store.queue.idle();
    if (one.type === 'restart') {
      await Promise.all(accepts.splice(0));
      await store.queue.stop();
      store = await subject.reopen();
      await store.queue.run(handler, { inFlight, inFlightPerConnection: inFlight });
    }
  }
  await Promise.all(accepts);
  // Handlers may postpone a while longer, but not for ever: from here on everybody is patient.
  for (let round = 0; (await store.queue.stats()).pending > 0; round += 1) {
    expect(round).toBeLessThan(2_000);
    await store.queue.idle();
    subject.clock.advance(1_000);
  }
  await store.queue.stop();
  return journal;
}

export const fates = fc.array(fate, { minLength: 1, maxLength: 12 }).filter((all) => all.some((one) => !one.startsWith('later')));

export async function holdsOrder(open: () => Promise<Playable>, steps: readonly Step[], chosen: readonly string[], inFlight: number): Promise<void> {
  const subject = await open();
  try {
    const { accepted, ended } = await play(subject, steps, chosen, inFlight);
    expect(Object.fromEntries(ended)).toEqual(Object.fromEntries(accepted));
  } finally {
    await subject.dispose();
  }
}
