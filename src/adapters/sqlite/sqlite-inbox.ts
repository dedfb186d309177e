import type { Inbox } from '../../ports/inbox.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Added, DeliveryTable } from './delivery-table.ts';

/** @param onAdded - told of what became durable, so that its lanes are worked. */
export const createSqliteInbox = (commits: CommitLoop, deliveries: DeliveryTable, onAdded: (added: readonly Added[]) => void): Inbox => ({
  async accept(batch) {
    const added = await commits.write({
      doing: 'accept deliveries',
      apply: () => batch.map(deliveries.add),
      committed: onAdded,
    });
    return added.map(({ accepted }) => accepted);
  },
});
