import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { IdentityKey } from '../../domain/contact/identity-key.ts';
import type { IdSource } from '../../ports/id-source.ts';
import type { AnswerLike, PostgresLike } from './postgres-like.ts';
import { keyColumns } from './key-columns.ts';

/** Gives keys a name within a transaction. Keys that turn out to belong together take the name that was given first, and so does all that shared the others' names. */
export type Reserving = (db: PostgresLike, connection: ConnectionId, keys: readonly IdentityKey[]) => Promise<string>;

export function createReserving(schema: string, ids: IdSource): Reserving {
  const table = `${schema}.reservation`;
  const find = `select name from ${table} where connection = $1 and (kind, value) in (select * from unnest($2::text[], $3::text[]))`;
  // In the order given, and written over by itself where it is known, so that it is locked.
  const take = `insert into ${table} as known (connection, kind, value, name) select $1, kind, value, $4
    from unnest($2::text[], $3::text[]) with ordinality as key(kind, value, place) order by place
    on conflict (connection, kind, value) do update set name = known.name returning name`;
  const rename = `update ${table} set name = $2 where connection = $1 and name = any($3)`;

  /** Whoever adds to a name holds one of its keys: once none is left that is not ours, nobody can. */
  async function renameAll(db: PostgresLike, connection: ConnectionId, name: string, others: readonly string[]): Promise<void> {
    const { rowCount } = await db.query(rename, [connection, name, others]);
    if (rowCount !== 0) await renameAll(db, connection, name, others);
  }

  return async (db, connection, keys) => {
    const columns = keyColumns(keys);
    const known = await db.query(find, [connection, ...columns]);
    const [only, ...more] = namesIn(known);
    // Nearly always: nothing has to be locked or written for a client who was here before.
    if (only !== undefined && more.length === 0 && known.rows.length === columns[0].length) return only;
    const fresh = ids.id();
    const taken = namesIn(await db.query(take, [connection, ...columns, fresh]));
    const name = taken.find((each) => each !== fresh) ?? fresh;
    const others = taken.filter((each) => each !== name);
    if (others.length > 0) await renameAll(db, connection, name, others);
    return name;
  };
}

/** Earlier names first, as ids are in the order of their making. */
const namesIn = ({ rows }: AnswerLike): readonly string[] => [...new Set(rows.map(({ name }) => String(name)))].toSorted();
