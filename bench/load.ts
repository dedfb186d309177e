import { spawn } from 'node:child_process';
import { createServer, type RequestListener, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';

/** What a load client measured. */
export interface Load {
  readonly sent: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

/** Deliveries to send. */
export interface LoadWish {
  /** Addresses of accounts, which take turns. */
  readonly urls: readonly string[];
  readonly seconds: number;
  readonly connections: number;
  /** @defaultValue as fast as they are answered */
  readonly perSecond?: number;
  /** How often each session is told of. @defaultValue once */
  readonly tellings?: number;
  /** The number of the first session, so that one load does not tell of the sessions of another. @defaultValue 0 */
  readonly firstSession?: number;
  /** Sessions as Neppo tells of them, or purchases as Hotmart does, each of somebody else. @defaultValue sessions */
  readonly what?: 'sessions' | 'purchases';
}

/** Sends deliveries from a process of its own. */
export async function load({ urls, seconds, connections, perSecond, tellings = 1, firstSession = 0, what = 'sessions' }: LoadWish): Promise<Load> {
  const script = fileURLToPath(new URL('load-client.ts', import.meta.url));
  const told = [perSecond ?? 'most', tellings, firstSession, what].map(String);
  const child = spawn(process.execPath, [script, urls.join(','), String(seconds), String(connections), ...told], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => void (printed += chunk.toString()));
  await new Promise<void>((resolve, reject) => child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`The load client ended with ${code}.`)))));
  return parseLoad(printed);
}

const parseLoad = (printed: string): Load => JSON.parse(printed) as Load;

/** A server on a free port of this machine. */
export async function serve(listener: RequestListener): Promise<{ readonly url: string; readonly close: () => void }> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close(() => undefined).closeAllConnections() };
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
