import type { FrozenWrite } from '../hubs/freezing-fetch.ts';
import type { Account } from './account.ts';

/** Whether somebody else has made meanwhile what a frozen process was about to make, or changed what it was about to change. */
export function createMadeMeanwhile(accounts: readonly Account[]): (write: FrozenWrite) => boolean {
  /** What the records said when it was first asked about them. */
  const before = new Map<FrozenWrite, string>();
  return (write) => {
    const { url, marker } = write;
    const account = accounts.find(({ ploomes }) => url.startsWith(`${ploomes.url}/`));
    const recordId = /\/InteractionRecords\((\d+)\)$/.exec(url)?.[1];
    if (recordId === undefined) {
      const rows = account?.ploomes.rows(url.endsWith('/Deals') ? 'Deals' : 'InteractionRecords') ?? [];
      return rows.some((row) => JSON.stringify(row['OtherProperties'] ?? []).includes(marker));
    }
    const now = JSON.stringify(account?.ploomes.interactionRecords().find(({ Id }) => Id === Number(recordId))?.['Content'] ?? '');
    if (!before.has(write)) before.set(write, now);
    return before.get(write) !== now;
  };
}
