import fc from 'fast-check';
import { test } from 'vitest';
import { story, tellsEverythingOnce } from '../stream-story.ts';
import { openPostgresStore } from './open-store.ts';

test('whoever reads on is told everything once and in order, whatever process writes at the same time', async () => {
  await fc.assert(fc.asyncProperty(story, async (one) => {
    const store = await openPostgresStore();
    await tellsEverythingOnce([store, await store.openBeside()], one).finally(store.dispose);
  }), { numRuns: 15 });
}, 120_000);
