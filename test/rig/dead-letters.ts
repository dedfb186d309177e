import { createSystemClock, createSystemIds } from '../../src/adapters/system/index.ts';
import { addMs } from '../../src/domain/index.ts';
import { aDelivery } from '../../src/ports/contracts/builders.ts';
import type { NewDelivery, Store, StoreFactory } from '../../src/ports/index.ts';

const SHARE = 500;

/** Puts dead letters into a database that no hub has open. */
export async function setAside(open: StoreFactory, deliveries: readonly NewDelivery[], reason = 'port.refused'): Promise<void> {
  const store = await open({ clock: createSystemClock(), ids: createSystemIds() });
  const dead = deliveries.map((delivery) => ({ ...delivery, unusable: { reason, detail: 'made for a test' } }));
  for (let at = 0; at < dead.length; at += SHARE) await store.inbox.accept(dead.slice(at, at + SHARE));
  await store.close();
}

/** What Ploomes tells of a card that a person changed: it is read, and leads to no call. */
export function aCardWebhook(id: string, card: number, wishes: Partial<Omit<NewDelivery, 'id'>> = {}): NewDelivery {
  const body = JSON.stringify({ Entity: 'Deals', Action: 'Update', New: { Id: card, LastUpdateDate: `2026-05-04T12:00:00.${id.slice(-3)}-03:00` } });
  // A while ago: what is older than its time of keeping has no payload any more.
  const receivedAt = addMs(createSystemClock().now(), -60_000);
  return { ...aDelivery(id, { source: 'ploomes', kind: 'Deals.Update', lane: `card:${card}`, body, receivedAt }), ...wishes };
}

interface DyingStore {
  readonly store: StoreFactory;
  /** Resolves when the process has ended. */
  readonly died: Promise<void>;
  /** It ends when replays are accepted for the so-manieth time: before they are, or after they are and nobody was told. */
  arm(times: number, when: 'before' | 'after'): void;
}

/** A store whose process ends as by `kill -9`: from one moment on nothing is done and nobody is answered. */
export function createDyingStore(open: StoreFactory): DyingStore {
  let armed: { times: number; readonly when: 'before' | 'after' } | undefined;
  let inner: Store | undefined;
  const { promise: died, resolve: die } = Promise.withResolvers<void>();

  const store: StoreFactory = async (inside) => {
    await inner?.close();
    inner = await open(inside);
    const { queue, inbox } = inner;
    let dead = false;
    const end = async (): Promise<never> => {
      dead = true;
      armed = undefined;
      die();
      return await new Promise<never>(() => undefined);
    };
    return {
      ...inner,
      inbox: {
        async accept(deliveries, ...rest) {
          const meets = armed !== undefined && deliveries[0]?.replayOf !== undefined && --armed.times === 0;
          if (dead || (meets && armed?.when === 'before')) return await end();
          const accepted = await inbox.accept(deliveries, ...rest);
          return meets ? await end() : accepted;
        },
      },
      queue: {
        ...queue,
        run: async (handler, options) => await queue.run(async (delivery) => {
          const settlement = dead ? await end() : await handler(delivery);
          return dead ? await end() : settlement;
        }, options),
      },
    };
  };
  return { store, died, arm: (times, when) => void (armed = { times, when }) };
}
