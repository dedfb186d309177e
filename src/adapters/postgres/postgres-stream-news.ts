import type { Row } from '../sql/row.ts';
import { createStreamNews, type StreamNews, type Waiting } from '../sql/desk/index.ts';
import type { Database } from './database.ts';
import { keyText } from './key-text.ts';

const LOOK_EVERY_MS = 100;

/** Other processes write too, and are looked for by one question for all who wait here: a NOTIFY would cost whoever writes. */
export function createPostgresStreamNews({ schema, read }: Database): StreamNews {
  const ahead = `select w.place from unnest($1::text[], $2::text[], $3::bigint[]) with ordinality as w(connection, agent, after, place)
    join ${schema}.stream_head h on h.connection = w.connection and h.agent = w.agent where h.last_seq <> w.after`;
  return createStreamNews({
    lookEveryMs: LOOK_EVERY_MS,
    look: async (waiting) => {
      const columns = [waiting.map(({ connection }) => connection), waiting.map(({ agent }) => keyText(agent)), waiting.map(({ after }) => after)];
      return await read('look for news of agents', async (db) => placesOf(waiting, (await db.query(ahead, columns)).rows));
    },
  });
}

const placesOf = (waiting: readonly Waiting[], rows: readonly Row[]): readonly Waiting[] =>
  rows.flatMap(({ place }) => waiting[Number(place) - 1] ?? []);
