import { ConfigRejected, IntegrationError } from '../../domain/kernel/error.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import { migrations } from '../sql/migrations/index.ts';
import { createDatabase, type Database } from './database.ts';
import { mendOf, unfitnessOf } from './fitness.ts';
import { migrate } from './migrate.ts';
import { createOwnPool } from './own-pool.ts';
import type { PostgresPoolLike } from './postgres-like.ts';
import { createStatementNames } from './statement-names.ts';

/** Where the database is, and how many connections to it are allowed. */
export interface DatabaseWishes {
  readonly source: string | PostgresPoolLike;
  readonly schema: string;
  readonly maxConnections: number;
  readonly telemetry: Telemetry | undefined;
  readonly onCommit?: () => void;
}

/** PostgreSQL cuts a longer name off without a word. */
const LONGEST_NAME = 63;

/** @throws {@link ConfigRejected} `config.database-newer`, `config.database-unusable`. */
export async function openDatabase(wishes: DatabaseWishes): Promise<Database> {
  const { source, schema } = wishes;
  if (schema === '' || Buffer.byteLength(schema) > LONGEST_NAME) throw unusable(source, `give its schema a name of 1 to ${LONGEST_NAME} bytes`);
  const database = reach(wishes);
  return await whileOpening(source, database, async () => {
    const unfitness = await database.read('look at the server', unfitnessOf);
    if (unfitness !== undefined) throw unusable(source, unfitness);
    await migrate(database, migrations);
    return database;
  });
}

/**
 * Does what belongs to the opening of a store. Whatever keeps it from that closes the database again.
 *
 * @throws {@link ConfigRejected} `config.database-unusable` with what the host can mend.
 */
export async function whileOpening<Result>(source: DatabaseWishes['source'], database: Database, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    await database.close();
    if (error instanceof ConfigRejected) throw error;
    const cause = (error instanceof IntegrationError ? error.cause : undefined) ?? error;
    throw unusable(source, mendOf(cause), cause);
  }
}

function reach({ source, schema, maxConnections, telemetry, onCommit }: DatabaseWishes): Database {
  if (typeof source !== 'string') return createDatabase({ pool: source, schema, letGo: async () => undefined, onCommit });
  if (!/^postgres(ql)?:\/\//.test(source)) throw unusable(source, 'write its address as postgres://user:password@host/database');
  const pool = createOwnPool({ url: source, maxConnections, telemetry });
  return createDatabase({ pool, schema, letGo: async () => await pool.end(), onCommit, manner: { sends: 'ahead', names: createStatementNames() } });
}

const unusable = (source: string | PostgresPoolLike, mend: string, cause?: unknown): ConfigRejected =>
  new ConfigRejected('config.database-unusable', `The hub could not use ${nameOf(source)}; ${mend}.`, { cause });

/** Never the whole address, which holds a password; and nothing of one that cannot be taken apart. */
function nameOf(source: string | PostgresPoolLike): string {
  if (typeof source !== 'string') return 'the PostgreSQL database of the pool that it was given';
  if (!URL.canParse(source)) return 'its PostgreSQL database';
  const { hostname, pathname, searchParams } = new URL(source);
  const host = searchParams.get('host') ?? hostname;
  return `the PostgreSQL database ${pathname.slice(1) || 'that is named as its user'} on ${host || 'this machine'}`;
}
