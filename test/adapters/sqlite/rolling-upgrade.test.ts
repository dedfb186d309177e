import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { createSystemClock, createSystemIds } from '../../../src/adapters/system/index.ts';
import { aDelivery, subjectOf } from '../../../src/ports/contracts/builders.ts';

const open = async (file: string) => await sqliteStore(file)({ clock: createSystemClock(), ids: createSystemIds() });

test('HUB-04: a delivery that the release before ended is still found by what it is about', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-upgrade-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'hub.db');
  const before = await open(file);
  await before.inbox.accept([aDelivery('d1', { subjects: [subjectOf('card:3')] })]);
  await before.close();

  // As that release ends it: it knows nothing of the column `about`, and leaves it as it is.
  const db = new DatabaseSync(file);
  db.exec("update delivery set state = 'done', ended_at = received_at");
  db.close();

  const after = await open(file);
  const { rows } = await after.history.list('every-connection', { subjects: [subjectOf('card:3')] }, { limit: 5 });
  await after.close();
  expect(rows.map(({ id }) => id)).toEqual(['d1']);
});
