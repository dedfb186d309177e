// Read by the type checker alone (npm run check:types): what drivers give fits as it is, and what is no pool does not.
import type { Client, Pool, PoolClient } from 'pg';
import { postgresStore, type PostgresClientLike, type PostgresLike, type PostgresPoolLike } from '../../src/adapters/postgres/index.ts';

export const pool = (hosts: Pool): PostgresPoolLike => hosts;
export const taken = (hosts: PoolClient): PostgresClientLike => hosts;
export const single = (hosts: Client): PostgresLike => hosts;
export const store = (hosts: Pool) => postgresStore(hosts, { schema: 'hub' });

// @ts-expect-error a single client is no pool: transactions of several lanes would run into each other
export const wrong = (hosts: Client) => postgresStore(hosts);

// @ts-expect-error a pool that is handed in has its own limit, and no password is asked for
export const mistaken = (hosts: Pool) => postgresStore(hosts, { password: 'secret' });
