import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrations } from '../../../src/adapters/sql/migrations/index.ts';
import { migrate } from '../../../src/adapters/sqlite/migrate.ts';

describe('bringing a database forward', () => {
  let db: DatabaseSync;
  beforeEach(() => {
    db = new DatabaseSync(':memory:');
  });
  afterEach(() => db.close());

  const version = (): unknown => db.prepare('pragma user_version').get()?.['user_version'];
  const first = { version: 1, sqlite: "create table note (text text); insert into note values ('kept')" };
  const second = { version: 2, sqlite: 'alter table note add column author text' };

  test('begins from an empty one', () => {
    migrate(db, migrations);
    expect(version()).toBe(migrations.at(-1)?.version);
  });

  test('numbers its steps from 1 without a gap', () => {
    expect(migrations.map((migration) => migration.version)).toEqual(migrations.map((_migration, place) => place + 1));
  });

  test('takes only the steps that are missing, and loses nothing', () => {
    migrate(db, [first]);
    migrate(db, [first, second]);
    expect(db.prepare('select text, author from note').all()).toEqual([{ text: 'kept', author: null }]);
    expect(version()).toBe(2);
  });

  test('leaves the last whole version when a step fails', () => {
    const broken = { version: 2, sqlite: 'alter table note add column author text; this is no statement' };
    expect(() => migrate(db, [first, broken])).toThrow('syntax error');
    expect(version()).toBe(1);
    expect(db.prepare('select * from note').all()).toEqual([{ text: 'kept' }]);
  });

  test('refuses a newer one', () => {
    migrate(db, [first, second]);
    expect(() => migrate(db, [first])).toThrow(expect.objectContaining({ code: 'config.database-newer' }));
  });
});
