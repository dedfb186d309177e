import { createServer } from 'node:net';
import { createChance } from './chance.ts';

/** Below those that the kernel gives to whoever asks for any, so that no simulator and no connection takes one before it is used. */
const [FIRST, LAST] = [20_000, 29_999] as const;
const TRIES = 1_000;

/** Ports of this machine at which nobody listens. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const chance = createChance(process.pid);
  const found = new Set<number>();
  for (let tries = 0; found.size < count && tries < TRIES; tries++) {
    const port = chance.between(FIRST, LAST);
    if (await isFree(port)) found.add(port);
  }
  return [...found];
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return await new Promise((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
