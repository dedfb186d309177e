import { sql, type RawBuilder } from 'kysely';
import type { Protocol } from '../../../domain/attendance/sighting.ts';
import type { ConnectionId } from '../../../domain/connection/connection.ts';
import type { DeskEntry, DeskLists, DeskQuery, DeskSession, TalkEntry } from '../../../ports/sessions.ts';
import { parseJson } from '../json.ts';
import type { Row } from '../row.ts';
import type { SqlRunner } from '../sql-runner.ts';
import type { SqlNames } from './names.ts';
import { isSearched } from './searched.ts';

/** The lists of agents, in either store. A page is read from an agent's own places alone, however many sessions there are. */
export function createDeskLists(runner: SqlRunner): DeskLists {
  const { table, text } = runner;
  const [sessions, places] = [table('desk_session'), table('desk_place')];

  return {
    async page(connection, { agent, phase, search, after, limit }) {
      const rows = await runner.rows('read a list of sessions', sql`
        select s.protocol, s.phase, s.started_at, s.at, s.entry, s.talk from (
          select protocol, at from ${places} where connection = ${connection} and agent = ${text(agent)} and phase = ${phase}
            and ${isBehind(runner, after)} and ${isSearched(search)} order by at desc, protocol desc limit ${limit}
        ) p join ${sessions} s on s.connection = ${connection} and s.protocol = p.protocol
        where s.entry is not null order by p.at desc, p.protocol desc`);
      return rows.map(translateDeskSession);
    },
    async find(connection, protocol) {
      const [row] = await runner.rows('find a session of the lists', listedSession(runner, connection, protocol));
      return row && translateDeskSession(row);
    },
    async talk(connection, protocol) {
      const [row] = await runner.rows('find how a conversation stands', sql`select talk from ${sessions}
        where connection = ${connection} and protocol = ${text(protocol)} and talk is not null`);
      return row && translateTalk(row['talk']);
    },
    async attended(connection, { after, limit }) {
      const rows = await runner.rows('find the sessions that are attended', sql`select distinct protocol from ${places} where connection = ${connection} and phase = 'running'
        and ${after === undefined ? sql`1 = 1` : sql`protocol > ${text(after)}`} order by protocol limit ${limit}`);
      return rows.map(translateProtocol);
    },
    async counts(connection, agent) {
      const rows = await runner.rows('count sessions of the lists', sql`select phase, count(*) as n, sum(case when unread > 0 then 1 else 0 end) as unread
        from ${places} where connection = ${connection} and agent = ${text(agent)} group by phase`);
      return translateCounts(rows);
    },
  };
}

/** Reads one session of the lists, for {@link translateDeskSession}. */
export const listedSession = ({ table, text }: SqlNames, connection: ConnectionId, protocol: Protocol): RawBuilder<unknown> =>
  sql`select protocol, phase, started_at, at, entry, talk from ${table('desk_session')} where connection = ${connection} and protocol = ${text(protocol)} and entry is not null`;

const isBehind = ({ text }: SqlRunner, after: DeskQuery['after']): RawBuilder<unknown> =>
  (after === undefined ? sql`1 = 1` : sql`(at, protocol) < (${after.at}, ${text(after.protocol)})`);

export const translateDeskSession = ({ protocol, phase, started_at: startedAt, at, entry, talk }: Row): DeskSession => ({
  protocol, phase, startedAt, at,
  desk: parseJson(String(entry)) as DeskEntry,
  ...(talk === null ? {} : { talk: translateTalk(talk) }),
}) as DeskSession;

const translateProtocol = ({ protocol }: Row): Protocol => String(protocol) as Protocol;

const translateTalk = (talk: unknown): TalkEntry => parseJson(String(talk)) as TalkEntry;

function translateCounts(rows: readonly Row[]): Awaited<ReturnType<DeskLists['counts']>> {
  const of = (phase: string, column: string): number => Number(rows.find((row) => row['phase'] === phase)?.[column] ?? 0);
  return { running: of('running', 'n'), ended: of('ended', 'n'), unread: of('running', 'unread') };
}
