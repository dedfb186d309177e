import type { Clock } from '../../ports/clock.ts';
import type { QueueStats } from '../../ports/work-queue.ts';
import type { Database } from './database.ts';

/** What has not ended yet, asked of the database, since other processes work too. */
export interface QueueCounts {
  stats(): Promise<QueueStats>;
  /** @param withTimers - whether somebody is there to accept what timers are set for. */
  isAnythingDue(withTimers: boolean): Promise<boolean>;
}

export function createQueueCounts({ schema, read }: Database, clock: Clock): QueueCounts {
  const count = `select count(*) as pending, count(distinct lane) as lanes from ${schema}.delivery where ended_at is null`;
  const due = `select exists (
      select from ${schema}.delivery d join ${schema}.lane l on l.id = d.lane where d.ended_at is null and (l.due_at is null or l.due_at <= $1)
    ) or ($2 and exists (select from ${schema}.timer where due_at <= $1)) as is_due`;
  return {
    async stats() {
      const { rows } = await read('count what is pending', async (db) => await db.query(count));
      return { pending: Number(rows[0]?.['pending']), lanes: Number(rows[0]?.['lanes']) };
    },
    async isAnythingDue(withTimers) {
      const { rows } = await read('look whether anything is due', async (db) => await db.query(due, [clock.now(), withTimers]));
      return rows[0]?.['is_due'] === true;
    },
  };
}
