import { sql, type RawBuilder } from 'kysely';
import type { ConnectionId } from '../../../domain/connection/connection.ts';
import type { IdentityKey } from '../../../domain/contact/identity-key.ts';
import { identityKeyText } from '../../../domain/contact/identity-key.ts';
import { parseJson } from '../json.ts';
import type { SqlRunner } from '../sql-runner.ts';
import { translateKey } from '../translate-identity.ts';

/** Which of the two sides a key leads to. */
export type Side = 'contact' | 'client';

/** `in ()` is no SQL; nothing is ever called by this name. */
export const listOf = (values: readonly string[]): RawBuilder<unknown> => sql`(${sql.join(values.length === 0 ? ['\u0001'] : values)})`;

/** The number of the run that is on, or was last; 0 before the first. */
export const lastRun = ({ table }: SqlRunner, connection: ConnectionId): RawBuilder<unknown> =>
  sql`(select coalesce(max(number), 0) from ${table('sync_run')} where connection = ${connection})`;

/** Rows of so many columns go into one statement. */
const ROWS_AT_ONCE = 500;

/** Splits what is inserted, so that no statement has more values than either store takes. */
export const inShares = <Element>(rows: readonly Element[]): readonly (readonly Element[])[] =>
  Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, share) => rows.slice(share * ROWS_AT_ONCE, (share + 1) * ROWS_AT_ONCE));

interface Keyed<Id extends string> {
  readonly id: Id;
  readonly keys: readonly IdentityKey[];
}

/** The keys of these rows, in the place of those they had; rows whose own reading is another one keep theirs. */
export function keyStatements<Id extends string>(
  runner: SqlRunner, side: Side, { connection, rows, current }: { readonly connection: ConnectionId; readonly rows: readonly Keyed<Id>[]; readonly current: RawBuilder<unknown> },
): readonly RawBuilder<unknown>[] {
  const { table, text } = runner;
  const added = rows.flatMap(({ id, keys }) => keys.map(translateKey).map(([kind, value]) => sql`(${connection}, ${text(kind)}, ${text(value)}, ${side}, ${text(id)})`));
  return [
    sql`delete from ${table('base_key')} where connection = ${connection} and side = ${side} and id in (${current})`,
    ...inShares(added).map((share) => sql`insert into ${table('base_key')} (connection, kind, value, side, id) values ${sql.join(share)} on conflict do nothing`),
  ];
}

/** Ids that one of the keys leads to. */
export function idsOfKeys({ table, text }: SqlRunner, side: Side, connection: ConnectionId, keys: readonly IdentityKey[]): RawBuilder<unknown> {
  const conditions = keys.map(translateKey).map(([kind, value]) => sql`(kind = ${text(kind)} and value = ${text(value)})`);
  const any = conditions.length === 0 ? sql`1 = 0` : sql.join(conditions, sql` or `);
  return sql`select id from ${table('base_key')} where connection = ${connection} and side = ${side} and (${any})`;
}

/** Whether a row really carries one of the keys: what an older reading left behind leads nowhere. */
export function carriesAny(keys: readonly IdentityKey[]): (row: { readonly keys: readonly IdentityKey[] }) => boolean {
  const wanted = new Set(keys.map(identityKeyText));
  return (row) => row.keys.some((key) => wanted.has(identityKeyText(key)));
}

/** What a column of JSON holds; absent where nothing was put. */
export const jsonOf = (column: unknown): unknown => parseJson(typeof column === 'string' ? column : null);

/** `, a = x, b = y` of what is there. */
export function settings(columns: Readonly<Record<string, RawBuilder<unknown> | undefined>>): RawBuilder<unknown> | undefined {
  const set = Object.entries(columns).flatMap(([name, value]) => (value === undefined ? [] : [sql`${sql.raw(name)} = ${value}`]));
  return set.length === 0 ? undefined : sql.join(set);
}
