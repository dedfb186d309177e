import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dumpPostgres, fillFromDump, postgresStore } from '../../../src/adapters/postgres/index.ts';
import { backupSqlite, leaveSqlite, readBackup, restoreSqlite, sqliteStore, writeBackup } from '../../../src/adapters/sqlite/index.ts';
import { createHandClock, createSystemIds, type HandClock } from '../../../src/adapters/system/index.ts';
import {
  aDelivery, after, aRememberedContact, aSession, BEGINNING, contactId, deliveryId, EVERYWHERE, HERE, phoneKey, protocolOf, subjectOf,
} from '../../../src/ports/contracts/builders.ts';
import { DONE, recording, workAll } from '../../../src/ports/contracts/inside-subject.ts';
import { PortFailure, type Store } from '../../../src/ports/index.ts';
import { aPreparedDatabase } from './databases.ts';

let folder: string;
let clock: HandClock;
let url: string;
let giveBack: () => Promise<void>;
const ids = createSystemIds();
const file = (name: string): string => join(folder, name);
const openFile = async (name: string): Promise<Store> => await sqliteStore(file(name))({ clock, ids });
const openServer = async (): Promise<Store> => await postgresStore(url)({ clock, ids });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vinculo-move-'));
  clock = createHandClock(BEGINNING);
  ({ url, giveBack } = await aPreparedDatabase());
});
afterEach(async () => {
  await giveBack();
  rmSync(folder, { recursive: true });
});

const PHONE = phoneKey('5511m87654321');
const ODD = 'zero \u0000 and € and \u001A';

/** A hub in the middle of its work: ended, waiting, pending and timed deliveries, a session, a contact, a half-done effect. */
async function fillWithWork(store: Store): Promise<void> {
  await store.settings.put(HERE, { linking: 'on' }, BEGINNING, 0);
  await store.secrets.put(HERE, 'crm', 'sealed');
  await store.identities.remember(HERE, aRememberedContact('1', { name: ODD, keys: [PHONE] }));
  await store.ledger.intend(HERE, 'open', BEGINNING);
  await store.inbox.accept([
    aDelivery('ended', { lane: 'a', body: ODD, subjects: [subjectOf('card:7')] }),
    aDelivery('waits', { lane: 'b' }), aDelivery('behind', { lane: 'b' }), aDelivery('dead', { lane: 'c', repeatKey: 'once' }),
  ]);
  await store.queue.run(async ({ id }) => {
    if (id === 'waits') return { end: { type: 'later', at: after(60), reason: 'port.throttled', attempt: 'spent' } };
    if (id === 'dead') return { end: { type: 'set-aside', reason: 'port.refused' } };
    return { ...DONE, sessions: [aSession('s1', { keys: [PHONE] })], timers: [{ key: 't', dueAt: after(90), delivery: aDelivery('timed', { lane: 'd' }) }] };
  }, { inFlight: 4 });
  await store.queue.idle();
  await store.queue.stop();
  await store.inbox.accept([aDelivery('pending', { lane: 'a' })]);
}

async function move(): Promise<void> {
  await leaveSqlite(file('hub.db'), 'there', async ({ dump, seal }) => await fillFromDump({ source: url }, dump, { beforeCommit: seal }));
}

async function movedHub(): Promise<Store> {
  const from = await openFile('hub.db');
  await fillWithWork(from);
  await from.close();
  await move();
  return await openServer();
}

describe('a hub that moves from a file to a server', () => {
  test('CRD-14: finds every delivery there, and works each of those that are left once, in the order of its lane', async () => {
    const store = await movedHub();
    const { handler, seen } = recording();
    await workAll(store, handler);
    expect(seen.map(({ id, seq }) => [id, seq])).toEqual([['pending', 2]]);
    clock.advance(60_000);
    await workAll(store, handler);
    expect(seen.map(({ id, attempts }) => [id, attempts])).toEqual([['pending', 0], ['waits', 1], ['behind', 0]]);
    clock.advance(60_000);
    await workAll(store, handler);
    expect(seen.map(({ id }) => id)).toEqual(['pending', 'waits', 'behind', 'timed']);
    await store.close();
  });

  test('finds everything else there as well', async () => {
    const store = await movedHub();
    expect(await store.history.find(EVERYWHERE, deliveryId('ended'))).toMatchObject({ body: ODD, state: 'done', subjects: ['card:7'] });
    expect(await store.inbox.accept([aDelivery('again', { repeatKey: 'once' })])).toEqual([{ id: 'dead', repeated: true }]);
    expect(await store.identities.find(HERE, contactId('1'))).toMatchObject({ contact: { name: ODD } });
    expect(await store.sessions.load(HERE, protocolOf('s1'))).toMatchObject({ version: 1, keys: [PHONE] });
    expect(await store.ledger.intend(HERE, 'open', after(1))).toMatchObject({ fresh: false });
    expect(await store.settings.latest(HERE)).toMatchObject({ version: 1, value: { linking: 'on' } });
    expect(await store.secrets.find(HERE, 'crm')).toBe('sealed');
    expect(await store.audit.verify(HERE)).toMatchObject({ outcome: 'whole' });
    expect(store.restoration).toBeUndefined();
    await store.close();
  });

  test('works what is bulk after what is live there too', async () => {
    const from = await openFile('hub.db');
    await from.inbox.accept([aDelivery('b1', { lane: 'b', urgency: 'bulk' }), aDelivery('l1', { lane: 'l' })]);
    await from.close();
    await move();
    const store = await openServer();
    const { handler, seen } = recording();
    await workAll(store, handler, 1);
    expect(seen.map(({ id, urgency }) => [id, urgency])).toEqual([['l1', undefined], ['b1', 'bulk']]);
    await store.close();
  });

  test('loses nothing when locks cross while it moves', async () => {
    const from = await openFile('hub.db');
    await fillWithWork(from);
    await from.close();
    let tries = 0;
    await leaveSqlite(file('hub.db'), 'there', async ({ dump, seal }) => await fillFromDump({ source: url }, dump, {
      beforeCommit: () => {
        seal();
        tries += 1;
        if (tries === 1) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
      },
    }));
    const store = await openServer();
    expect([tries, await store.history.count(EVERYWHERE, {})]).toEqual([2, 5]);
    await store.close();
  });

  test('still knows what it had forgotten when it was brought back before', async () => {
    const from = await openFile('hub.db');
    await from.close();
    await backupSqlite(file('hub.db'), file('copy.db'), after(30));
    clock.set(after(60));
    await (await openFile('copy.db')).close();
    await leaveSqlite(file('copy.db'), 'there', async ({ dump, seal }) => await fillFromDump({ source: url }, dump, { beforeCommit: seal }));
    const store = await openServer();
    expect(store.restoration).toEqual({ takenAt: after(30), restoredAt: after(60) });
    await store.close();
  });

  test('goes on in its file when the move fails', async () => {
    const from = await openFile('hub.db');
    await fillWithWork(from);
    await from.close();
    const failed = leaveSqlite(file('hub.db'), 'there', async ({ dump, seal }) => await fillFromDump({ source: url }, dump, {
      beforeCommit: () => {
        seal();
        throw new Error('the disk is full');
      },
    }));
    await expect(failed).rejects.toThrow(/take over/);
    const again = await openFile('hub.db');
    expect(await again.history.count(EVERYWHERE, {})).toBe(5);
    await again.close();
  });

  test('is refused while nobody knows whether it was moved, and the same move made again ends it', async () => {
    const from = await openFile('hub.db');
    await fillWithWork(from);
    await from.close();
    const unheard = leaveSqlite(file('hub.db'), 'there', async ({ dump, seal }) => {
      await fillFromDump({ source: url }, dump, { beforeCommit: seal });
      throw new PortFailure('port.unreachable', 'the answer to the commit was lost', { mayHaveHappened: 'yes' });
    });
    await expect(unheard).rejects.toMatchObject({ mayHaveHappened: 'yes' });
    await expect(openFile('hub.db')).rejects.toMatchObject({ code: 'config.database-moved' });
    await expect(leaveSqlite(file('hub.db'), 'there', async ({ earlier }) => await Promise.resolve(earlier))).resolves.toBe('cut-short');
    const store = await openServer();
    expect(await store.history.count(EVERYWHERE, {})).toBe(5);
    await store.close();
  });

  test('cannot go on in the old place as well', async () => {
    const store = await movedHub();
    await expect(openFile('hub.db')).rejects.toMatchObject({ code: 'config.database-moved' });
    await store.close();
  });

  test('is not mixed with a hub that is there', async () => {
    const there = await openServer();
    await there.settings.put(HERE, 'mine', BEGINNING, 0);
    await there.close();
    const from = await openFile('hub.db');
    await from.close();
    await expect(move()).rejects.toMatchObject({ code: 'config.target-not-empty' });
    await (await openFile('hub.db')).close();
  });

  test('may move again when it was cut short after the file was sealed, and has lost nothing', async () => {
    const from = await openFile('hub.db');
    await fillWithWork(from);
    await from.close();
    const cut = leaveSqlite(file('hub.db'), 'there', async ({ dump, seal }) => await fillFromDump({ source: url }, dump, {
      beforeCommit: async () => {
        seal();
        await Promise.reject(new Error('the plug is pulled'));
      },
    }));
    await expect(cut).rejects.toThrow(/plug|take over/);
    await move();
    const store = await openServer();
    expect(await store.history.count(EVERYWHERE, {})).toBe(5);
    await store.close();
  });
});

describe('a backup of a server', () => {
  test('is brought back into a file or into another server, and says since when it knows nothing', async () => {
    const store = await movedHub();
    await dumpPostgres({ source: url }, async (dump) => await writeBackup(file('copy.db'), dump, after(30)));
    await store.close();
    await restoreSqlite(file('copy.db'), file('restored.db'));
    const inFile = await openFile('restored.db');
    const other = await aPreparedDatabase();
    await readBackup(file('copy.db'), async (dump, takenAt) => await fillFromDump({ source: other.url }, dump, { takenAt }));
    const onServer = await postgresStore(other.url)({ clock, ids });
    for (const restored of [inFile, onServer]) {
      expect(restored.restoration).toMatchObject({ takenAt: after(30) });
      expect(await restored.history.find(EVERYWHERE, deliveryId('ended'))).toMatchObject({ body: ODD });
      const { handler, ids: worked } = recording();
      await workAll(restored, handler);
      expect(worked()).toEqual(['pending']);
      await restored.close();
    }
    await other.giveBack();
  });
});
