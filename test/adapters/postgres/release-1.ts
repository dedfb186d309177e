import type { Database } from '../../../src/adapters/postgres/database.ts';

// What a hub of the first schema writes and reads, in its own words: it runs on while a newer one brings the schema forward.
const WRITES: readonly string[] = [
  "insert into vinculo.lane (connection, key, last_seq) values ('c', 'lane', 1) on conflict (connection, key) do update set last_seq = vinculo.lane.last_seq + 1",
  `insert into vinculo.delivery (id, connection, lane, seq, source, kind, state, received_at, body, headers)
    select gen_random_uuid()::text, 'c', id, last_seq, 'neppo', 'ChatSession', 'pending', '2026-05-04T12:00:00.000Z', 'body', '{}' from vinculo.lane`,
  "update vinculo.delivery set state = 'done', ended_at = '2026-05-04T12:00:01.000Z' where ended_at is null",
  "insert into vinculo.plan (connection, key, plan) values ('c', gen_random_uuid()::text, '{}')",
  "insert into vinculo.effect (connection, key, state, intended_at, misses) values ('c', gen_random_uuid()::text, 'intended', '2026-05-04T12:00:00.000Z', '[]')",
  "update vinculo.effect set state = 'done', result = '\"1\"' where state = 'intended'",
  "insert into vinculo.timer (connection, key, due_at, delivery) values ('c', gen_random_uuid()::text, '2026-05-04T12:00:00.000Z', '{}')",
  "insert into vinculo.contact (connection, id, read_at, entry) values ('c', gen_random_uuid()::text, '2026-05-04T12:00:00.000Z', '{}')",
  "insert into vinculo.identity (connection, kind, value, contact_id) values ('c', 'email', gen_random_uuid()::text, '1')",
  "insert into vinculo.reservation (connection, kind, value, name) values ('c', 'email', gen_random_uuid()::text, '1')",
  `insert into vinculo.session (connection, protocol, version, state, started_at, phase, client_is)
    values ('c', gen_random_uuid()::text, 1, '{}', '2026-05-04T12:00:00.000Z', 'running', 'known')`,
  "insert into vinculo.hook (token_hash, connection, system) values (gen_random_uuid()::text, 'c', 'neppo')",
  "insert into vinculo.settings_version (connection, version, valid_from, value) select 'c', count(*) + 1, '2026-05-04T12:00:00.000Z', '{}' from vinculo.settings_version",
  "insert into vinculo.secret (connection, name, sealed) values ('c', gen_random_uuid()::text, 'sealed')",
];

const READS: readonly string[] = [
  `select d.position, d.id, d.connection, d.source, d.kind, l.key, d.state, d.reason, d.received_at, d.ended_at, d.attempts, d.cause, d.repeats
    from vinculo.delivery d join vinculo.lane l on l.id = d.lane order by d.position desc limit 5`,
  'select connection, system from vinculo.hook limit 1',
  'select connection, version, valid_from, value from vinculo.settings_version order by version desc limit 1',
];

/** One round of its work; the writes are one transaction. */
export async function workAsRelease1({ transaction, read }: Database): Promise<void> {
  await transaction('write', async (db) => {
    for (const write of WRITES) await db.query(write);
  });
  await read('read', async (db) => {
    for (const each of READS) await db.query(each);
  });
}

/** How much it has written. */
export const writtenByRelease1 = async ({ read }: Database): Promise<number> =>
  await read('count', async (db) => Number((await db.query("select count(*) from vinculo.delivery where state = 'done'")).rows[0]?.['count']));
