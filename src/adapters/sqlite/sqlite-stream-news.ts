import { createStreamNews, type StreamNews } from '../sql/desk/index.ts';
import type { Database } from './database.ts';

/** All who write to the file are in this process, and ring. */
export function createSqliteStreamNews({ writer: db, read }: Database): StreamNews {
  const isBehind = db.prepare('select 1 from stream_head where connection = ? and agent = ? and last_seq <> ?');
  return createStreamNews({
    lookEveryMs: 'never',
    look: async (waiting) =>
      read('look for news of agents', () => waiting.filter(({ connection, agent, after }) => isBehind.get(connection, agent, after) !== undefined)),
  });
}
