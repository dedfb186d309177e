import { ConfigRejected } from '../../domain/kernel/error.ts';
import type { Migration } from '../sql/migrations/index.ts';
import type { Database } from './database.ts';
import type { PostgresLike, StatementLike } from './postgres-like.ts';

type Step = Pick<Migration, 'version' | 'postgres'>;

/** A step gives up when somebody, a backup for example, holds a table for so long: all others would wait behind it. */
const LONGEST_WAIT = '10s';
const LONGEST_STEP_MS = 6 * 3_600_000;

/**
 * Brings our schema forward to the newest version, each step whole or not at all, and makes it where there is none. Processes
 * that start at once do it one after the other, and those that run go on meanwhile.
 *
 * @param longestWait - how long a step waits for a table that somebody holds, as PostgreSQL writes it.
 * @throws {@link ConfigRejected} `config.database-newer` when a later release wrote it.
 */
export async function migrate(database: Database, migrations: readonly Step[], longestWait = LONGEST_WAIT): Promise<void> {
  const newest = migrations.at(-1)?.version ?? 0;
  const current = await database.read('read its version', async (db) => await versionOf(db, database));
  refuseNewer(current, newest);
  const missing = migrations.filter(({ version }) => version > current);
  for (const step of missing) await database.transaction(`go on to version ${step.version}`, async (db) => await take(db, database, { step, longestWait }));
}

function refuseNewer(current: number, newest: number): void {
  if (current <= newest) return;
  const what = `The hub could not use the database: it has version ${current} and this release knows ${newest}`;
  throw new ConfigRejected('config.database-newer', `${what}; run the release that wrote it, or restore a backup made before.`);
}

type Home = Pick<Database, 'schema' | 'schemaName'>;

/** Asked of the catalog's own tables: what names are resolved with may be out of date within a transaction that waited. */
async function versionOf(db: PostgresLike, { schema, schemaName }: Home): Promise<number> {
  const table = await db.query("select from pg_tables where schemaname = $1 and tablename = 'schema_version'", [schemaName]);
  if (table.rowCount === 0) return 0;
  const { rows } = await db.query(`select coalesce(max(version), 0) as version from ${schema}.schema_version`);
  return Number(rows[0]?.['version']);
}

interface Taking {
  readonly step: Step;
  readonly longestWait: string;
}

async function take(db: PostgresLike, home: Home, { step: { version, postgres }, longestWait }: Taking): Promise<void> {
  const { schema, schemaName } = home;
  await db.query('set local statement_timeout = 0');
  await db.query(patient("select pg_advisory_xact_lock(hashtext('vinculo schema'), hashtext($1))", [schemaName]));
  if ((await versionOf(db, home)) >= version) return;
  if (version === 1) await createSchema(db, home);
  await db.query(patient(`set local lock_timeout = '${longestWait}'; set local search_path to ${schema}; ${postgres}`));
  await db.query(`insert into ${schema}.schema_version (version) values ($1)`, [version]);
}

/** A step over many rows may take longer than our own pool waits for other statements. */
const patient = (text: string, values?: unknown[]): StatementLike & { readonly query_timeout: number } => ({
  text, ...(values && { values }), query_timeout: LONGEST_STEP_MS,
});

/** Asked for first, since making one needs a right that whoever made it for us may have kept. */
async function createSchema(db: PostgresLike, { schema, schemaName }: Home): Promise<void> {
  const { rowCount } = await db.query('select from pg_namespace where nspname = $1', [schemaName]);
  if (rowCount === 0) await db.query(`create schema ${schema}`);
  await db.query(`create table ${schema}.schema_version (version integer primary key, taken_at timestamptz not null default now())`);
}
