import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keyText } from '../../../src/adapters/postgres/key-text.ts';
import { createSessionTable } from '../../../src/adapters/postgres/session-table.ts';
import { aRememberedContact, aSession, BEGINNING, cardId, contactId, HERE, partId, protocolOf } from '../../../src/ports/contracts/builders.ts';
import type { IdentityKey } from '../../../src/domain/index.ts';
import { openDatabase, type OpenedDatabase } from './open-database.ts';
import { openPostgresStore, type Opened } from './open-store.ts';

/** Any units at all, and often those that PostgreSQL does not take: zero, halves of pairs, and the mark that stands for them. */
const anyText = fc.array(fc.oneof(fc.integer({ max: 0xffff, min: 0 }), fc.constantFrom(0, 0x1a, 0xd83d, 0xde42, 0x30)))
  .map((units) => String.fromCharCode(...units));

describe('texts that PostgreSQL would not take', () => {
  let database: OpenedDatabase;
  beforeAll(async () => {
    database = await openDatabase();
  });
  afterAll(() => database.dispose());

  test('come back as they were, alone and in lists, however the statement is handed over', async () => {
    const statement = 'select $1::text as text, $2::text[] as list';
    await fc.assert(fc.asyncProperty(anyText, fc.array(anyText), async (text, list) => {
      const asWritten = await database.read('look', async (db) => (await db.query(statement, [text, list])).rows);
      const asOne = await database.transaction('look', async (db) => (await db.query({ text: statement, values: [text, list] })).rows);
      expect([...asWritten, ...asOne]).toEqual([{ text, list }, { text, list }]);
    }));
  });

  test('are told apart', async () => {
    await fc.assert(fc.asyncProperty(anyText, anyText, async (a, b) => {
      const { rows } = await database.read('look', async (db) => await db.query('select $1::text = $2::text as same', [a, b]));
      expect(rows).toEqual([{ same: a === b }]);
    }));
  });

  test('leave bytes and what else is no text alone', async () => {
    const bytes = Buffer.from([0, 26, 48]);
    const { rows } = await database.read('look', async (db) => await db.query('select $1::bytea as bytes, $2::integer as number, $3::text as nothing', [bytes, 7, null]));
    expect(rows).toEqual([{ bytes, number: 7, nothing: null }]);
  });
});

describe('the text of a key', () => {
  test('is bounded, is its own, and is the same when it is made again', () => {
    fc.assert(fc.property(fc.array(anyText, { maxLength: 60 }), fc.array(anyText, { maxLength: 60 }), (one, another) => {
      const [a, b] = [one.join(''), another.join('')];
      expect(Buffer.byteLength(JSON.stringify(keyText(a)))).toBeLessThanOrEqual(600);
      expect(keyText(keyText(a))).toBe(keyText(a));
      expect(keyText(a) === keyText(b)).toBe(a === b);
    }));
  });

  test('stays as it is where it has a sensible length', () => {
    expect(keyText('ana@example.com')).toBe('ana@example.com');
    expect(keyText('x'.repeat(598))).toBe('x'.repeat(598));
    expect(keyText('ã'.repeat(300))).not.toBe('ã'.repeat(300));
  });
});

describe.each([
  ['holds a zero', 'an\0a'],
  ['holds half of a pair', 'an\ud83da'],
  ['is longer than an index can hold', Array.from({ length: 2_000 }, (_, place) => (place * place * 7919) % 9973).join('-')],
])('a name that %s', (_what, name) => {
  let store: Opened;
  beforeAll(async () => {
    store = await openPostgresStore();
  });
  afterAll(() => store.dispose());

  const keys: readonly IdentityKey[] = [{ kind: 'channel', channel: name, value: name }, { kind: 'external-code', value: name }];

  test('finds a contact', async () => {
    const contact = aRememberedContact(name, { keys, company: { id: contactId(`${name}, the company`), name } });
    await store.identities.remember(HERE, contact);
    expect(await store.identities.find(HERE, contactId(name))).toEqual(contact);
    expect(await store.identities.findByKeys(HERE, keys)).toEqual([contact]);
    expect(await store.identities.membersOf(HERE, contactId(`${name}, the company`))).toEqual([contact]);
    await store.identities.forget(HERE, contactId(name));
    expect(await store.identities.findByKeys(HERE, keys)).toEqual([]);
  });

  test('can be reserved', async () => {
    const reserved = await store.identities.reserve(HERE, keys);
    expect(await store.identities.reserve(HERE, keys.slice(1))).toBe(reserved);
    expect(await store.identities.reserve(HERE, [{ kind: 'external-code', value: `${name}, another` }])).not.toBe(reserved);
  });

  test('names an effect and its plan', async () => {
    await store.ledger.intend(HERE, name, BEGINNING);
    await store.ledger.settle(HERE, name, { id: name });
    expect(await store.ledger.find(HERE, name)).toMatchObject({ state: 'done', result: { id: name } });
    expect(await store.ledger.plan(HERE, name, { step: name })).toEqual({ step: name });
  });

  test('names a secret', async () => {
    await store.secrets.put(HERE, name, name);
    expect(await store.secrets.find(HERE, name)).toBe(name);
    expect(await store.secrets.replace(HERE, name, { from: name, to: 'new' })).toBe('replaced');
  });

  test('is found in settings', async () => {
    await store.settings.put(HERE, { name }, BEGINNING, 0);
    expect((await store.settings.latest(HERE))?.value).toEqual({ name });
  });

  test('finds a session', async () => {
    const database = await openDatabase();
    const table = createSessionTable(database.schema);
    const session = aSession(name, { state: { name }, parts: [partId(name)], keys, contactIds: [contactId(name)], cardIds: [cardId(name)] });
    await database.transaction('write', async (db) => await table.write(db, session));
    const loaded = await database.read('load', async (db) => await table.load(db, HERE, protocolOf(name)));
    expect(loaded).toMatchObject({ protocol: name, version: 1, state: { name } });
    await database.dispose();
  });
});
