import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { LEFT_BEHIND, ROWS_AT_ONCE, type Dump, type DumpChunk, type DumpValue } from '../sql/dump.ts';
import { createInstallation, forgottenIn } from './installation.ts';
import { versionOf } from './migrate.ts';

/** Gives everything that travels, as it is while nobody writes. */
export function dumpOf(db: DatabaseSync): Dump {
  const forgotten = forgottenIn(createInstallation(db));
  return { version: versionOf(db), ...(forgotten === undefined ? {} : { forgotten }), chunks: () => chunksOf(db) };
}

async function* chunksOf(db: DatabaseSync): AsyncGenerator<DumpChunk> {
  for (const table of tablesOf(db)) {
    const columns = columnsOf(db, table);
    let rows: DumpValue[][] = [];
    for (const row of db.prepare(`select ${columns.join(', ')} from ${table} order by ${keyOf(db, table)}`).iterate()) {
      rows.push(columns.map((column) => translateOut(row[column])));
      if (rows.length < ROWS_AT_ONCE) continue;
      yield { table, columns, rows };
      rows = [];
    }
    if (rows.length > 0) yield { table, columns, rows };
  }
}

/** Fills an empty database, whole or not at all. */
export async function fill(db: DatabaseSync, { chunks }: Dump): Promise<void> {
  db.exec('begin immediate');
  try {
    for await (const chunk of chunks()) insert(db, chunk);
    db.exec('commit');
  } catch (error) {
    if (db.isTransaction) db.exec('rollback');
    throw error;
  }
}

/** Columns that only the other kind of store has are left out. */
function insert(db: DatabaseSync, { table, columns, rows }: DumpChunk): void {
  const known = new Set(columnsOf(db, table));
  const places = columns.flatMap((column, place) => (known.has(column) ? [place] : []));
  const names = places.map((place) => columns[place]).join(', ');
  const statement = db.prepare(`insert into ${table} (${names}) values (${places.map(() => '?').join(', ')})`);
  for (const row of rows) statement.run(...places.map((place): SQLInputValue => row[place] ?? null));
}

const tablesOf = (db: DatabaseSync): readonly string[] =>
  db.prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name").all()
    .map((row) => String(row['name'])).filter((name) => !LEFT_BEHIND.has(name));

const columnsOf = (db: DatabaseSync, table: string): readonly string[] =>
  db.prepare('select name from pragma_table_info(?)').all(table).map((row) => String(row['name']));

const keyOf = (db: DatabaseSync, table: string): string =>
  db.prepare('select name from pragma_table_info(?) where pk > 0 order by pk').all(table).map((row) => String(row['name'])).join(', ');

const translateOut = (value: unknown): DumpValue => value as DumpValue;
