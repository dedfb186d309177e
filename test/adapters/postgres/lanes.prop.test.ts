import fc from 'fast-check';
import { test } from 'vitest';
import { fates, holdsOrder, step } from '../lane-story.ts';
import { openPostgresStore } from './open-store.ts';

test('HUB-01: whatever happens, each lane ends its deliveries once, in order of acceptance, over orderly restarts too', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), fates, fc.integer({ min: 1, max: 4 }), (steps, chosen, inFlight) =>
      holdsOrder(openPostgresStore, steps, chosen, inFlight),
    ),
    { numRuns: 8 },
  );
});
