import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dumpPostgres, fillFromDump, postgresStore } from '../../../src/adapters/postgres/index.ts';
import { leaveSqlite, sqliteStore, writeBackup } from '../../../src/adapters/sqlite/index.ts';
import { createSystemClock, createSystemIds } from '../../../src/adapters/system/index.ts';
import { aDelivery, BEGINNING, deliveryId, ELSEWHERE, HERE } from '../../../src/ports/contracts/builders.ts';
import type { Store } from '../../../src/ports/index.ts';
import { openFileStore } from '../sqlite/open-store.ts';
import { anEmptyDatabase } from './databases.ts';
import { auditLogContract } from '../../../src/ports/contracts/index.ts';
import { openPostgresStore, type Opened } from './open-store.ts';

describe('the audit log of a postgres store', () => {
  auditLogContract(test, async () => await openPostgresStore());
});

describe('chains in PostgreSQL', () => {
  let store: Opened;
  beforeEach(async () => {
    store = await openPostgresStore();
  });
  afterEach(async () => await store.dispose());

  const run = async (statement: string): Promise<void> => {
    const client = new Client(store.url);
    await client.connect();
    await client.query(`set search_path to vinculo; ${statement}`).finally(async () => await client.end());
  };

  test('several processes that note and chain at once make one chain of all there is', async () => {
    const others = [store, await store.openBeside(), await store.openBeside()];
    const noting = { goesOn: true };
    const chainers = others.map(async ({ audit }) => {
      while (noting.goesOn || (await audit.chain(BEGINNING)).length > 0) await audit.chain(BEGINNING);
    });
    await Promise.all(others.map(async ({ audit }, process) => {
      for (let round = 0; round < 20; round++) {
        await audit.note([HERE, ELSEWHERE].map((chain) => ({ chain, kind: 'replayed', subject: `delivery:${process}-${round}`, value: { round } })));
      }
    }));
    noting.goesOn = false;
    await Promise.all(chainers);
    for (const chain of [HERE, ELSEWHERE]) {
      expect(await store.audit.verify(chain)).toMatchObject({ outcome: 'whole', entries: 60, erased: 0 });
      const { rows } = await store.audit.list(chain, { limit: 100 });
      expect(new Set(rows.map(({ subject }) => subject)).size).toBe(60);
    }
  });

  test('a chain may grow while it is verified', async () => {
    await store.audit.note(Array.from({ length: 1_200 }, (_, place) => ({ chain: HERE, kind: 'replayed', subject: `delivery:${place}` })));
    const verified: string[] = [];
    const growing = { goesOn: true };
    const verifying = (async () => {
      while (growing.goesOn) verified.push((await store.audit.verify(HERE)).outcome);
    })();
    while ((await store.audit.chain(BEGINNING)).length > 0);
    growing.goesOn = false;
    await verifying;
    expect(new Set([...verified, (await store.audit.verify(HERE)).outcome])).toEqual(new Set(['whole']));
    expect(await store.audit.verify(HERE)).toMatchObject({ entries: 1_200 });
  });

  test('the database itself refuses to change or remove an entry', async () => {
    await store.audit.note([{ chain: HERE, kind: 'replayed', subject: 'delivery:1' }]);
    await store.audit.chain(BEGINNING);
    for (const statement of ["update audit_entry set subject = 'x'", 'delete from audit_entry', 'truncate audit_entry']) {
      await expect(run(statement)).rejects.toThrow('append-only');
    }
  });

  test('what was changed, cut off the end or taken away whole is found', async () => {
    const around = async (statement: string): Promise<void> =>
      await run(`set session_replication_role = replica; ${statement}`);
    await store.settings.put(HERE, { linking: 'off' }, BEGINNING, 0);
    await store.audit.note(['a', 'b', 'c'].map((subject) => ({ chain: HERE, kind: 'replayed', subject })));
    await store.audit.chain(BEGINNING);
    await around("update audit_entry set subject = 'x' where seq = 3");
    expect(await store.audit.verify(HERE)).toMatchObject({ outcome: 'broken', seq: 3, because: 'entry-changed' });
    await around('delete from audit_entry where seq > 2');
    expect(await store.audit.verify(HERE)).toMatchObject({ outcome: 'broken', seq: 3, because: 'tail-cut' });
    await around('delete from audit_entry; delete from audit_head');
    expect(await store.audit.verify(HERE)).toMatchObject({ outcome: 'broken', seq: 1, because: 'never-chained' });
  });

  test('a subject may be any text', async () => {
    const subjects = ['\0', '\uD800', 'ç'.repeat(5_000)];
    await store.audit.note(subjects.map((subject) => ({ chain: HERE, kind: 'replayed', subject, value: subject })));
    await store.audit.chain(BEGINNING);
    expect((await store.audit.verify(HERE)).outcome).toBe('whole');
    expect(await store.audit.erase(HERE, subjects)).toBe(3);
  });
});

describe('chains that move', () => {
  const KEY = `stay:${'9'.repeat(700)}:f1#0:always-create@41/open-card`;

  /** Everything that is chained or noted, with a key that is too long for an index of PostgreSQL, and something that waits. */
  async function fill({ settings, hooks, ledger, inbox, audit }: Store): Promise<void> {
    await settings.put(HERE, { linking: 'off' }, BEGINNING, 0);
    await hooks.add('abcdefghijklmnop', { connection: HERE, system: 'neppo' });
    await ledger.intend(HERE, KEY, BEGINNING);
    await ledger.settle(HERE, KEY, '77');
    await audit.chain(BEGINNING);
    await inbox.accept([aDelivery('d1'), aDelivery('d2', { replayOf: deliveryId('d1') })]);
  }

  const subjectsOf = async ({ audit }: Store): Promise<readonly string[]> => {
    while ((await audit.chain(BEGINNING)).length > 0);
    return (await audit.list(HERE, { limit: 50 })).rows.map(({ subject }) => subject);
  };

  test('from a file to PostgreSQL stay whole, tell nothing twice, and go on', async () => {
    const from = await openFileStore();
    await fill(from);
    const before = await from.audit.verify(HERE);
    await from.close();
    const to = await anEmptyDatabase();
    await leaveSqlite(from.file, 'elsewhere', async ({ dump }) => await fillFromDump({ source: to.url }, dump));
    const store = await postgresStore(to.url)({ clock: createSystemClock(), ids: createSystemIds() });
    expect(await store.audit.verify(HERE, before.head)).toEqual(before);
    expect(await subjectsOf(store)).toEqual(['delivery:d2', KEY, 'hook:neppo:abcdefghijkl', 'settings:1']);
    expect((await store.audit.list(HERE, { limit: 5, subject: KEY })).rows).toHaveLength(1);
    expect(await store.audit.verify(HERE, before.head)).toMatchObject({ outcome: 'whole', entries: 4 });
    await store.close();
    await to.giveBack();
    await from.dispose();
  });

  test('from PostgreSQL into a backup stay whole, and tell nothing twice', async () => {
    const from = await openPostgresStore();
    await fill(from);
    const before = await from.audit.verify(HERE);
    const folder = mkdtempSync(join(tmpdir(), 'vinculo-chains-'));
    const file = join(folder, 'backup.db');
    await dumpPostgres({ source: from.url }, async (dump) => await writeBackup(file, dump, BEGINNING));
    const store = await sqliteStore(file)({ clock: createSystemClock(), ids: createSystemIds() });
    expect(await store.audit.verify(HERE, before.head)).toEqual(before);
    expect(await subjectsOf(store)).toHaveLength(4);
    await store.close();
    rmSync(folder, { recursive: true });
    await from.dispose();
  });
});
