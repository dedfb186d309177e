import { Pool } from 'pg';
import { GatheringSocket } from './gathering-socket.ts';
import type { Telemetry } from '../../ports/telemetry.ts';

/** How a pool of the store's own is made. */
export interface OwnPoolWishes {
  readonly url: string;
  readonly maxConnections: number;
  readonly telemetry: Telemetry | undefined;
}

const CONNECT_MS = 10_000;
/** A server that vanished says nothing: without this a statement would wait until the network gives up, after a quarter of an hour. */
const ANSWER_MS = 60_000;

/**
 * A plan that was made for an empty table reads all of it for each row, until statistics are taken: on a hub that is filled at once
 * that took minutes. What a name saves is taking the statement apart.
 */
const PLANNED_FOR_WHAT_IS_THERE = 'set plan_cache_mode = force_custom_plan';

/** Connections are made when they are needed, and no setting is asked of the server that a pooler in between refuses. */
export function createOwnPool({ url, maxConnections, telemetry }: OwnPoolWishes): Pool {
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    application_name: 'vinculo',
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
    pipeline: true,
    stream: () => new GatheringSocket(),
  });
  // An idle connection that ends is replaced by the next statement; unheard, it would end the process.
  pool.on('error', (error) => telemetry?.log('warn', 'postgres-connection-lost', { error: error.name }));
  // So would one that ends in the very moment in which it is handed over: nobody listens to it then.
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    client.query(PLANNED_FOR_WHAT_IS_THERE).catch(() => undefined); // a connection that is lost is told of by the first statement
  });
  return pool;
}
