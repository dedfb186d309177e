import type { DeliveryRow } from './rows.ts';
import type { Table } from './table.ts';

/** How often a webhook that was not answered with 2xx is tried again. */
export interface RetryPolicy {
  /** Real milliseconds before each further attempt; their count plus one is the number of attempts. */
  readonly delaysMs: readonly number[];
  /** Real milliseconds that a receiver has to answer. */
  readonly timeoutMs: number;
}

export const defaultRetry: RetryPolicy = { delaysMs: [500, 1_500, 3_000, 5_000], timeoutMs: 5_000 };

/** Sends webhooks, one at a time for each address and in order; what is tried in vain holds up what comes after it. */
export interface Courier {
  readonly hand: (delivery: DeliveryRow) => void;
  /** Sends once, now, out of order; the receiver's status, or undefined when it did not answer. */
  readonly sendNow: (delivery: DeliveryRow) => Promise<number | undefined>;
  /** Resolves when nothing is on its way. */
  readonly idle: () => Promise<void>;
  /** Forgets what was not sent yet. */
  readonly clear: () => void;
  readonly close: () => void;
}

export function createCourier(deliveries: Table<DeliveryRow>, retry: RetryPolicy, commit: () => void): Courier {
  const queues = new Map<string, DeliveryRow[]>();
  const running = new Map<string, Promise<void>>();
  const closing = new AbortController();

  const sendNow = (delivery: DeliveryRow): Promise<number | undefined> => post(delivery, retry.timeoutMs, closing.signal);
  const attempt = async (delivery: DeliveryRow, attempts: number): Promise<boolean> => {
    const status = await sendNow(delivery);
    if (closing.signal.aborted || deliveries.get(delivery.id) === undefined) return true;
    const done = status !== undefined && status >= 200 && status < 300;
    const state = done ? 'delivered' : attempts > retry.delaysMs.length ? 'dropped' : 'pending';
    deliveries.put({ ...delivery, state, attempts, lastStatus: status ?? null });
    commit();
    return state !== 'pending';
  };
  const deliver = async (delivery: DeliveryRow): Promise<void> => {
    for (let attempts = 1; !(await attempt(delivery, attempts)); attempts += 1) {
      await pause(retry.delaysMs[attempts - 1] ?? 0, closing.signal);
    }
  };
  const run = async (url: string, queue: DeliveryRow[]): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && !closing.signal.aborted; next = queue.shift()) await deliver(next);
    running.delete(url);
  };
  return {
    hand: (delivery) => {
      if (delivery.url === null || closing.signal.aborted) return;
      const queue = queues.get(delivery.url) ?? [];
      queues.set(delivery.url, queue);
      queue.push(delivery);
      if (!running.has(delivery.url)) running.set(delivery.url, afterThisTurn().then(() => run(delivery.url ?? '', queue)));
    },
    sendNow,
    idle: async () => {
      while (running.size > 0) await Promise.all(running.values());
    },
    clear: () => queues.forEach((queue) => queue.splice(0)),
    close: () => closing.abort(),
  };
}

/** The answer to the caller goes out before the webhooks that it caused, as with any sender of its own. */
const afterThisTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function post(delivery: DeliveryRow, timeoutMs: number, closing: AbortSignal): Promise<number | undefined> {
  if (delivery.url === null) return undefined;
  try {
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), closing]);
    const headers = { 'content-type': 'application/json;charset=UTF-8', 'user-agent': 'Neppo-Webhook' };
    const reply = await fetch(delivery.url, { method: 'POST', headers, body: delivery.body, signal, redirect: 'manual' });
    await reply.arrayBuffer();
    return reply.status;
  } catch {
    // Not reached, cut off or too slow: all the same to the sender, who tries again.
    return undefined;
  }
}

const pause = (ms: number, closing: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      closing.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    closing.addEventListener('abort', wake);
  });
