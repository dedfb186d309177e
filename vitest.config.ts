import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { doorsOf } from './tools/doors.ts';

/** What CI uses when nobody names a seed, so that a red build can be run again as it was. */
const SEED_OF_CI = 20260504;
const MINUTE_MS = 60_000;

const seed = process.env['VINCULO_SEED'] ?? String(process.env['CI'] ? SEED_OF_CI : randomInt(2 ** 31));
const reportFile = process.env['VINCULO_TEST_REPORT'];

// Tests that import the package by its public names get the sources, so that nothing need be built first.
const doors = doorsOf('.').map(({ specifier, source }) => ({ find: new RegExp(`^${specifier}$`), replacement: resolve(source) }));

// One module graph for all files of a worker (isolate: false): 20.7 s become 1.3 s for 40 files.
// So no test keeps module state, and none uses vi.mock; the hexagon needs neither.
export default defineConfig(({ mode }) => {
  const long = mode === 'long' || process.env['VINCULO_LONG'] === '1';
  return {
    resolve: { alias: doors },
    test: {
      include: [long ? 'test/model/**/*.test.ts' : 'test/**/*.test.ts'],
      isolate: false,
      maxWorkers: 3, // on two cores one is the usual number; a third of the time of the long files is waiting, for servers, browsers and clocks
      globalSetup: ['test/announce-seed.ts', 'test/built-ui.ts', 'test/postgres-server.ts'],
      setupFiles: ['test/seed.ts'],
      testTimeout: long ? 60 * MINUTE_MS : MINUTE_MS,
      hookTimeout: MINUTE_MS / 2,
      // Real processes and servers share two cores: what passes the second time is named at the end of `.ci/run`, to be looked at.
      retry: process.env['CI'] ? 1 : 0,
      env: { VINCULO_SEED: seed, ...(long ? { VINCULO_LONG: '1' } : {}) },
      reporters: reportFile === undefined ? ['default'] : ['default', ['json', { outputFile: reportFile }]],
    },
  };
});
