import { createHash } from 'node:crypto';

/** What the hub has said that it has, by the body of each delivery. */
export interface TakenDeliveries {
  note(connection: string, body: Buffer | string): void;
  /** Something of that body is in the hub's store, so many times. */
  find(connection: string, body: Buffer | string, times: number): void;
  /** Those that were taken and are not in the store, with what they said where that was kept. */
  lost(): readonly LostDelivery[];
}

export interface LostDelivery {
  readonly times: number;
  readonly connection?: string;
  readonly body?: string;
}

/** Beyond so many a delivery is known by its mark alone. */
const KEPT = 50_000;

export function createTakenDeliveries(): TakenDeliveries {
  const missing = new Map<number, number>();
  const kept = new Map<number, Required<Omit<LostDelivery, 'times'>>>();
  return {
    note(connection, body) {
      const mark = markOf(connection, body);
      missing.set(mark, (missing.get(mark) ?? 0) + 1);
      if (kept.size < KEPT) kept.set(mark, { connection, body: body.toString() });
    },
    find(connection, body, times) {
      const mark = markOf(connection, body);
      const left = (missing.get(mark) ?? 0) - times;
      if (left > 0) missing.set(mark, left);
      else missing.delete(mark);
    },
    lost: () => [...missing].map(([mark, times]) => ({ times, ...kept.get(mark) })),
  };
}

/** 52 bits: of a million deliveries two share a mark in one run of ten thousand. */
const markOf = (connection: string, body: Buffer | string): number =>
  Number.parseInt(createHash('sha1').update(connection).update('\n').update(body).digest('hex').slice(0, 13), 16);
