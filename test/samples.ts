import { existsSync, readdirSync, readFileSync } from 'node:fs';
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
  const bytes = sampleBytes(...path);
  return bytes && JSON.parse(bytes.toString('utf8'));
}

/** The same, as the bytes that it was captured with: what signatures are made over. */
export function sampleBytes(...path: readonly string[]): Buffer | undefined {
  if (folder === undefined) return undefined;
  const file = join(folder, ...path);
  if (!existsSync(file)) return undefined;
  countThisTest();
  return readFileSync(file);
}

/** The files of a folder of samples, by name; to be asked for where tests are listed. Empty without the folder. */
export function sampleNames(...path: readonly string[]): readonly string[] {
  const place = folder === undefined ? '' : join(folder, ...path);
  if (place === '' || !existsSync(place)) return [];
  return readdirSync(place, { withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name).toSorted();
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
