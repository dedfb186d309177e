import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { ActiveSend, SendState } from '../../../domain/active-send/active-send.ts';
import type { ConnectionId } from '../../../domain/connection/connection.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { phoneKeyOf } from '../../../domain/phone/phone-key.ts';
import { parsePhone } from '../../../domain/phone/phone-number.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { SendBook, SendQuery } from '../../../ports/send-book.ts';
import { parseJson, toJson } from '../json.ts';
import type { Row } from '../row.ts';
import type { SqlRunner } from '../sql-runner.ts';
import type { SqlNames } from './names.ts';
import { digitsOf, foldedName, isSearched } from './searched.ts';

/** The chat may yet tell otherwise of these. Whether a send that was read is answered is told by a session. As in the index. */
const MAY_CHANGE: readonly SendState[] = ['queued', 'sent', 'delivered', 'unknown'];

/** Active sends, in either store. */
export function createSendBook(runner: SqlRunner, clock: Clock): SendBook {
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
    unsettled: async (connection, { seenBefore, limit }) => await found('list active sends that go on', sql`connection = ${connection}
      and state in (${sql.join(MAY_CHANGE.map((state) => sql.lit(state)))}) and seen_at < ${seenBefore} order by seen_at, id limit ${limit}`),
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
export function sendStatement({ table, text }: SqlNames, connection: ConnectionId, send: ActiveSend, now: Instant): RawBuilder<unknown> {
  const optional = (value: string | undefined): string | null => (value === undefined ? null : text(value));
  return sql`insert into ${table('active_send')} (connection, id, phone_key, name, digits, agent, state, created_at, seen_at, chat_send_id, protocol, value)
    values (${connection}, ${text(send.id)}, ${text(phoneKeyText(send.phone))}, ${foldedName(send.clientName)}, ${digitsOf(send.phone)}, ${optional(send.agentId)},
      ${send.state}, ${send.createdAt}, ${now}, ${optional(send.chatSendId)}, ${optional(send.protocol)}, ${toJson(send)})
    on conflict (connection, id) do update set phone_key = excluded.phone_key, name = excluded.name, digits = excluded.digits, agent = excluded.agent,
      state = excluded.state, created_at = excluded.created_at, seen_at = excluded.seen_at, chat_send_id = excluded.chat_send_id,
      protocol = excluded.protocol, value = excluded.value`;
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
const parseInstant = (at: unknown): Instant | undefined => (at ?? undefined) as Instant | undefined;
