import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { NewDelivery } from '../../ports/inbox.ts';
import type { Timer } from '../../ports/work-queue.ts';
import { toJson } from '../sql/json.ts';
import { parseTimedDelivery } from '../sql/translate-delivery.ts';
import { columns } from './columns.ts';
import { keyText } from './key-text.ts';
import type { Conversation } from './conversation.ts';
import type { PostgresLike } from './postgres-like.ts';

/** Timers on disk; keys are told apart within a connection. Writes belong in a transaction, before it locks anything else. */
export interface TimerTable {
  /** Replaces what had the same key. */
  put(db: Conversation, timers: readonly Timer[]): void;
  cancel(db: Conversation, connection: ConnectionId, keys: readonly string[]): void;
  /** Takes the deliveries whose time has come and that no other process takes, earliest first, a share of them at once. */
  takeDue(db: PostgresLike, now: Instant): Promise<readonly NewDelivery[]>;
}

const SHARE = 500;

/** @param schema - quoted. */
export function createTimerTable(schema: string): TimerTable {
  const put = `insert into ${schema}.timer (connection, key, due_at, delivery)
    select connection, key, due_at, delivery from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as timer (connection, key, due_at, delivery)
    order by connection, key on conflict (connection, key) do update set due_at = excluded.due_at, delivery = excluded.delivery`;
  const cancel = `delete from ${schema}.timer where connection = $1 and key = any ($2::text[])`;
  const takeDue = `with due as (
      delete from ${schema}.timer where id in (
        select id from ${schema}.timer where due_at <= $1 order by due_at, id limit ${SHARE} for update skip locked)
      returning id, due_at, delivery)
    select delivery from due order by due_at, id`;

  return {
    put(db, timers) {
      // Of several under one key the last one counts, as if they had been set one after the other.
      const rows = new Map(timers.map((timer) => [JSON.stringify([timer.delivery.connection, keyText(timer.key)]), rowOf(timer)]));
      if (rows.size > 0) db.send(put, columns([...rows.values()], ['connection', 'key', 'due_at', 'delivery']));
    },
    cancel(db, connection, keys) {
      if (keys.length > 0) db.send(cancel, [connection, keys.map(keyText)]);
    },
    takeDue: async (db, now) => (await db.query(takeDue, [now])).rows.map((row) => parseTimedDelivery(String(row['delivery']))),
  };
}

const rowOf = ({ key, dueAt, delivery }: Timer) => ({ connection: delivery.connection, key: keyText(key), due_at: dueAt, delivery: toJson(delivery) });
