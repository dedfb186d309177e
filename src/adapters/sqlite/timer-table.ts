import type { DatabaseSync } from 'node:sqlite';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { NewDelivery } from '../../ports/inbox.ts';
import type { Timer } from '../../ports/work-queue.ts';
import { toJson } from '../sql/json.ts';
import { parseTimedDelivery } from '../sql/translate-delivery.ts';

/** Timers on disk; keys are told apart within a connection. Writes belong inside a unit of the commit loop. */
export interface TimerTable {
  /** Replaces what had the same key. */
  put(timer: Timer): void;
  cancel(connection: ConnectionId, key: string): void;
  /** Takes the deliveries whose time has come, earliest first, a share of them at once. */
  takeDue(now: Instant): readonly NewDelivery[];
  firstDueAt(): Instant | undefined;
}

const SHARE = 500;

export function createTimerTable(db: DatabaseSync): TimerTable {
  const put = db.prepare('insert or replace into timer (connection, key, due_at, delivery) values (?, ?, ?, ?)');
  const cancel = db.prepare('delete from timer where connection = ? and key = ?');
  const due = db.prepare(`select rowid as id, delivery from timer where due_at <= ? order by due_at, rowid limit ${SHARE}`);
  const remove = db.prepare('delete from timer where rowid = ?');
  const first = db.prepare('select min(due_at) as due_at from timer');
  return {
    put: ({ key, dueAt, delivery }) => void put.run(delivery.connection, key, dueAt, toJson(delivery)),
    cancel: (connection, key) => void cancel.run(connection, key),
    takeDue(now) {
      const rows = due.all(now);
      for (const row of rows) remove.run(Number(row['id']));
      return rows.map((row) => parseTimedDelivery(String(row['delivery'])));
    },
    firstDueAt: () => translateDueAt(first.get()?.['due_at']),
  };
}

const translateDueAt = (value: unknown): Instant | undefined => (value ?? undefined) as Instant | undefined;
