import { addMs } from '../../domain/kernel/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IdSource } from '../../ports/id-source.ts';
import type { Lease, Leases } from '../../ports/leases.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Database } from './database.ts';

export function createSqliteLeases({ writer: db }: Database, commits: CommitLoop, clock: Clock, ids: IdSource): Leases {
  const acquire = db.prepare(`insert into lease (name, holder, ends_at) values (?, ?, ?)
    on conflict (name) do update set holder = excluded.holder, ends_at = excluded.ends_at where ends_at <= ?`);
  const release = db.prepare('delete from lease where name = ? and holder = ?');
  return {
    acquire: (name, forMs) =>
      commits.write({
        doing: 'acquire a lease',
        apply(): Lease | undefined {
          const now = clock.now();
          const lease = { name, holder: ids.id(), endsAt: addMs(now, forMs) };
          return acquire.run(name, lease.holder, lease.endsAt, now).changes === 1 ? lease : undefined;
        },
      }),
    release: ({ name, holder }) => commits.write({ doing: 'release a lease', apply: () => void release.run(name, holder) }),
  };
}
