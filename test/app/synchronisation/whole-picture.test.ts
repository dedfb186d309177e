import { expect, onTestFinished, test } from 'vitest';
import { createInMemoryChat, createInMemoryCrm, inMemoryConnectors } from '../../../src/adapters/in-memory/index.ts';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { createConsoleTelemetry } from '../../../src/adapters/system/index.ts';
import { createContainer } from '../../../src/app/container.ts';
import { Tokens } from '../../../src/app/tokens.ts';
import { emptyTally, instantOf } from '../../../src/domain/index.ts';
import type { RunPhase, SynchronisationRun } from '../../../src/ports/index.ts';

async function aHub() {
  const container = await createContainer({
    store: sqliteStore(':memory:'), secretKey: 'a-secret-key-for-tests-only', publicUrl: 'http://hub.example', synchronisation: 'off',
    telemetry: createConsoleTelemetry({ level: 'silent' }),
    ...inMemoryConnectors(createInMemoryCrm(), createInMemoryChat()),
  });
  const store = container.get(Tokens.store);
  onTestFinished(async () => await store.close());
  const { add } = container.get(Tokens.manageConnections);
  const [acme, bravo] = [(await add({ id: 'acme', name: 'Acme', ploomes: {}, neppo: {} })).id, (await add({ id: 'bravo', name: 'Bravo', ploomes: {}, neppo: {} })).id];
  return { container, store, acme, bravo };
}

test('SYN-02: nobody takes the customer base for whole because of a first run that was cancelled before it had listed everybody', async () => {
  const { container, store: { runs }, acme } = await aHub();
  const connection = await container.get(Tokens.connections).at(acme, container.get(Tokens.clock).now());
  const isWhole = async () => await container.get(Tokens.contactGatherer).isWhole({ connection, systems: await container.get(Tokens.connections).systems(acme) });
  const begin = async () => (await runs.begin(acme, {
    kind: 'first', mode: 'act', state: 'running', phase: 'contacts', leg: 1, startedAt: container.get(Tokens.clock).now(), clients: { listed: 0 }, tally: emptyTally,
  })).run;
  const put = async (run: SynchronisationRun, change: { readonly phase?: RunPhase; readonly state?: SynchronisationRun['state'] }) => await runs.put(acme, { ...run, ...change });
  expect(await isWhole()).toBe(false);
  await put(await begin(), { state: 'cancelled' });
  const second = await begin();
  expect([second.number, await isWhole()]).toEqual([2, false]);
  await put(await put(second, { phase: 'compare' }), { state: 'cancelled' });
  expect(await isWhole()).toBe(true);
  await begin();
  expect(await isWhole()).toBe(true);
});

test('SYN-02: a connection that cannot be looked at keeps no other from its reconciliation', async () => {
  const { container, store, acme, bravo } = await aHub();
  for (const connection of [acme, bravo]) {
    const { run } = await container.get(Tokens.manageRuns).start(connection, { kind: 'first' }, 'hub');
    const kept = await store.runs.find(connection, run.number);
    if (kept !== undefined) await store.runs.put(connection, { ...kept, state: 'ended', endedAt: instantOf(Date.now() - 25 * 60 * 60_000) });
  }
  await store.settings.put(acme, null, container.get(Tokens.clock).now(), 1);
  expect(await container.get(Tokens.reconciliation).look()).toBe(1);
  expect(await store.runs.find(bravo)).toMatchObject({ number: 2, kind: 'reconciliation' });
});
