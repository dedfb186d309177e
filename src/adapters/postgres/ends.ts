import { PortFailure } from '../../ports/failures.ts';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { DeliveryId } from '../../ports/inbox.ts';
import { createWaiters } from '../sql/waiters.ts';
import type { Database } from './database.ts';
import { closedFailure } from './failures.ts';

/** Tells those who wait for a delivery that it has ended, whoever worked it. */
export interface Ends {
  /** `port.missing` if there is none. */
  wait(connection: ConnectionId, id: DeliveryId): Promise<void>;
  /** This process ended it. */
  notice(id: DeliveryId): void;
  /** Whoever still waits is told that the store was closed. */
  abandon(): void;
}

/** Ends that other processes reach are noticed within this. */
const POLL_MS = 200;

export function createEnds(database: Database): Ends {
  const waiters = createWaiters();
  const stateOf = `select ended_at is not null as ended from ${database.schema}.delivery where id = $1 and connection = $2`;
  const endedOf = `select id from ${database.schema}.delivery where id = any ($1::text[]) and ended_at is not null`;
  let poll: NodeJS.Timeout | undefined;
  let abandoned = false;

  function watch(): void {
    if (poll !== undefined || waiters.waitedFor().length === 0) return;
    poll = setTimeout(() => {
      void look().finally(() => {
        poll = undefined;
        watch();
      });
    }, POLL_MS).unref();
  }

  async function look(): Promise<void> {
    try {
      const { rows } = await database.read('look for ends', async (db) => await db.query(endedOf, [waiters.waitedFor()]));
      for (const { id } of rows) waiters.resolve(String(id));
    } catch {
      // The next look may do better; whoever waits is patient.
    }
  }

  return {
    async wait(connection, id) {
      const { rows } = await database.read('look for a delivery', async (db) => await db.query(stateOf, [id, connection]));
      const [found] = rows;
      if (found === undefined) throw unknownDelivery(connection, id);
      if (found['ended'] === true) return;
      if (abandoned) throw closedFailure('wait for a delivery');
      const ended = waiters.wait(id);
      // It may have ended since it was looked for.
      void look();
      watch();
      await ended;
    },
    notice: (id) => waiters.resolve(id),
    abandon() {
      abandoned = true;
      clearTimeout(poll);
      waiters.abandon(closedFailure('wait any longer'));
    },
  };
}

const unknownDelivery = (connection: ConnectionId, id: DeliveryId): PortFailure =>
  new PortFailure('port.missing', `The queue could not wait for delivery ${id}: connection ${connection} has none of that id.`);
