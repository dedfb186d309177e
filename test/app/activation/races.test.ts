import { expect, onTestFinished, test } from 'vitest';
import { createInMemoryChat, createInMemoryCrm, inMemoryConnectors } from '../../../src/adapters/in-memory/index.ts';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { createConsoleTelemetry } from '../../../src/adapters/system/index.ts';
import { createContainer } from '../../../src/app/container.ts';
import { Tokens } from '../../../src/app/tokens.ts';
import { PortFailure } from '../../../src/ports/index.ts';

const WRONG = { userKey: 'wrong' };

/** @param whileTrying - what goes on elsewhere while a credential of the CRM is tried. */
async function aHub(whileTrying: () => Promise<unknown> = async () => undefined) {
  const crm = createInMemoryCrm();
  const connectors = inMemoryConnectors(crm, createInMemoryChat());
  const trying = (config: unknown) => async (): Promise<void> => {
    await whileTrying();
    if (JSON.stringify(config) === JSON.stringify(WRONG)) throw new PortFailure('port.unauthorized', 'The CRM does not know this key.');
  };
  const container = await createContainer({
    store: sqliteStore(':memory:'), secretKey: 'a-secret-key-for-tests-only', publicUrl: 'http://hub.example', synchronisation: 'off',
    telemetry: createConsoleTelemetry({ level: 'silent' }),
    chat: connectors.chat, crm: { ...connectors.crm, connect: (config: unknown) => ({ ...crm, tryCredential: trying(config) }) },
  });
  onTestFinished(async () => await container.get(Tokens.store).close());
  return { container, crm, manage: container.get(Tokens.manageConnections), book: container.get(Tokens.connectionBook), systems: container.get(Tokens.sealedSystems) };
}

test('ACT-02: what is given to a draft that is being activated meanwhile is tried live like that of any active connection', async () => {
  const { container, book, systems } = await aHub();
  await container.get(Tokens.connectionDesk).draft({ id: 'acme', name: 'Acme', ploomes: {}, neppo: {} });
  const asDraft = await book.get('acme');
  await book.change('acme', (settings) => ({ ...settings, status: 'active' }));
  await expect(container.get(Tokens.exchangeSystems).exchange(asDraft, { ploomes: WRONG })).rejects.toMatchObject({ code: 'port.unauthorized' });
  expect(await systems.open(asDraft.id, 'ploomes')).toEqual({});
});

test('ACT-01: of two that are added at once under one id the second is refused, and leaves the credentials of the first alone', async () => {
  const { manage, book, systems } = await aHub();
  const added = await Promise.allSettled(['One', 'Two'].map(async (name) => await manage.add({ id: 'acme', name, ploomes: { userKey: name }, neppo: {} })));
  const refused = added.flatMap((each): readonly unknown[] => (each.status === 'rejected' ? [each.reason] : []));
  expect(refused).toMatchObject([{ code: 'input.connection-exists' }]);
  const { id, settings } = await book.get('acme');
  expect(await systems.open(id, 'ploomes')).toEqual({ userKey: settings.name });
});

test('ACT-08, ACT-09: a connection that is switched off while a round goes on gets no subscriptions by it', async () => {
  let meanwhile = async (): Promise<unknown> => undefined;
  const { container, crm, manage } = await aHub(async () => await meanwhile());
  const ids = ['a', 'b', 'c', 'd', 'e'];
  for (const id of ids) await manage.add({ id, name: id, ploomes: {}, neppo: {} });
  const every = await crm.subscriptions.addresses();
  let off: Promise<unknown> | undefined;
  meanwhile = async () => await (off ??= manage.deactivate('e'));
  await container.get(Tokens.rounds).make();
  expect([every.length, (await crm.subscriptions.addresses()).length]).toEqual([5, 4]);
});
