import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestRunner } from 'vitest';

const folder = process.env['VINCULO_SAMPLES'];

/** Whether captured payloads are at hand; tests that need them are left out otherwise: `test.skipIf(!samplesAvailable)`. */
export const samplesAvailable: boolean = folder !== undefined && existsSync(folder);

/**
 * One captured payload, parsed, below the folder that `VINCULO_SAMPLES` names: `samples('ploomes', 'users.list.json')`.
 * To be called within a test, which is then counted as one that read them. Absent without the folder or the file.
 */
export function samples(...path: readonly string[]): unknown {
  if (folder === undefined) return undefined;
  const file = join(folder, ...path);
  if (!existsSync(file)) return undefined;
  countThisTest();
  return JSON.parse(readFileSync(file, 'utf8'));
}

function countThisTest(): void {
  const test = TestRunner.getCurrentTest();
  if (test === undefined) throw new Error('Samples are read within a test, so that it can be counted.');
  test.meta.readsSamples = true;
}

declare module 'vitest' {
  interface TaskMeta {
    readsSamples?: true;
  }
}
