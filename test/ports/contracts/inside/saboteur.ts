import { setTimeout as delay } from 'node:timers/promises';
import type { Contract, InsideSubject } from '../../../../src/ports/contracts/index.ts';
import type { ClaimedDelivery, DeliveryHandler, NewDelivery, Settlement, Store } from '../../../../src/ports/index.ts';

/** Breaks one promise of a working store and leaves the others whole. */
export type Saboteur = (subject: InsideSubject) => Partial<InsideSubject>;

type Proof = () => Promise<void>;

/** The clauses of a contract, each bound to fresh subjects of this factory. */
export function proofsOf<Subject>(contract: Contract<Subject>, factory: Parameters<Contract<Subject>>[1]): ReadonlyMap<string, Proof> {
  const proofs = new Map<string, Proof>();
  contract((name, run) => proofs.set(name, run), factory);
  return proofs;
}

/** A clause that never comes to an end is not fulfilled either; a kept one takes a few milliseconds, and more on a busy machine. */
const LONGEST_MS = 5_000;

export async function holds(proof: Proof | undefined): Promise<boolean> {
  const ended = new AbortController();
  const tooLong = delay(LONGEST_MS, false, { signal: ended.signal, ref: false }).catch(() => false);
  const kept = Promise.resolve(proof?.()).then(() => true, () => false);
  return Promise.race([kept, tooLong]).finally(() => ended.abort());
}

/** What is done to deliveries on their way in, to a handler's view, and to what it hands back. */
export interface Tampering {
  readonly claimed?: (delivery: ClaimedDelivery) => ClaimedDelivery;
  readonly settlement?: (settlement: Settlement, delivery: ClaimedDelivery) => Settlement | Promise<Settlement>;
}

export const tamper = (store: Pick<Store, 'queue'>, { claimed = (delivery) => delivery, settlement = (one) => one }: Tampering): Pick<Store, 'queue'> =>
  handledBy(store, (handler) => async (delivery) => settlement(await handler(claimed(delivery)), delivery));

export const handledBy = ({ queue }: Pick<Store, 'queue'>, wrap: (handler: DeliveryHandler) => DeliveryHandler): Pick<Store, 'queue'> => ({
  queue: { ...queue, run: (handler, options) => queue.run(wrap(handler), options) },
});

export const accepting = ({ inbox }: Pick<Store, 'inbox'>, change: (deliveries: readonly NewDelivery[]) => readonly NewDelivery[]): Pick<Store, 'inbox'> => ({
  inbox: { accept: (deliveries) => inbox.accept(change(deliveries)) },
});

/** A wait that outlasts every clause. */
export const FOR_EVER: Settlement = { end: { type: 'later', at: '2099-01-01T00:00:00.000Z' as never, reason: 'stuck', attempt: 'free' } };

/** Tells whether calls overlap. */
export function createTraffic() {
  let under = 0;
  return {
    isBusy: (): boolean => under > 0,
    async pass<Result>(call: () => Promise<Result>): Promise<Result> {
      under += 1;
      try {
        return await call();
      } finally {
        under -= 1;
      }
    },
  };
}
