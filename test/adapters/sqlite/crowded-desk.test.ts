import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../../src/adapters/sql/migrations/index.ts';
import { migrate } from '../../../src/adapters/sqlite/migrate.ts';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { createSystemClock, createSystemIds } from '../../../src/adapters/system/index.ts';
import { AGENT, HERE } from '../../../src/ports/contracts/builders.ts';
import { CROWD, crowdStatements, measureLists } from '../crowded-desk.ts';

test('PAN-01: an agent lists and searches within 50 ms among 100,000 sessions', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-desk-'));
  const file = join(folder, 'hub.db');
  const db = new DatabaseSync(file);
  migrate(db, migrations);
  const numbers = `with recursive n (i) as (select 0 union all select i + 1 from n where i < ${CROWD.sessions - 1}) select i from n`;
  for (const statement of crowdStatements('', numbers)) db.exec(statement);
  db.close();
  const store = await sqliteStore(file)({ clock: createSystemClock(), ids: createSystemIds() });
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const { running, ended } = await store.deskLists.counts(HERE, AGENT);
  expect(running + ended).toBe(CROWD.sessions / CROWD.oneIn);
  expect(Object.entries(await measureLists(store.deskLists)).filter(([, ms]) => ms > 50)).toEqual([]);
});
