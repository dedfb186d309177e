import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import type { ConnectionId } from '../../../src/domain/index.ts';
import { deliveryId } from '../../../src/ports/contracts/builders.ts';
import { aCardWebhook, setAside } from '../../rig/dead-letters.ts';
import { createWorld } from '../../rig/world.ts';

test('HUB-02: many that are played again together are bulk, as is their run; one that is named is live, since somebody waits for it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-bulk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'hub.db');
  const world = await createWorld({ database: file });
  await world.hub().close();
  await setAside(sqliteStore(file), ['dead-1', 'dead-2', 'dead-3'].map((id, card) => aCardWebhook(id, card, { connection: 'acme' as ConnectionId })));
  await world.restart();

  await world.hub().deliveries.replay([deliveryId('dead-1')]);
  expect(await world.hub().deliveries.replayAll({ search: { state: 'set-aside', reason: 'port.refused' }, expected: 2 })).toMatchObject({ outcome: 'begun', count: 2 });
  await world.rest();
  await world.close();

  const db = new DatabaseSync(file);
  const rows = db.prepare("select coalesce(replay_of, kind) as what, urgency from delivery where replay_of is not null or kind = 'replay-many' order by what").all();
  db.close();
  expect(rows.map(({ what, urgency }) => [what, urgency])).toEqual([['dead-1', null], ['dead-2', 'bulk'], ['dead-3', 'bulk'], ['replay-many', 'bulk']]);
});
