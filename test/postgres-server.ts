import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers a GET with the address of a PostgreSQL server for this run, which the first question starts. */
    readonly postgresAddress: string;
  }
}

const WARDEN = fileURLToPath(new URL('postgres-warden.ts', import.meta.url));

/**
 * Gives the tests a PostgreSQL server: the one that `VINCULO_TEST_POSTGRES_URL` names, else one of their own, which the
 * first test that asks for it starts, so that runs without such tests do not wait for it. A server that is named needs an address
 * with a superuser, and keeps databases whose names begin with `vinculo_`.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const named = process.env['VINCULO_TEST_POSTGRES_URL'];
  let warden: ChildProcess | undefined;
  let url: Promise<string> | undefined;
  const start = async (): Promise<string> => {
    // Out of this run's process group: what a terminal or a time limit sends there must not end the server before its tests.
    warden = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', WARDEN], { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
    return await firstLineOf(warden);
  };
  const door = createServer((_request, response) => {
    url ??= named === undefined ? start() : Promise.resolve(named);
    url.then((text) => response.end(text), (error: unknown) => response.writeHead(500).end(String(error)));
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const address = door.address();
  project.provide('postgresAddress', `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
  return async () => {
    door.close();
    door.closeAllConnections();
    if (warden === undefined || warden.exitCode !== null) return;
    warden.stdin?.end();
    await once(warden, 'exit');
  };
}

async function firstLineOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout !== null) for await (const line of createInterface(stdout)) return line;
  throw new Error('PostgreSQL did not start, as is said above; name a server of yours with VINCULO_TEST_POSTGRES_URL.');
}
