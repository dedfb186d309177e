import { Buffer } from 'node:buffer';
import { ConfigRejected } from '../../domain/kernel/error.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { LEFT_BEHIND, NUMBERS_SKIPPED, olderOf, ROWS_AT_ONCE, type Dump, type DumpChunk, type DumpValue, type Forgotten } from '../sql/dump.ts';
import { migrations } from '../sql/migrations/index.ts';
import type { Database } from './database.ts';
import { forgottenIn, keepForgotten } from './installation.ts';
import { keyText } from './key-text.ts';
import type { PostgresLike } from './postgres-like.ts';

/** Tables of the engine and of the schema itself. */
const OURS_ALONE: ReadonlySet<string> = new Set([...LEFT_BEHIND, 'schema_version']);

/**
 * Hands over everything that travels, as it was at one moment, while work goes on. What is handed over must be taken before the promise
 * that `take` gives resolves.
 */
export const withDump = async <Result>(database: Database, take: (dump: Dump) => Promise<Result>): Promise<Result> =>
  await database.snapshot('copy what it holds', async (db) => {
    const forgotten = await forgottenIn(db, database.schema);
    return await take({ version: newestVersion, ...(forgotten === undefined ? {} : { forgotten }), chunks: () => chunksOf(db, database.schema) });
  });

const newestVersion = migrations.at(-1)?.version ?? 0;

/** What belongs to a filling, beside the rows. */
export interface Filling {
  readonly takenAt: Instant | undefined;
  readonly beforeCommit: (() => void | Promise<void>) | undefined;
}

/**
 * Fills an empty store, whole or not at all.
 *
 * @throws {@link ConfigRejected} `config.target-not-empty`.
 */
export async function fillPostgres(database: Database, dump: Dump, { takenAt, beforeCommit }: Filling): Promise<void> {
  await database.transaction('take over what another store held', async (db) => {
    const { schema } = database;
    await db.query("set local idle_in_transaction_session_timeout = '10min'");
    await refuseFilled(db, schema);
    const tables = await tablesOf(db, schema);
    for await (const chunk of dump.chunks()) await insert(db, schema, tables, chunk);
    await numberOn(db, schema, tables);
    await letLanesRest(db, schema);
    await noteBulk(db, schema);
    if (takenAt !== undefined) await db.query(`update ${schema}.stream_head set last_seq = last_seq + ${NUMBERS_SKIPPED}`);
    await keepForgotten(db, schema, forgottenOf(dump, takenAt));
    await beforeCommit?.();
  });
}

/** What a backup forgot, and what the store that is moved had forgotten before. */
const forgottenOf = ({ forgotten }: Dump, takenAt: Instant | undefined): Forgotten | undefined =>
  takenAt === undefined ? forgotten : { since: olderOf(takenAt, forgotten?.since) };

async function* chunksOf(db: PostgresLike, schema: string): AsyncGenerator<DumpChunk> {
  for (const [table, columns] of await tablesOf(db, schema)) {
    const names = columns.map(({ name }) => name);
    await db.query(`declare rows_of_one_table no scroll cursor for select ${names.join(', ')} from ${schema}.${table}`);
    for (;;) {
      const { rows } = await db.query(`fetch ${ROWS_AT_ONCE} from rows_of_one_table`);
      if (rows.length === 0) break;
      yield { table, columns: names, rows: rows.map((row) => columns.map((column) => translateOut(row[column.name], column))) };
    }
    await db.query('close rows_of_one_table');
  }
}

interface Column {
  readonly name: string;
  readonly type: string;
  /** Its texts stand in an index, and so are bounded. */
  readonly isKey: boolean;
  readonly isNumbered: boolean;
}

async function tablesOf(db: PostgresLike, schema: string): Promise<ReadonlyMap<string, readonly Column[]>> {
  const { rows } = await db.query(`select c.relname as "table", a.attname as name, format_type(a.atttypid, null) as type, a.attidentity <> '' as numbered,
      exists (select 1 from pg_index i where i.indrelid = c.oid and a.attnum = any(i.indkey)) as key
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = $1::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped order by c.relname, a.attnum`, [schema]);
  const columns = rows.filter(({ table }) => !OURS_ALONE.has(String(table)));
  const named = Map.groupBy(columns, ({ table }) => String(table));
  return new Map([...named].map(([table, all]) => [table, all.map(translateColumn)]));
}

const translateColumn = ({ name, type, key, numbered }: Readonly<Record<string, unknown>>): Column =>
  ({ name: String(name), type: String(type), isKey: key === true && type === 'text', isNumbered: numbered === true });

async function refuseFilled(db: PostgresLike, schema: string): Promise<void> {
  const { rows } = await db.query(`select exists (select 1 from ${schema}.settings_version) or exists (select 1 from ${schema}.delivery) as filled`);
  if (rows[0]?.['filled'] !== true) return;
  throw new ConfigRejected('config.target-not-empty', `The store could not be filled: the schema ${schema} holds a hub already. Name another schema or database.`);
}

/** Columns that only the other kind of store has are left out. */
async function insert(db: PostgresLike, schema: string, tables: ReadonlyMap<string, readonly Column[]>, chunk: DumpChunk): Promise<void> {
  const known = tables.get(chunk.table);
  if (known === undefined) return;
  const travelling = known.filter(({ name }) => chunk.columns.includes(name));
  const names = travelling.map(({ name }) => name).join(', ');
  const lists = travelling.map(({ type }, place) => `$${place + 1}::${type}[]`).join(', ');
  const values = travelling.map((column) => {
    const place = chunk.columns.indexOf(column.name);
    return chunk.rows.map((row) => translateIn(row[place] ?? null, column));
  });
  await db.query(`insert into ${schema}.${chunk.table} (${names}) overriding system value select ${names} from unnest(${lists}) as row (${names})`, values);
}

/** New rows are numbered after those that came. */
async function numberOn(db: PostgresLike, schema: string, tables: ReadonlyMap<string, readonly Column[]>): Promise<void> {
  for (const [table, columns] of tables) {
    for (const { name } of columns.filter(({ isNumbered }) => isNumbered)) {
      await db.query(`select setval(pg_get_serial_sequence($1, $2), coalesce((select max(${name}) from ${schema}.${table}), 0) + 1, false)`, [`${schema}.${table}`, name]);
    }
  }
}

/** Until when a lane rests stands with its oldest delivery in the one store, and here with the lane too. */
async function letLanesRest(db: PostgresLike, schema: string): Promise<void> {
  await db.query(`update ${schema}.lane l set due_at = head.due_at
    from (select distinct on (lane) lane, due_at from ${schema}.delivery where ended_at is null order by lane, seq) head
    where head.lane = l.id and head.due_at is not null`);
}

/** The other store needs no note of which lanes bulk came into. */
async function noteBulk(db: PostgresLike, schema: string): Promise<void> {
  await db.query(`update ${schema}.lane set had_bulk = true where id in (select lane from ${schema}.delivery where ended_at is null and urgency = 'bulk')`);
}

function translateOut(value: unknown, { type }: Column): DumpValue {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (type === 'bigint' && value !== null) return Number(value);
  return value as DumpValue;
}

function translateIn(value: DumpValue, { type, isKey }: Column): unknown {
  if (type === 'bytea') return value === null ? null : Buffer.from(String(value), 'utf8');
  return isKey && typeof value === 'string' ? keyText(value) : value;
}
