import { Client, Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createDatabase } from '../../../src/adapters/postgres/database.ts';
import { createPostgresIdentities } from '../../../src/adapters/postgres/postgres-identities.ts';
import { createSystemIds } from '../../../src/adapters/system/index.ts';
import { emailKey, HERE } from '../../../src/ports/contracts/builders.ts';
import type { IdentityKey } from '../../../src/domain/index.ts';
import { openPostgresStore, type Opened } from './open-store.ts';

const keysOf = (...names: readonly number[]): readonly IdentityKey[] => names.map((name) => emailKey(`${name}@example.com`));

describe('reserving identity keys in several processes', () => {
  let store: Opened;
  beforeEach(async () => {
    store = await openPostgresStore();
  });
  afterEach(() => store.dispose());

  test('gives one name to a chain of keys that all come at once, in any order', async () => {
    const other = await store.openBeside();
    const links = Array.from({ length: 25 }, (_, place) => keysOf((place * 7) % 25, ((place * 7) % 25) + 1));
    await Promise.all(links.map(async (keys, place) => await (place % 2 === 0 ? store : other).identities.reserve(HERE, keys.toReversed())));
    const names = await Promise.all(links.map(async (keys) => await other.identities.reserve(HERE, keys)));
    expect(new Set(names).size).toBe(1);
  });

  test('joins two groups from both ends at once, which crosses their locks', async () => {
    const other = await store.openBeside();
    for (let round = 0; round < 10; round += 1) {
      const [a, b, c, d] = [round * 4, round * 4 + 1, round * 4 + 2, round * 4 + 3];
      const first = await store.identities.reserve(HERE, keysOf(a, c));
      await store.identities.reserve(HERE, keysOf(b, d));
      const names = await Promise.all([store.identities.reserve(HERE, keysOf(a, b)), other.identities.reserve(HERE, keysOf(c, d))]);
      expect(names).toEqual([first, first]);
    }
  });

  test('goes on where its locks cross those of another transaction, which it lets go first', async () => {
    const other = new Client(store.url);
    await other.connect();
    // One looks after half a second whether its locks have crossed, and the other never: so the one loses.
    const pool = new Pool({ connectionString: store.url, options: '-c deadlock_timeout=500ms' });
    const database = createDatabase({ pool, schema: 'vinculo', letGo: async () => await pool.end() });
    const identities = createPostgresIdentities(database, createSystemIds());
    await identities.reserve(HERE, keysOf(1));
    await identities.reserve(HERE, keysOf(2));
    const take = "update vinculo.reservation set name = name where value = $1";
    await other.query("set deadlock_timeout = '1h'; begin");
    await other.query(take, ['2@example.com']);
    const joined = identities.reserve(HERE, keysOf(1, 2));
    await vi.waitUntil(async () => (await other.query("select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")).rowCount === 1);
    await other.query(take, ['1@example.com']);
    await other.query('commit');
    await other.end();
    const name = await joined;
    expect(await store.identities.reserve(HERE, keysOf(2))).toBe(name);
    await database.close();
  });

  test('leaves no key behind that is added to a group while it is joined to another', async () => {
    const other = await store.openBeside();
    for (let round = 0; round < 10; round += 1) {
      const [a, b, added] = [round * 3, round * 3 + 1, round * 3 + 2];
      const first = await store.identities.reserve(HERE, keysOf(a));
      await store.identities.reserve(HERE, keysOf(b));
      await Promise.all([store.identities.reserve(HERE, keysOf(a, b)), other.identities.reserve(HERE, keysOf(b, added))]);
      expect(await other.identities.reserve(HERE, keysOf(added))).toBe(first);
    }
  });
});
