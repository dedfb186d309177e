import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openPostgresStore } from '../adapters/postgres/open-store.ts';
import { openMemoryStore } from '../adapters/sqlite/open-store.ts';
import type { InsideSubject } from '../../src/ports/contracts/index.ts';
import { burst, play, TENANTS } from './tenants.ts';

const MINUTES_MS = 60_000;

// Each burst is by one connection, and another one looks through every port before it and after.
describe.each([
  { store: 'sqlite', open: openMemoryStore, runs: 24, bursts: 10, length: 250, least: 100_000 },
  { store: 'postgres', open: openPostgresStore, runs: 1, bursts: 4, length: 100, least: 1_000 },
])('connections of one $store store', ({ open, runs, bursts, length, least }) => {
  test(`ACT-01: ${least} operations through every port show and change nothing of another connection`, async () => {
    let operations = 0;
    await fc.assert(fc.asyncProperty(fc.array(burst(length), { minLength: bursts, maxLength: bursts }), async (several) => {
      const store = await open();
      operations += await play(store, several).finally(store.dispose);
    }), { numRuns: runs });
    expect(operations).toBeGreaterThanOrEqual(least);
  }, 3 * MINUTES_MS);
});

type Break = (store: InsideSubject) => Partial<InsideSubject>;

// What the play is there to notice: each of these lets one connection see, or touch, what is another's.
test.each<[string, Break]>([
  ['reads a secret of whoever has one', ({ secrets }) => ({ secrets: { ...secrets, find: async (_who, name) => await first(async (who) => await secrets.find(who, name)) } })],
  ['finds an effect of whoever has one', ({ ledger }) => ({ ledger: { ...ledger, find: async (_who, key) => await first(async (who) => await ledger.find(who, key)) } })],
  ['lists the deliveries of all', ({ history }) => ({ history: { ...history, list: async (_scope, filter, page) => await history.list('every-connection', filter, page) } })],
  ['forgets a contact everywhere', ({ identities }) => ({ identities: { ...identities, forget: async (_who, id) => { for (const who of TENANTS) await identities.forget(who, id); } } })],
  ['erases a person everywhere', ({ erasure }) => ({ erasure: { ...erasure, erase: async (who, person, at) => { for (const other of TENANTS) if (other !== who) await erasure.erase(other, person, at); return await erasure.erase(who, person, at); } } })],
  ['ends the hooks of all', ({ hooks }) => ({ hooks: { ...hooks, end: async (address, ending) => { for (const connection of TENANTS) await hooks.end({ ...address, connection }, ending); } } })],
  ['finds a lead of whoever has one', ({ leads }) => ({ leads: { ...leads, find: async (_who, key) => await first(async (who) => await leads.find(who, key)) } })],
  ['shows the integration of whoever has one', ({ integrations }) => ({ integrations: { ...integrations, latest: async (_who, id) => await first(async (who) => await integrations.latest(who, id)) } })],
  ['loads the session of whoever has one', ({ sessions }) => ({ sessions: { ...sessions, load: async (_who, protocol) => await first(async (who) => await sessions.load(who, protocol)) } })],
])('a store that %s is found out', async (_how, broken) => {
  await expect(fc.assert(fc.asyncProperty(fc.array(burst(100), { minLength: 10, maxLength: 10 }), async (several) => {
    const store = await openMemoryStore();
    await play({ ...store, ...broken(store) }, several).finally(store.dispose);
  }), { numRuns: 3, endOnFailure: true })).rejects.toThrow('Property failed');
});

async function first<Found>(find: (who: (typeof TENANTS)[number]) => Promise<Found | undefined>): Promise<Found | undefined> {
  for (const who of TENANTS) {
    const found = await find(who);
    if (found !== undefined) return found;
  }
  return undefined;
}
