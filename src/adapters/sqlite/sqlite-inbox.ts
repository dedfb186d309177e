import { Defect } from '../../domain/kernel/error.ts';
import type { Inbox } from '../../ports/inbox.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Added, DeliveryTable } from './delivery-table.ts';

/** @param onAdded - told of what became durable, so that its lanes are worked. */
export const createSqliteInbox = (commits: CommitLoop, deliveries: DeliveryTable, onAdded: (added: readonly Added[]) => void): Inbox => ({
  async accept(batch, transaction) {
    if (transaction !== undefined) throw new Defect('defect.transaction-refused', NO_TRANSACTION);
    const added = await commits.write({
      doing: 'accept deliveries',
      apply: () => batch.map(deliveries.add),
      committed: onAdded,
    });
    return added.map(({ accepted }) => accepted);
  },
});

const NO_TRANSACTION =
  'The inbox could not join a transaction, because its SQLite file belongs to the hub alone; accept without one, or keep the store in PostgreSQL.';
