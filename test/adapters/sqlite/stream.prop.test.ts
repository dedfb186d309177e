import fc from 'fast-check';
import { test } from 'vitest';
import { story, tellsEverythingOnce } from '../stream-story.ts';
import { openMemoryStore } from './open-store.ts';

test('whoever reads on is told everything once and in order, whoever writes at the same time', async () => {
  await fc.assert(fc.asyncProperty(story, async (one) => {
    const store = await openMemoryStore();
    await tellsEverythingOnce([store], one).finally(store.dispose);
  }), { numRuns: 50 });
});
