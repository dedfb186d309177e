import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { createHandClock, createSystemIds } from '../../../src/adapters/system/index.ts';
import { after, BEGINNING, HERE } from '../../../src/ports/contracts/builders.ts';
import type { ChainHead, Store, Verification } from '../../../src/ports/index.ts';

const LENGTH = 12;
const folder = mkdtempSync(join(tmpdir(), 'vinculo-chain-'));
const whole = join(folder, 'whole.db');
let head: ChainHead;
let serial = 0;

const open = async (file: string): Promise<Store> => await sqliteStore(file)({ clock: createHandClock(BEGINNING), ids: createSystemIds() });

/** Odd entries have a value, even ones have none. */
const facts = Array.from({ length: LENGTH }, (_, place) => ({
  chain: HERE, kind: 'replayed' as const, subject: `delivery:${place + 1}`, at: after(place), ...(place % 2 === 0 ? { value: { name: `Ana ${place}` } } : {}),
}));

beforeAll(async () => {
  const store = await open(whole);
  await store.audit.note(facts);
  const [chained] = await store.audit.chain(BEGINNING);
  head = { seq: chained?.seq ?? 0, hash: chained?.hash ?? '' };
  await store.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What is found of a chain after somebody who may do everything with the file was at it. */
async function verifyAfter(tamper: (db: DatabaseSync) => void, noted?: ChainHead, from = whole): Promise<Verification> {
  const file = join(folder, `copy-${serial++}.db`);
  copyFileSync(from, file);
  const db = new DatabaseSync(file);
  db.exec('drop trigger audit_entry_stays; drop trigger audit_entry_is_kept');
  tamper(db);
  db.close();
  const store = await open(file);
  try {
    return await store.audit.verify(HERE, noted);
  } finally {
    await store.close();
    rmSync(file);
  }
}

const place = fc.integer({ min: 1, max: LENGTH });
const twoPlaces = fc.uniqueArray(place, { minLength: 2, maxLength: 2 }).map(([a = 1, b = 2]) => [Math.min(a, b), Math.max(a, b)] as const);
const column = fc.constantFrom('connection', 'at', 'kind', 'subject', 'value_hash', 'previous', 'hash');
const RUNS = { numRuns: 20 };

const brokenAt = (seq: number, because: string): unknown => expect.objectContaining({ outcome: 'broken', seq, because });

describe('a chain of what was done', () => {
  test('is whole as it was made', async () => {
    expect(await verifyAfter(() => undefined, head)).toEqual({ outcome: 'whole', entries: LENGTH, erased: 0, head });
  });

  test('any single change of an entry is found where it is', async () => {
    await fc.assert(fc.asyncProperty(place, column.filter((name) => name !== 'connection'), fc.string({ minLength: 1, maxLength: 5 }), async (seq, name, suffix) => {
      const found = await verifyAfter((db) => db.prepare(`update audit_entry set ${name} = coalesce(${name}, '') || ? where seq = ?`).run(suffix, seq));
      expect(found).toEqual(brokenAt(seq, 'entry-changed'));
    }), RUNS);
  });

  test('an entry that was given a hash that fits it is found by the one behind it', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: LENGTH - 1 }), async (seq) => {
      const found = await verifyAfter((db) => {
        const row = db.prepare('select * from audit_entry where seq = ?').get(seq);
        const parts = ['previous', 'connection', 'seq', 'at', 'kind'].map((name) => row?.[name]);
        const forged = createHash('sha256').update(JSON.stringify([...parts, 'forged', row?.['value_hash']])).digest('hex');
        db.prepare("update audit_entry set subject = 'forged', hash = ? where seq = ?").run(forged, seq);
      });
      expect(found).toEqual(brokenAt(seq + 1, 'order-changed'));
    }), RUNS);
  });

  test('two entries that changed places are found', async () => {
    await fc.assert(fc.asyncProperty(twoPlaces, async ([first, second]) => {
      const found = await verifyAfter((db) => db.exec(`update audit_entry set seq = 0 where seq = ${first};
        update audit_entry set seq = ${first} where seq = ${second}; update audit_entry set seq = ${second} where seq = 0`));
      expect(found).toEqual(brokenAt(first, 'entry-changed'));
    }), RUNS);
  });

  test('what was cut out of the middle, or off the beginning, is found', async () => {
    await fc.assert(fc.asyncProperty(twoPlaces, async ([first, last]) => {
      const found = await verifyAfter((db) => db.prepare('delete from audit_entry where seq between ? and ?').run(first, last - 1));
      expect(found).toEqual(brokenAt(first, 'entry-missing'));
    }), RUNS);
  });

  test('what was cut off the end is found by the head', async () => {
    await fc.assert(fc.asyncProperty(place, async (first) => {
      expect(await verifyAfter((db) => db.prepare('delete from audit_entry where seq >= ?').run(first))).toEqual(brokenAt(first, 'tail-cut'));
    }), RUNS);
  });

  test('an entry that was put behind the head, and a head that was changed or removed, are found', async () => {
    const added = await verifyAfter((db) => db.exec(`insert into audit_entry select connection, seq + 1, at, kind, subject, value_hash, previous, hash from audit_entry where seq = ${LENGTH}`));
    expect(added).toEqual(brokenAt(LENGTH + 1, 'entry-changed'));
    expect(await verifyAfter((db) => db.exec("update audit_head set hash = 'x'"))).toEqual(brokenAt(LENGTH, 'head-changed'));
    expect(await verifyAfter((db) => db.exec('delete from audit_head'))).toEqual(brokenAt(LENGTH, 'head-changed'));
  });

  test('a cut that takes the head with it is found by whoever noted a head outside', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 2, max: LENGTH }), async (first) => {
      const cut = (db: DatabaseSync): void => db.exec(`delete from audit_entry where seq >= ${first};
        update audit_head set seq = ${first - 1}, hash = (select hash from audit_entry where seq = ${first - 1})`);
      expect(await verifyAfter(cut)).toMatchObject({ outcome: 'whole', entries: first - 1 });
      expect(await verifyAfter(cut, head)).toEqual(brokenAt(first, 'not-as-noted'));
    }), RUNS);
  });

  test('a chain that was taken away whole is found as long as there are settings', async () => {
    const other = join(folder, 'with-settings.db');
    copyFileSync(whole, other);
    const store = await open(other);
    await store.settings.put(HERE, { linking: 'off' }, BEGINNING, 0);
    await store.audit.chain(BEGINNING);
    await store.close();
    const found = await verifyAfter((db) => db.exec('delete from audit_entry; delete from audit_head; delete from audit_value'), undefined, other);
    expect(found).toEqual({ outcome: 'broken', seq: 1, because: 'never-chained' });
  });

  test('a value that was changed, or its salt, is found', async () => {
    for (const name of ['value', 'salt']) {
      expect(await verifyAfter((db) => db.exec(`update audit_value set ${name} = ${name} || ' ' where seq = 5`))).toEqual(brokenAt(5, 'value-changed'));
    }
  });

  test('whichever values are erased, the chain stays whole', async () => {
    await fc.assert(fc.asyncProperty(fc.subarray([1, 3, 5, 7, 9, 11]), async (erased) => {
      const found = await verifyAfter((db) => db.exec(`delete from audit_value where seq in (${erased.join(',') || 0})`));
      expect(found).toMatchObject({ outcome: 'whole', erased: erased.length });
    }), RUNS);
  });

  test('the database itself refuses to change or remove an entry', () => {
    const db = new DatabaseSync(whole);
    for (const statement of ["update audit_entry set subject = 'x'", 'delete from audit_entry', 'delete from audit_entry where seq = 3']) {
      expect(() => db.exec(statement)).toThrow('append-only');
    }
    db.close();
  });
});
