import type { Accepted, DeliveryId, NewDelivery } from '../../ports/inbox.ts';
import { keyText } from './key-text.ts';
import type { PostgresLike } from './postgres-like.ts';
import { columns } from './columns.ts';

/** Deliveries at the door, told apart by whether somebody said the same before. */
export interface SortedOut {
  /** For each of them, in their order. */
  readonly answers: readonly Accepted[];
  readonly fresh: readonly NewDelivery[];
  /** The earlier ones that were said again, each as often as it was. */
  readonly repeated: readonly DeliveryId[];
}

/** Which deliveries were seen before. Both belong in the transaction that accepts. */
export interface RepeatBook {
  /** Waits for another transaction that accepts the same at this moment. */
  sortOut(db: PostgresLike, deliveries: readonly NewDelivery[]): Promise<SortedOut>;
  /** Counts repeats on the earlier deliveries. Whoever locks lanes does so before. */
  count(db: PostgresLike, repeated: readonly DeliveryId[]): Promise<void>;
}

interface Keyed {
  readonly name: string;
  readonly connection: string;
  readonly key: string;
  readonly id: DeliveryId;
  readonly delivery: NewDelivery;
}

/** @param schema - quoted. */
export function createRepeatBook(schema: string): RepeatBook {
  const notice = `insert into ${schema}.seen (connection, repeat_key, delivery)
    select connection, repeat_key, delivery from unnest($1::text[], $2::text[], $3::text[]) as said (connection, repeat_key, delivery)
    order by connection, repeat_key on conflict do nothing returning connection, repeat_key`;
  const earlier = `select connection, repeat_key, delivery from ${schema}.seen
    join unnest($1::text[], $2::text[]) as said (connection, repeat_key) using (connection, repeat_key)`;
  const count = `update ${schema}.delivery d set repeats = repeats + said.times
    from (select id, said.times from ${schema}.delivery join unnest($1::text[], $2::integer[]) as said (id, times) using (id) order by id for update) as said
    where d.id = said.id`;

  /** Of those whose key was never seen, the first to say it; and who said the others first, of all times. */
  async function firstSayers(db: PostgresLike, said: readonly Keyed[]): Promise<ReadonlyMap<string, DeliveryId>> {
    const inserted = new Set((await db.query(notice, columns(said, ['connection', 'key', 'id']))).rows.map(nameOfRow));
    const known = said.filter(({ connection, key }) => !inserted.has(nameOf(connection, key)));
    if (known.length === 0) return new Map();
    const { rows } = await db.query(earlier, columns(known, ['connection', 'key']));
    return new Map(rows.map((row) => [nameOfRow(row), translateId(row['delivery'])]));
  }

  return {
    async sortOut(db, deliveries) {
      const first = new Map<string, Keyed>();
      for (const keyed of deliveries.flatMap(keyedOf)) if (!first.has(keyed.name)) first.set(keyed.name, keyed);
      const earlierOnes = first.size === 0 ? new Map<string, DeliveryId>() : await firstSayers(db, [...first.values()]);
      const answers = deliveries.map((delivery) => answerTo(delivery, first, earlierOnes));
      const fresh = deliveries.filter((_delivery, place) => answers[place]?.repeated === false);
      return { answers, fresh, repeated: answers.filter(({ repeated }) => repeated).map(({ id }) => id) };
    },
    async count(db, repeated) {
      const times = Map.groupBy(repeated, (id) => id);
      if (times.size > 0) await db.query(count, [[...times.keys()], [...times.values()].map(({ length }) => length)]);
    },
  };
}

/** A delivery is repeated if somebody said the same before it: in an earlier transaction, or among those at the door. */
function answerTo(delivery: NewDelivery, first: ReadonlyMap<string, Keyed>, earlierOnes: ReadonlyMap<string, DeliveryId>): Accepted {
  const [keyed] = keyedOf(delivery);
  const firstHere = keyed && first.get(keyed.name);
  const before = keyed && earlierOnes.get(keyed.name);
  if (before !== undefined) return { id: before, repeated: true };
  if (firstHere === undefined || firstHere.delivery === delivery) return { id: delivery.id, repeated: false };
  return { id: firstHere.id, repeated: true };
}

function keyedOf(delivery: NewDelivery): readonly Keyed[] {
  const { id, connection, repeatKey } = delivery;
  if (repeatKey === undefined) return [];
  const key = keyText(repeatKey);
  return [{ name: nameOf(connection, key), connection, key, id, delivery }];
}

const nameOf = (connection: string, key: string): string => JSON.stringify([connection, key]);

const nameOfRow = (row: Readonly<Record<string, unknown>>): string => nameOf(String(row['connection']), String(row['repeat_key']));

const translateId = (value: unknown): DeliveryId => String(value) as DeliveryId;
