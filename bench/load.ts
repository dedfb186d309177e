import { spawn } from 'node:child_process';
import { createServer, type RequestListener, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';

/** What a load client measured. */
export interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

/** Sends deliveries from a process of its own. Without `perSecond` as fast as they are answered. */
export async function load(url: string, seconds: number, connections: number, perSecond?: number): Promise<Load> {
  const script = fileURLToPath(new URL('load-client.ts', import.meta.url));
  const rate = perSecond === undefined ? [] : [String(perSecond)];
  const child = spawn(process.execPath, [script, url, String(seconds), String(connections), ...rate], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => void (printed += chunk.toString()));
  await new Promise<void>((resolve, reject) => child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`The load client ended with ${code}.`)))));
  return JSON.parse(printed) as Load;
}

/** A server on a free port of this machine. */
export async function serve(listener: RequestListener): Promise<{ readonly url: string; readonly close: () => void }> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close(() => undefined).closeAllConnections() };
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
