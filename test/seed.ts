import fc from 'fast-check';
import { afterEach } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** It failed once before. */
    secondTry?: true;
  }
}

// vitest.config.ts chooses and prints the seed; every worker uses that one, so that a failure can be run again.
const seed = Number(process.env['VINCULO_SEED']);
if (!Number.isInteger(seed)) {
  throw new Error(`VINCULO_SEED must be a whole number, such as 20260504; it is "${process.env['VINCULO_SEED']}".`);
}

fc.configureGlobal(process.env['VINCULO_LONG'] === '1' ? { seed, numRuns: 10_000 } : { seed });

afterEach(({ task }) => {
  if ((task.result?.retryCount ?? 0) > 0) task.meta.secondTry = true;
});
