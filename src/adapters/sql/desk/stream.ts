import { sql, type RawBuilder } from 'kysely';
import type { ConnectionId } from '../../../domain/connection/connection.ts';
import { addMs, type Instant } from '../../../domain/kernel/instant.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Stream, StreamedEvent, StreamReading, StreamWish } from '../../../ports/stream.ts';
import { parseJson, toJson } from '../json.ts';
import type { Row } from '../row.ts';
import type { SqlRunner } from '../sql-runner.ts';
import type { SqlNames } from './names.ts';
import type { StreamNews } from './stream-news.ts';

const KEPT_MS = 10 * 60_000;
const KEPT_EVENTS = 2_000;
/** So many agents' streams are cut in one transaction. */
const CUT_AT_ONCE = 50;

export interface StreamParts {
  readonly runner: SqlRunner;
  readonly clock: Clock;
  readonly news: StreamNews;
}

/** What agents are told, in either store. */
export function createStream({ runner, clock, news }: StreamParts): Stream {
  const { table, text } = runner;
  const [heads, events] = [table('stream_head'), table('stream_event')];
  const numberOf = async (doing: string, where: RawBuilder<unknown>): Promise<number> =>
    Number((await runner.rows(doing, sql`select last_seq from ${heads} where ${where}`))[0]?.['last_seq'] ?? 0);

  return {
    async append(connection, wishes) {
      await runner.write('tell agents something', streamStatements(runner, connection, wishes, clock.now()));
      news.ring(connection, wishes);
    },
    async read(connection, agent, { after, limit }) {
      // In one statement, so that the number of the newest and the events are of one moment.
      const rows = await runner.rows("read an agent's stream", sql`select h.last_seq, e.seq, e.at, e.type, e.data from ${heads} h
        left join ${events} e on e.connection = h.connection and e.agent = h.agent and e.seq > ${after}
        where h.connection = ${connection} and h.agent = ${text(agent)} order by e.seq limit ${limit}`);
      return readingOf(rows, { after, limit });
    },
    head: async (connection, agent) => await numberOf("find the end of an agent's stream", sql`connection = ${connection} and agent = ${text(agent)}`),
    news: news.wait,
    async trim(now) {
      const cut = addMs(now, -KEPT_MS);
      const long = await runner.rows('find long streams', sql`select connection, agent, last_seq from ${heads} where last_seq > ${KEPT_EVENTS}`);
      const cuts = long.map(({ connection, agent, last_seq: last }) => sql`delete from ${events}
        where connection = ${connection} and agent = ${agent} and seq <= ${Number(last) - KEPT_EVENTS} and at < ${cut}`);
      for (let from = 0; from < cuts.length; from += CUT_AT_ONCE) await runner.write('cut streams', cuts.slice(from, from + CUT_AT_ONCE));
    },
  };
}

/**
 * Gives events their numbers. An agent's head is locked by this until the transaction is committed: nobody gives the number after one
 * that is not there yet, so that a reader sees none before those in front of it. Heads are locked in one order by all.
 *
 * @param condition - nobody is told where it does not hold.
 */
export function streamStatements({ table, text }: SqlNames, connection: ConnectionId, wishes: readonly StreamWish[], at: Instant, condition: RawBuilder<unknown> = sql`1 = 1`): readonly RawBuilder<unknown>[] {
  const byAgent = [...Map.groupBy(wishes, ({ agent }) => text(agent))].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return byAgent.flatMap(([agent, theirs]) => [
    sql`insert into ${table('stream_head')} as known (connection, agent, last_seq)
      select cast(${connection} as text), cast(${agent} as text), cast(${theirs.length} as integer) where ${condition}
      on conflict (connection, agent) do update set last_seq = known.last_seq + excluded.last_seq`,
    ...theirs.map(({ event: { type, data } }, place) => sql`insert into ${table('stream_event')} (connection, agent, seq, at, type, data)
      select connection, agent, last_seq - cast(${theirs.length - 1 - place} as integer), cast(${at} as text), cast(${type} as text), cast(${toJson(data)} as text)
      from ${table('stream_head')} where connection = ${connection} and agent = ${agent} and ${condition}`),
  ]);
}

/** Whatever is not there in one row behind `after`, up to the newest, was there once. */
function readingOf(rows: readonly Row[], { after, limit }: { readonly after: number; readonly limit: number }): StreamReading {
  const newest = Number(rows[0]?.['last_seq'] ?? 0);
  const events = rows.filter(({ seq }) => seq !== null).map(translateEvent);
  const last = events.at(-1)?.seq ?? after;
  const isWhole = last === after + events.length && (last === newest || (events.length > 0 && events.length >= limit));
  return { events, gap: isWhole ? 'no' : 'yes' };
}

const translateEvent = ({ seq, at, type, data }: Row): StreamedEvent =>
  ({ seq: Number(seq), at, type, data: parseJson(data as string | null) }) as StreamedEvent;
