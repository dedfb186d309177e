import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { columns } from './columns.ts';
import type { PostgresLike } from './postgres-like.ts';

/** What numbers are wished of a lane for. With none it is only locked. */
export interface NumbersWish<Numbered> {
  readonly connection: ConnectionId;
  /** As it stands in its column. */
  readonly lane: string;
  readonly numbered: readonly Numbered[];
  readonly hasBulk: boolean;
}

/** A lane whose lock is ours until the end of the transaction. */
export interface LockedLane {
  readonly id: number;
  readonly connection: ConnectionId;
  readonly epoch: number;
  /** It rests until then. */
  readonly dueAt: Instant | undefined;
  /** The last number that was given in it. */
  readonly lastSeq: number;
  /** Whether anything bulk ever came into it. */
  readonly hadBulk: boolean;
}

/**
 * The lanes and their numbers. Whoever locks several does so in the order of their names, so that no two wait for each other; and
 * numbers are given under the lock, so that the order of numbers is the order of commits.
 */
export interface LaneBook {
  /** Locks lanes, makes those that are not there, and gives them numbers. */
  number<Numbered>(db: PostgresLike, wishes: readonly NumbersWish<Numbered>[]): Promise<readonly (readonly [NumbersWish<Numbered>, LockedLane])[]>;
  /** Locks lanes that are there, but for those that somebody is at just now; in no order that matters. */
  lock(db: PostgresLike, ids: readonly number[]): Promise<readonly LockedLane[]>;
}

/** @param schema - quoted. */
export function createLaneBook(schema: string): LaneBook {
  const number = `with numbered as (
      insert into ${schema}.lane as l (connection, key, last_seq, had_bulk)
      select connection, key, count, bulk from unnest($1::text[], $2::text[], $3::integer[], $4::boolean[]) as wish (connection, key, count, bulk)
      order by connection, key
      on conflict (connection, key) do update set last_seq = l.last_seq + excluded.last_seq, had_bulk = l.had_bulk or excluded.had_bulk
      returning id, connection, key, epoch, due_at, last_seq, had_bulk)
    select numbered.* from unnest($1::text[], $2::text[]) with ordinality as wish (connection, key, place)
    join numbered using (connection, key) order by place`;
  const lock = `select ${LANE_COLUMNS} from ${schema}.lane where id = any ($1::bigint[]) order by connection, key for update skip locked`;

  return {
    async number(db, wishes) {
      const values = wishes.map(({ connection, lane, numbered, hasBulk }) => ({ connection, key: lane, count: numbered.length, bulk: hasBulk }));
      const { rows } = await db.query(number, columns(values, ['connection', 'key', 'count', 'bulk']));
      return wishes.flatMap((wish, place) => rows.slice(place, place + 1).map((row) => [wish, translateLane(row)] as const));
    },
    lock: async (db, ids) => (await db.query(lock, [ids])).rows.map(translateLane),
  };
}

/** Columns that {@link translateLane} reads. */
export const LANE_COLUMNS = 'id, connection, epoch, due_at, last_seq, had_bulk';

export const translateLane = ({ id, connection, epoch, due_at: dueAt, last_seq: lastSeq, had_bulk: hadBulk }: Readonly<Record<string, unknown>>): LockedLane => ({
  id: Number(id),
  connection: connection as ConnectionId,
  epoch: Number(epoch),
  dueAt: (dueAt ?? undefined) as Instant | undefined,
  lastSeq: Number(lastSeq),
  hadBulk: hadBulk === true,
});
