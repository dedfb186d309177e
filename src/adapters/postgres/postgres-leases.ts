import { addMs } from '../../domain/kernel/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IdSource } from '../../ports/id-source.ts';
import type { Leases } from '../../ports/leases.ts';
import type { Database } from './database.ts';

export function createPostgresLeases(database: Database, clock: Clock, ids: IdSource): Leases {
  const { schema } = database;
  const acquire = `insert into ${schema}.lease as l (name, holder, ends_at) values ($1, $2, $3)
    on conflict (name) do update set holder = excluded.holder, ends_at = excluded.ends_at where l.ends_at <= $4`;
  const release = `delete from ${schema}.lease where name = $1 and holder = $2`;
  return {
    async acquire(name, forMs) {
      const now = clock.now();
      const lease = { name, holder: ids.id(), endsAt: addMs(now, forMs) };
      const { rowCount } = await database.transaction('acquire a lease', async (db) => await db.query(acquire, [name, lease.holder, lease.endsAt, now]));
      return rowCount === 1 ? lease : undefined;
    },
    async release({ name, holder }) {
      await database.transaction('release a lease', async (db) => await db.query(release, [name, holder]));
    },
  };
}
