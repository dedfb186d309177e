import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { createHandClock, createSystemIds } from '../../../src/adapters/system/index.ts';
import { recording, workAll } from '../../../src/ports/contracts/inside-subject.ts';
import { BEGINNING } from './open-store.ts';

const CHILD = fileURLToPath(new URL('crash-child.ts', import.meta.url));

/** Lets a process work on the file and kills it in the midst of things; gives back what it said. */
async function killedWorker(file: string, afterLines: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CHILD, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    if (said.push(line) === afterLines) child.kill('SIGKILL');
  }
  return said;
}

const told = (said: readonly string[], what: string): readonly string[] =>
  said.filter((line) => line.startsWith(`${what} `)).map((line) => line.slice(what.length + 1));

test('HUB-01: a killed process loses nothing that it had accepted, and its file is free at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-'));
  const file = join(folder, 'hub.db');
  const said = await killedWorker(file, 700);
  const accepted = told(said, 'accepted');
  const worked = told(said, 'worked');
  expect(accepted.length).toBeGreaterThan(100);

  const store = await sqliteStore(file)({ clock: createHandClock(BEGINNING), ids: createSystemIds() });
  const found = await Promise.all(accepted.map((id) => store.history.find('every-connection', id as never)));
  expect(found.every((delivery) => delivery !== undefined)).toBe(true);

  const { handler, seen } = recording();
  await workAll(store, handler);
  // At least once: whatever was not worked before is worked now, and what is worked again was in flight.
  const again = seen.map(({ id }): string => id);
  expect(accepted.filter((id) => !worked.includes(id) && !again.includes(id))).toEqual([]);
  expect(again.filter((id) => worked.includes(id)).length).toBeLessThanOrEqual(4);
  expect((await store.queue.stats()).pending).toBe(0);
  expect(seen.filter(({ id, hold }) => worked.includes(id) && hold.begunBefore === 'no')).toEqual([]);

  const lanes = Map.groupBy(seen, ({ lane }) => lane);
  for (const lane of lanes.values()) expect(lane).toEqual(lane.toSorted((a, b) => a.seq - b.seq));
  await store.close();
  rmSync(folder, { recursive: true });
});
