import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deliveryId } from '../../../src/ports/contracts/builders.ts';
import { fates, holdsOrder, lane, play, step } from '../lane-story.ts';
import { openFileStore, openMemoryStore } from './open-store.ts';

test('HUB-01: whatever happens, each lane ends its deliveries once, in order of acceptance, and none is lost', async () => {
  const restless = step.filter(({ type }) => type !== 'restart');
  await fc.assert(
    fc.asyncProperty(fc.array(restless, { maxLength: 30 }), fates, fc.integer({ min: 1, max: 4 }), (steps, chosen, inFlight) =>
      holdsOrder(openMemoryStore, steps, chosen, inFlight),
    ),
    { numRuns: 60 },
  );
});

test('HUB-01: the same holds over orderly restarts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), fates, fc.integer({ min: 1, max: 4 }), (steps, chosen, inFlight) =>
      holdsOrder(openFileStore, steps, chosen, inFlight),
    ),
    { numRuns: 15 },
  );
});

test('every accepted delivery can be found with an end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(lane, { minLength: 1, maxLength: 40 }), fates, async (lanes, chosen) => {
      const subject = await openMemoryStore();
      await play(subject, [{ type: 'accept', lanes, urgency: 'live' }], chosen, 3);
      for (const place of lanes.keys()) {
        expect((await subject.history.find('every-connection', deliveryId(`d${place}`)))?.endedAt).toBeDefined();
      }
      await subject.dispose();
    }),
    { numRuns: 30 },
  );
});
