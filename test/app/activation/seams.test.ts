import { expect, onTestFinished, test } from 'vitest';
import { createInMemoryChat, createInMemoryCrm, inMemoryConnectors } from '../../../src/adapters/in-memory/index.ts';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { createContainer } from '../../../src/app/container.ts';
import { Tokens } from '../../../src/app/tokens.ts';

async function aContainer() {
  const container = await createContainer({
    store: sqliteStore(':memory:'), secretKey: 'a-secret-key-for-tests-only', publicUrl: 'http://hub.example', ...inMemoryConnectors(createInMemoryCrm(), createInMemoryChat()),
  });
  onTestFinished(async () => await container.get(Tokens.store).close());
  return container;
}

test('SYN-02, ACT-08: an activation ends by beginning the synchronisation, and says whether it is the first', async () => {
  const container = await aContainer();
  const begun: (readonly [string, string])[] = [];
  container.unbind(Tokens.beginSynchronisation);
  container.bind(Tokens.beginSynchronisation).toConstantValue(async (connection, why) => void begun.push([connection, why]));
  const { add, deactivate, activate } = container.get(Tokens.manageConnections);
  await add({ id: 'acme', name: 'Acme', ploomes: {}, neppo: {} });
  await deactivate('acme');
  await activate('acme');
  await activate('acme');
  expect(begun).toEqual([['acme', 'activated'], ['acme', 'reactivated']]);
});

test('ACT-07: one process of all makes a round', async () => {
  const container = await aContainer();
  await container.get(Tokens.manageConnections).add({ id: 'acme', name: 'Acme', ploomes: {}, neppo: {} });
  const { make } = container.get(Tokens.rounds);
  expect([await make(), await make()]).toEqual(['made', 'elsewhere']);
  expect([...(await container.get(Tokens.doctor).last()).keys()]).toEqual(['acme']);
});

test('ACT-12: accounts of adapters that cannot tell who they are may be joined twice', async () => {
  const container = await aContainer();
  const { add } = container.get(Tokens.manageConnections);
  for (const id of ['acme', 'bravo']) await add({ id, name: id, ploomes: {}, neppo: {} });
  expect(await container.get(Tokens.manageConnections).list()).toHaveLength(2);
});
