import { Pool } from 'pg';
import { createDatabase, type Database } from '../../../src/adapters/postgres/database.ts';
import { aPreparedDatabase } from './databases.ts';

export interface OpenedDatabase extends Database {
  readonly url: string;
  /** What the database does its work over; here another statement can look at it, or end its connections. */
  readonly pool: Pool;
  dispose(): Promise<void>;
}

/** The inside of a store over a database of its own, with a pool that nobody listens to, as a host's may be. */
export async function openDatabase(): Promise<OpenedDatabase> {
  const { url, giveBack } = await aPreparedDatabase();
  const pool = new Pool({ connectionString: url, max: 6 });
  const database = createDatabase({ pool, schema: 'vinculo', letGo: async () => await pool.end() });
  return {
    ...database,
    url,
    pool,
    async dispose() {
      await database.close();
      await giveBack();
    },
  };
}
