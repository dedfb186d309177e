import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../../src/adapters/sql/migrations/index.ts';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { migrate } from '../../../src/adapters/sqlite/migrate.ts';
import { createHandClock, createSystemIds } from '../../../src/adapters/system/index.ts';
import { after, BEGINNING, HERE } from '../../../src/ports/contracts/builders.ts';

test('what was done before there were chains is chained first, in its order', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-before-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'hub.db');
  const db = new DatabaseSync(file);
  migrate(db, migrations.slice(0, 2));
  db.exec(`insert into settings_version values ('${HERE}', 2, '${after(60)}', '{"linking":"on"}'), ('${HERE}', 1, '${BEGINNING}', '{"linking":"off"}');
    insert into hook values ('abcdefghijklmnop', '${HERE}', 'neppo');
    insert into plan values ('${HERE}', 'stay:a', '{"v":1}');
    insert into effect values ('${HERE}', 'stay:a', 'done', '${after(30)}', '[]', '"77"'), ('${HERE}', 'stay:b', 'intended', '${after(30)}', '[]', null)`);
  db.close();

  const store = await sqliteStore(file)({ clock: createHandClock(after(90)), ids: createSystemIds() });
  await store.audit.chain(after(90));
  const { rows } = await store.audit.list(HERE, { limit: 10 });
  expect(rows.toReversed().map(({ kind, subject, at, value }) => [kind, subject, at, value])).toEqual([
    ['hook-added', 'hook:neppo:abcdefghijkl', after(90), undefined],
    ['settings-changed', 'settings:1', BEGINNING, { linking: 'off' }],
    ['effect-made', 'stay:a', after(30), { result: '77', plan: { v: 1 } }],
    ['settings-changed', 'settings:2', after(60), { linking: 'on' }],
  ]);
  expect(await store.audit.verify(HERE)).toMatchObject({ outcome: 'whole', entries: 4 });
  await store.close();
});
