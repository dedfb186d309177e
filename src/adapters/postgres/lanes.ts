import type { Clock } from '../../ports/clock.ts';
import type { Inbox } from '../../ports/inbox.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import type { WorkQueue } from '../../ports/work-queue.ts';
import type { StreamNews } from '../sql/desk/index.ts';
import type { Database } from './database.ts';
import { createAdding } from './delivery-adding.ts';
import { createPostgresInbox } from './postgres-inbox.ts';
import { createPostgresWorkQueue } from './postgres-work-queue.ts';
import type { SessionTable } from './session-table.ts';
import { openWakes } from './wakes.ts';

/** What goes into lanes, and what works them. */
export interface Lanes {
  readonly inbox: Inbox;
  readonly queue: WorkQueue;
  /** Writes what was accepted, tells those who wait that there is nothing more to wait for, and leaves the lanes to others. */
  close(): Promise<void>;
}

export interface LanesParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly sessions: SessionTable;
  readonly news: StreamNews;
  readonly leaseSeconds: number;
  readonly telemetry: Telemetry | undefined;
}

export async function openLanes(parts: LanesParts): Promise<Lanes> {
  const { database, clock } = parts;
  const wakes = await openWakes(parts);
  const add = createAdding({ schema: database.schema, wakes, clock });
  const inbox = createPostgresInbox(database, add, () => queue.noticeWoken());
  const queue = createPostgresWorkQueue({ ...parts, wakes, add, isInboxQuiet: inbox.isQuiet });
  return {
    inbox,
    queue,
    async close() {
      await inbox.close();
      queue.abandon();
      await wakes.stop();
    },
  };
}
