import { sql, type RawBuilder } from 'kysely';
import type { Protocol } from '../../../domain/attendance/sighting.ts';
import type { ConnectionId } from '../../../domain/connection/connection.ts';
import type { DeskEntry, SessionRow, TalkEntry } from '../../../ports/sessions.ts';
import { toJson } from '../json.ts';
import type { SqlNames } from './names.ts';
import { digitsOf, foldedName } from './searched.ts';

/**
 * The half of a session that its own lane writes, and the lists in which it stands from now on. The row is written first: whoever
 * writes the other half meanwhile waits for it, so that each sees what the other wrote.
 */
export function entryStatements(names: SqlNames, { connection, protocol, phase, startedAt, desk }: SessionRow): readonly RawBuilder<unknown>[] {
  if (desk === undefined) return [];
  const { table, text } = names;
  const one = ofSession(names, connection, protocol);
  return [
    sql`insert into ${table('desk_session')} as known (connection, protocol, phase, started_at, entry, entry_at, name, digits, at)
      values (${connection}, ${text(protocol)}, ${phase}, ${startedAt}, ${toJson(desk)}, ${desk.at}, ${foldedName(desk.name)}, ${digitsOf(desk.phone)}, ${desk.at})
      on conflict (connection, protocol) do update set phase = excluded.phase, started_at = excluded.started_at, entry = excluded.entry,
        entry_at = excluded.entry_at, name = excluded.name, digits = excluded.digits,
        at = case when known.talk_at > excluded.entry_at then known.talk_at else excluded.entry_at end`,
    sql`delete from ${table('desk_place')} where ${one}`,
    ...agentsWhoSee(phase, desk).map((agent) => sql`insert into ${table('desk_place')} (connection, agent, phase, at, protocol, name, digits, unread)
      select connection, cast(${text(agent)} as text), phase, at, protocol, name, digits, unread from ${table('desk_session')} where ${one}`),
  ];
}

/** A running session stands in the list of whoever attends it, an ended one in those of all who took part (PAN-01). */
const agentsWhoSee = (phase: SessionRow['phase'], { agent, agents }: DeskEntry): readonly string[] => {
  const current = agent === undefined ? [] : [agent];
  return phase === 'running' ? current : [...new Set([...agents, ...current])].toSorted();
};

/** Takes a session out of all lists. The other half stays. */
export function entryWithdrawal(names: SqlNames, { connection, protocol }: Pick<SessionRow, 'connection' | 'protocol'>): readonly RawBuilder<unknown>[] {
  const one = ofSession(names, connection, protocol);
  return [
    sql`update ${names.table('desk_session')} set phase = null, started_at = null, entry = null, entry_at = null, name = '', digits = '' where ${one}`,
    sql`delete from ${names.table('desk_place')} where ${one}`,
  ];
}

/** The half that the lane of the conversation writes, and what it changes in the lists. */
export function talkStatements(names: SqlNames, connection: ConnectionId, talk: TalkEntry): readonly RawBuilder<unknown>[] {
  const { table, text } = names;
  const { protocol, at, unread } = talk;
  const one = ofSession(names, connection, protocol);
  const session = (column: string): RawBuilder<unknown> => sql`(select ${sql.ref(column)} from ${table('desk_session')} where ${one})`;
  return [
    sql`insert into ${table('desk_session')} as known (connection, protocol, talk, talk_at, unread, at)
      values (${connection}, ${text(protocol)}, ${toJson(talk)}, ${at}, ${unread}, ${at})
      on conflict (connection, protocol) do update set talk = excluded.talk, talk_at = excluded.talk_at, unread = excluded.unread,
        at = case when known.entry_at > excluded.talk_at then known.entry_at else excluded.talk_at end`,
    sql`update ${table('desk_place')} set at = ${session('at')}, unread = ${session('unread')} where ${one}`,
  ];
}

const ofSession = ({ text }: SqlNames, connection: ConnectionId, protocol: Protocol): RawBuilder<unknown> =>
  sql`connection = ${connection} and protocol = ${text(protocol)}`;
