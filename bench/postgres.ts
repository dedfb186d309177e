import { execFile } from 'node:child_process';
import { accessSync, constants, globSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePorts } from '../tools/chaos/free-ports.ts';
import { openPostgresServer, type PostgresServer } from '../tools/chaos/hubs/postgres-server.ts';

/** A PostgreSQL of the bench's own, which waits for the disk as any other; gone when the work is done. */
export async function withPostgres<Result>(work: (server: PostgresServer) => Promise<Result>): Promise<Result> {
  const [port = 0] = await freePorts(1);
  const server = await openPostgresServer(port);
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

/** What a PostgreSQL can commit, and who measured it. */
export interface CommitRate {
  readonly by: string;
  readonly perSecond: number;
}

const CLIENTS = 16;
const SECONDS = 2;
const BODY = 'x'.repeat(400);

/** What this PostgreSQL can do at most: one row, one statement, one commit, again and again from many clients. */
export async function commitRate(url: string): Promise<CommitRate> {
  await query(url, 'create table if not exists bench_commit (id bigint generated always as identity primary key, body text not null)');
  const pgbench = findPgbench();
  return pgbench === undefined ? { by: `${CLIENTS} clients of a loop of its own`, perSecond: await byLoop(url) } : { by: `pgbench, ${CLIENTS} clients`, perSecond: await byPgbench(pgbench, url) };
}

/** Runs one statement. */
export async function query(url: string, text: string, values: readonly unknown[] = []): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text, [...values]);
    return rows;
  } finally {
    await client.end();
  }
}

function findPgbench(): string | undefined {
  const installed = globSync('/usr/lib/postgresql/*/bin/pgbench').toSorted().toReversed();
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'pgbench'));
  return [...installed, ...onPath].find((file) => isRunnable(file));
}

function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Not there, which is what was asked.
    return false;
  }
}

async function byPgbench(pgbench: string, url: string): Promise<number> {
  const script = join(tmpdir(), `vinculo-bench-${process.pid}.sql`);
  await writeFile(script, `insert into bench_commit (body) values ('${BODY}');\n`);
  const { stdout } = await promisify(execFile)(pgbench, ['-n', '-M', 'prepared', '-f', script, '-c', String(CLIENTS), '-j', '2', '-T', String(SECONDS), url]);
  await rm(script);
  const [, perSecond] = /^tps = ([\d.]+)/m.exec(stdout) ?? [];
  if (perSecond === undefined) throw new Error(`pgbench told no rate: ${stdout}`);
  return Number(perSecond);
}

async function byLoop(url: string): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: CLIENTS });
  let commits = 0;
  const until = performance.now() + SECONDS * 1000;
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    while (performance.now() < until) {
      await pool.query({ name: 'insert', text: 'insert into bench_commit (body) values ($1)', values: [BODY] });
      commits += 1;
    }
  }));
  await pool.end();
  return commits / SECONDS;
}
