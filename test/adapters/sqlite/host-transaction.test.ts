import { expect, test } from 'vitest';
import { inHostTransaction } from '../../../src/adapters/postgres/index.ts';
import { aDelivery } from '../../../src/ports/contracts/builders.ts';
import { openMemoryStore } from './open-store.ts';

test("a transaction of the host's is refused by a store that cannot join it, and nothing is accepted", async () => {
  const store = await openMemoryStore();
  const transaction = inHostTransaction({ query: async () => ({ rows: [], rowCount: 0 }) });
  await expect(store.inbox.accept([aDelivery('d1')], transaction)).rejects.toMatchObject({ code: 'defect.transaction-refused' });
  await expect(store.inbox.accept([aDelivery('d1')], transaction)).rejects.toThrow('keep the store in PostgreSQL');
  expect(await store.queue.stats()).toEqual({ pending: 0, lanes: 0 });
  await store.dispose();
});
