import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { ActiveSend, SendState } from '../../../domain/active-send/active-send.ts';
import type { ConnectionId } from '../../../domain/connection/connection.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { phoneKeyOf } from '../../../domain/phone/phone-key.ts';
import { parsePhone } from '../../../domain/phone/phone-number.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { SendBook, SendQuery, UnsettledQuery } from '../../../ports/send-book.ts';
import { parseJson, toJson } from '../json.ts';
import type { Row } from '../row.ts';
import type { SqlRunner } from '../sql-runner.ts';
import type { SqlNames } from './names.ts';
import { digitsOf, foldedName, isSearched } from './searched.ts';
import { streamStatements } from './stream.ts';
import type { StreamNews } from './stream-news.ts';

/** All that may still move (`mayStillMove`). As in the index. */
const UNSETTLED: readonly SendState[] = ['queued', 'sent', 'delivered', 'read', 'unknown'];
const isUnsettled = sql`state in (${sql.join(UNSETTLED.map((state) => sql.lit(state)))})`;

const isDue = ({ seenBefore, madeSince }: UnsettledQuery): RawBuilder<unknown> => sql`${isUnsettled} and created_at >= ${madeSince} and seen_at < ${seenBefore}`;

export interface SendBookParts {
  readonly runner: SqlRunner;
  readonly clock: Clock;
  readonly news: StreamNews;
}

/** Active sends, in either store. */
export function createSendBook({ runner, clock, news }: SendBookParts): SendBook {
  const { table, text } = runner;
  const [sends, optOuts] = [table('active_send'), table('opt_out')];
  const found = async (doing: string, where: RawBuilder<unknown>): Promise<readonly ActiveSend[]> =>
    (await runner.rows(doing, sql`select value from ${sends} where ${where}`)).map(translateSend);
  const mark = (connection: ConnectionId, phone: string): RawBuilder<unknown> => sql`connection = ${connection} and mark = ${markOf(connection, phone)}`;

  return {
    keep: async (connection, send) => void (await runner.write('keep an active send', [sendStatement(runner, connection, send, clock.now())])),
    find: async (connection, id) => (await found('find an active send', sql`connection = ${connection} and id = ${text(id)}`))[0],
    findByChatId: async (connection, id) =>
      (await found('find an active send by its id in the chat', sql`connection = ${connection} and chat_send_id = ${text(id)} order by created_at desc, id desc limit 1`))[0],
    list: async (connection, query) => await found('list active sends', sql`connection = ${connection} and ${conditionOf(runner, connection, query)}
      order by created_at desc, id desc limit ${query.limit}`),
    async change(connection, send, told) {
      const now = clock.now();
      const isThere = sql`exists (select 1 from ${sends} where connection = ${connection} and id = ${text(send.id)})`;
      const [changed] = await runner.write('change an active send', [
        changeStatement(runner, connection, send, now), ...streamStatements(runner, connection, told, now, isThere),
      ]);
      if (changed !== 1) return 'gone';
      news.ring(connection, told);
      return 'changed';
    },
    unsettled: async (connection, { limit, ...query }) => await found('list active sends that go on', sql`connection = ${connection}
      and ${isDue(query)} order by seen_at, id limit ${limit}`),
    async toLookAt(query) {
      // From one connection to the next in the index, and not over all that they have sent.
      const rows = await runner.rows('find out whose active sends go on', sql`with recursive known (connection) as (
          select min(connection) from ${sends} where ${isUnsettled}
          union all
          select (select min(s.connection) from ${sends} s where s.connection > known.connection and ${isUnsettled}) from known where known.connection is not null
        ) select connection from known where exists (select 1 from ${sends} s where s.connection = known.connection and ${isDue(query)}) order by connection`);
      return rows.map(translateConnection);
    },
    async lastTo(connection, phone) {
      const [row] = await runner.rows('find the last active send to a number', sql`select max(created_at) as at from ${sends}
        where connection = ${connection} and phone_key = ${text(phoneKeyText(phone))}`);
      return parseInstant(row?.['at']);
    },
    optOut: async (connection, phone, at) =>
      void (await runner.write('note who wants no active sends', [sql`insert into ${optOuts} (connection, mark, at)
        values (${connection}, ${markOf(connection, phone)}, ${at}) on conflict do nothing`])),
    optIn: async (connection, phone) => void (await runner.write('note who wants active sends again', [sql`delete from ${optOuts} where ${mark(connection, phone)}`])),
    async hasOptedOut(connection, phone) {
      const [row] = await runner.rows('see who wants no active sends', sql`select at from ${optOuts} where ${mark(connection, phone)}`);
      return parseInstant(row?.['at']);
    },
  };
}

/** Whoever keeps a send has just looked at it. */
export function sendStatement(names: SqlNames, connection: ConnectionId, send: ActiveSend, now: Instant): RawBuilder<unknown> {
  const columns = columnsOf(names, send, now);
  return sql`insert into ${names.table('active_send')} (connection, id, ${sql.join(columns.map(({ name }) => sql.ref(name)))})
    values (${connection}, ${names.text(send.id)}, ${sql.join(columns.map(({ value }) => value))})
    on conflict (connection, id) do update set ${sql.join(columns.map(({ name }) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`))}`;
}

/** Changes nothing where there is no such send. */
const changeStatement = (names: SqlNames, connection: ConnectionId, send: ActiveSend, now: Instant): RawBuilder<unknown> =>
  sql`update ${names.table('active_send')} set ${sql.join(columnsOf(names, send, now).map(({ name, value }) => sql`${sql.ref(name)} = ${value}`))}
    where connection = ${connection} and id = ${names.text(send.id)}`;

/** What stands of a send beside its id. */
function columnsOf({ text }: SqlNames, send: ActiveSend, now: Instant): readonly { readonly name: string; readonly value: string | null }[] {
  const optional = (value: string | undefined): string | null => (value === undefined ? null : text(value));
  return Object.entries({
    phone_key: text(phoneKeyText(send.phone)), name: foldedName(send.clientName), digits: digitsOf(send.phone), agent: optional(send.agentId), state: send.state,
    created_at: send.createdAt, seen_at: now, chat_send_id: optional(send.chatSendId), protocol: optional(send.protocol), value: toJson(send),
  }).map(([name, value]) => ({ name, value }));
}

function conditionOf({ table, text }: SqlNames, connection: ConnectionId, { agent, states, search, after }: SendQuery): RawBuilder<unknown> {
  return sql.join([
    isSearched(search),
    ...(agent === undefined ? [] : [sql`agent = ${text(agent)}`]),
    ...(states === undefined ? [] : [sql`state in (${sql.join(states.length === 0 ? ['none'] : states)})`]),
    ...(after === undefined ? [] : [sql`(created_at, id) < (select created_at, id from ${table('active_send')} where connection = ${connection} and id = ${text(after)})`]),
  ], sql` and `);
}

/** Both forms of a Brazilian mobile's number are one number (PHN-04). */
function phoneKeyText(phone: string): string {
  const read = parsePhone(phone, { kind: 'with-ddi' });
  return read.ok ? phoneKeyOf(read.value) : digitsOf(phone);
}

/** That somebody wants no sends has to outlast an erasure, and so stands here without the number. */
const markOf = (connection: ConnectionId, phone: string): string => createHash('sha256').update(`${connection} ${phoneKeyText(phone)}`).digest('base64url');

const translateSend = ({ value }: Row): ActiveSend => parseJson(String(value)) as ActiveSend;
const translateConnection = ({ connection }: Row): ConnectionId => String(connection) as ConnectionId;
const parseInstant = (at: unknown): Instant | undefined => (at ?? undefined) as Instant | undefined;
