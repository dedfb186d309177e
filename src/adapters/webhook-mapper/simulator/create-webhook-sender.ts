import type { Attempt } from './attempt.ts';
import type { Delivery } from './delivery.ts';
import { habitsOf } from './habits.ts';
import { handshakeOf } from './handshake.ts';
import { createOutbox, type Outbox, type Pending } from './outbox.ts';
import type { Parcel } from './parcel.ts';
import { readyMadeDelivery } from './ready-made/index.ts';
import { createSending, type About, type Sending } from './sending.ts';
import { createShuffle } from './shuffle.ts';
import type { ManySent, SendingManner, WebhookSender, WebhookSenderOptions } from './webhook-sender.ts';

/** Makes a sender that plays a platform's deliveries, with its signatures, its retries and its idea of success. */
export function createWebhookSender(options: WebhookSenderOptions): WebhookSender {
  const { platform } = options;
  const habits = options.habits ?? habitsOf(platform);
  const sending = createSending(options, habits);
  const outbox = createOutbox(habits);
  const shuffled = createShuffle(options.seed ?? 1);
  const told = new Map<number, Told>();
  let replays = 0;

  const rounds = createRounds(sending, outbox, told);
  const send = async (delivery: Delivery, manner: SendingManner = {}): Promise<Attempt | undefined> => {
    const number = told.size + 1;
    told.set(number, { delivery, manner });
    outbox.add(number, sending.now());
    const mine = outbox.due(sending.now()).find((pending) => pending.delivery === number);
    let last = mine && (await rounds.attempt(mine));
    if (habits.queue) await rounds.makeDue();
    for (let turn = 2; last !== undefined && turn <= (manner.times ?? 1); turn += 1) {
      last = await sending.carry(sending.signed(delivery, manner), aboutOf(number, turn, delivery.event));
    }
    return last;
  };
  return {
    send,
    report: (event, person, number = told.size + 1, manner = {}) =>
      send(readyMadeDelivery(platform, event, { person, number, atMs: sending.now() }), manner),
    sendAll: (deliveries, { order = 'as-given', atOnce = 1 } = {}) => inGroups(ordered(deliveries, order, shuffled), atOnce, (each) => send(each)),
    replay: ({ delivery, attempt, event, request }) => {
      replays += 1;
      return sending.carry(request, aboutOf(delivery, attempt + replays, event));
    },
    activate: () => shakeHands(options, sending),
    reactivate: async () => {
      outbox.reactivate(sending.now());
      await rounds.makeDue();
    },
    condition: outbox.condition,
    waiting: () => outbox.waiting().length,
    advance: async (ms) => {
      const endMs = sending.now() + ms;
      await rounds.until(endMs);
      sending.wind(endMs - sending.now());
    },
    settle: () => rounds.until(Number.POSITIVE_INFINITY),
    journal: sending.journal,
  };
}

interface Told {
  readonly delivery: Delivery;
  readonly manner: SendingManner;
}

/** Makes the attempts that are due, now or until a moment to which the clock is wound. */
interface Rounds {
  attempt(pending: Pending): Promise<Attempt | undefined>;
  makeDue(): Promise<void>;
  until(endMs: number): Promise<void>;
}

function createRounds(sending: Sending, outbox: Outbox, told: ReadonlyMap<number, Told>): Rounds {
  const attempt = async (pending: Pending): Promise<Attempt | undefined> => {
    const what = told.get(pending.delivery);
    if (what === undefined) return undefined;
    outbox.begin(pending);
    const request = sending.signed(what.delivery, what.manner);
    const made = await sending.carry(request, aboutOf(pending.delivery, pending.attempts + 1, what.delivery.event));
    outbox.close(pending, made, sending.now());
    return made;
  };
  const makeDue = async (): Promise<void> => {
    for (let [next] = outbox.due(sending.now()); next !== undefined; [next] = outbox.due(sending.now())) await attempt(next);
  };
  const until = async (endMs: number): Promise<void> => {
    await makeDue();
    for (let nextMs = outbox.nextMs(); nextMs !== undefined && nextMs <= endMs; nextMs = outbox.nextMs()) {
      sending.wind(nextMs - sending.now());
      await makeDue();
    }
  };
  return { attempt, makeDue, until };
}

async function shakeHands({ platform, target, verifyToken = lastPartOf(target) }: WebhookSenderOptions, sending: Sending): Promise<boolean> {
  const handshake = handshakeOf(platform, verifyToken);
  if (handshake === undefined) return true;
  const request = 'query' in handshake.asks ? challenge(target, handshake.asks.query) : sending.written(handshake.asks);
  return handshake.agrees(await sending.carry(request, aboutOf(0, 1, 'handshake')));
}

const lastPartOf = (address: string): string => new URL(address).pathname.split('/').at(-1) ?? '';

const challenge = (url: string, query: Readonly<Record<string, string>>): Parcel =>
  ({ method: 'GET', url: `${url}?${new URLSearchParams(query).toString()}`, headers: {}, body: new Uint8Array() });

const aboutOf = (delivery: number, attempt: number, event: string | undefined): About => ({ delivery, attempt, ...(event === undefined ? {} : { event }) });

function ordered<Item>(items: readonly Item[], order: NonNullable<ManySent['order']>, shuffled: <Each>(each: readonly Each[]) => readonly Each[]): readonly Item[] {
  if (order === 'as-given') return items;
  return order === 'reversed' ? items.toReversed() : shuffled(items);
}

async function inGroups<Item, Result>(items: readonly Item[], size: number, act: (item: Item) => Promise<Result>): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += size) results.push(...(await Promise.all(items.slice(start, start + size).map(act))));
  return results;
}
