import assert from 'node:assert/strict';
import type { InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

/** Nobody holds a lease. */
export type LeasesSubject = Pick<InsideSubject, 'leases' | 'clock'>;

const NAME = 'neppo:token';
const MINUTE_MS = 60_000;

/** Runs the promises of `Leases`: a name is held by one at a time, and by nobody for ever. */
export const leasesContract: Contract<LeasesSubject> = defineContract<LeasesSubject>({
  'refuses a name that somebody holds': async ({ leases, clock }) => {
    assert.ok(await leases.acquire(NAME, MINUTE_MS));
    clock.advance(MINUTE_MS - 1);
    assert.equal(await leases.acquire(NAME, MINUTE_MS), undefined);
  },
  'gives a name to one of several who ask at once': async ({ leases }) => {
    const all = await Promise.all(Array.from({ length: 5 }, async () => await leases.acquire(NAME, MINUTE_MS)));
    assert.equal(all.filter((lease) => lease !== undefined).length, 1);
  },
  'gives a name again once it was released': async ({ leases }) => {
    const lease = await leases.acquire(NAME, MINUTE_MS);
    assert.ok(lease);
    await leases.release(lease);
    assert.ok(await leases.acquire(NAME, MINUTE_MS));
  },
  'gives a name again once its lease has ended, though nobody released it': async ({ leases, clock }) => {
    await leases.acquire(NAME, MINUTE_MS);
    clock.advance(MINUTE_MS);
    assert.ok(await leases.acquire(NAME, MINUTE_MS));
  },
  'leaves the lease of the next holder alone when an ended one is released': async ({ leases, clock }) => {
    const ended = await leases.acquire(NAME, MINUTE_MS);
    assert.ok(ended);
    clock.advance(MINUTE_MS);
    await leases.acquire(NAME, MINUTE_MS);
    await leases.release(ended);
    assert.equal(await leases.acquire(NAME, MINUTE_MS), undefined);
  },
  'tells names apart': async ({ leases }) => {
    await leases.acquire(NAME, MINUTE_MS);
    assert.ok(await leases.acquire('another', MINUTE_MS));
  },
});
