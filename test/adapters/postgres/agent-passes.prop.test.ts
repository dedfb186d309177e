import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { after, AGENT, HERE } from '../../../src/ports/contracts/builders.ts';
import { openPostgresStore } from './open-store.ts';

const OWN = 'https://app.ploomes.com';

/** From which page, and to which process, a launch token comes. */
const shown = fc.record({ origin: fc.constantFrom(OWN, OWN, OWN, 'https://evil.example'), process: fc.integer({ min: 0, max: 1 }) });

test('of all who come with one launch token, whatever process they come to, one is given a bearer at most', async () => {
  const store = await openPostgresStore();
  onTestFinished(store.dispose);
  const processes = [store, await store.openBeside()];
  let token = 0;
  await fc.assert(fc.asyncProperty(fc.array(shown, { minLength: 1, maxLength: 8 }), async (visits) => {
    token += 1;
    await store.agentPasses.keepLaunch(`launch-${token}`, { connection: HERE, agent: AGENT, origin: OWN, expiresAt: after(60) });
    const given = await Promise.all(visits.map(async ({ origin, process }, place) =>
      await processes[process]?.agentPasses.redeem(`launch-${token}`, { now: after(1), origin }, { hash: `bearer-${token}-${place}`, expiresAt: after(600) })));
    const found = await Promise.all(visits.map(async (_, place) => await store.agentPasses.find(`bearer-${token}-${place}`, after(2))));
    const winners = given.flatMap((pass, place) => (pass === 'refused' ? [] : [place]));
    expect(winners.length).toBeLessThanOrEqual(1);
    if (visits.every(({ origin }) => origin === OWN)) expect(winners.length).toBe(1);
    expect(winners.every((place) => visits[place]?.origin === OWN)).toBe(true);
    expect(found.flatMap((pass, place) => (pass === undefined ? [] : [place]))).toEqual(winners);
  }), { numRuns: 40 });
}, 60_000);
