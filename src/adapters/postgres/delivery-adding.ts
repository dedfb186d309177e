import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Accepted, NewDelivery } from '../../ports/inbox.ts';
import type { Conversation } from './conversation.ts';
import { createDeliveryWriting, type NumberedDelivery } from './delivery-writing.ts';
import { keyText } from './key-text.ts';
import { createLaneBook, type LockedLane, type NumbersWish } from './lane-book.ts';
import { createRepeatBook } from './repeat-book.ts';
import type { WakingLane, Wakes } from './wakes.ts';

/** The lane of a delivery that ends in the same transaction: it is locked together with the others, since locks have an order. */
export interface EndingLane {
  readonly connection: ConnectionId;
  /** As it stands in its column. */
  readonly lane: string;
  /** Runs once all lanes are locked, before anything is written in them. */
  locked(lane: LockedLane): void;
}

/**
 * Writes deliveries in a transaction, and wakes their lanes with it. It locks repeat keys first, then lanes, deliveries and
 * wake-ups; whoever does more in the same transaction has to find its place in that order.
 */
export type AddDeliveries = (db: Conversation, deliveries: readonly NewDelivery[], ending?: EndingLane) => Promise<readonly Accepted[]>;

export interface AddingParts {
  readonly schema: string;
  readonly wakes: Wakes;
  readonly clock: Clock;
}

export function createAdding({ schema, wakes, clock }: AddingParts): AddDeliveries {
  const repeats = createRepeatBook(schema);
  const lanes = createLaneBook(schema);
  const write = createDeliveryWriting(schema);

  /** A lane that rests is woken when its time comes. */
  const isToWake = ([{ numbered }, { dueAt }]: Numbered): boolean =>
    numbered.some(({ unusable }) => unusable === undefined) && (dueAt === undefined || dueAt <= clock.now());

  return async (db, deliveries, ending) => {
    const { fresh, answers, repeated } = await repeats.sortOut(db, deliveries);
    const wishes = wishesOf(fresh, ending);
    const numbered = wishes.length === 0 ? [] : await lanes.number(db, wishes);
    for (const [wish, lane] of numbered) if (isOf(ending, wish)) ending?.locked(lane);
    write(db, inOrderOf(fresh, numbered.flatMap(numberedDeliveries)));
    await repeats.count(db, repeated); // the first of them may have been written just now
    await wakes.wake(db, numbered.filter(isToWake).map(asWaking));
    return answers;
  };
}

type Numbered = readonly [NumbersWish<NewDelivery>, LockedLane];

/** By what came now. What is in the lane already has woken it. */
const asWaking = ([{ numbered }, lane]: Numbered): WakingLane => ({ ...lane, urgency: numbered.some(isLiveWork) ? 'live' : 'bulk' });

const isLiveWork = ({ urgency, unusable }: NewDelivery): boolean => urgency === undefined && unusable === undefined;

const isBulk = ({ urgency }: NewDelivery): boolean => urgency === 'bulk';

function wishesOf(fresh: readonly NewDelivery[], ending: EndingLane | undefined): readonly NumbersWish<NewDelivery>[] {
  const groups = Map.groupBy(fresh, ({ connection, lane }) => JSON.stringify([connection, keyText(lane)]));
  const wishes = [...groups.values()].flatMap((numbered) =>
    numbered.slice(0, 1).map(({ connection, lane }) => ({ connection, lane: keyText(lane), numbered, hasBulk: numbered.some(isBulk) })),
  );
  return ending === undefined || wishes.some((wish) => isOf(ending, wish)) ? wishes : [...wishes, { ...ending, numbered: [], hasBulk: false }];
}

const isOf = (ending: EndingLane | undefined, wish: NumbersWish<NewDelivery>): boolean =>
  ending !== undefined && ending.lane === wish.lane && ending.connection === wish.connection;

const numberedDeliveries = ([{ numbered }, { id: laneId, lastSeq }]: Numbered): readonly NumberedDelivery[] =>
  numbered.map((delivery, place) => ({ delivery, laneId, seq: lastSeq - numbered.length + 1 + place }));

/** Their places in history are given in the order of acceptance. */
function inOrderOf(fresh: readonly NewDelivery[], numbered: readonly NumberedDelivery[]): readonly NumberedDelivery[] {
  const places = new Map(fresh.map((delivery, place) => [delivery, place]));
  return numbered.toSorted((a, b) => (places.get(a.delivery) ?? 0) - (places.get(b.delivery) ?? 0));
}
