import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCommitLoop, type CommitLoop } from '../../../src/adapters/sqlite/commit-loop.ts';

describe('the commit loop', () => {
  let db: DatabaseSync;
  let flushes: number;
  let loop: CommitLoop;
  beforeEach(() => {
    db = new DatabaseSync(':memory:');
    db.exec(`create table note (text text unique); create table parent (id integer primary key);
      create table child (parent integer references parent (id) deferrable initially deferred)`);
    flushes = 0;
    loop = createCommitLoop(db, () => (flushes += 1));
  });
  afterEach(() => db.close());

  const write = (text: string): Promise<void> =>
    loop.write({ doing: `write ${text}`, apply: () => void db.prepare('insert into note values (?)').run(text) });
  const orphan = (): Promise<void> => loop.write({ doing: 'write an orphan', apply: () => db.exec('insert into child values (404)') });
  const notes = (): unknown[] => db.prepare('select text from note order by rowid').all().map((row) => row['text']);

  test('shares one commit among all writes of a turn', async () => {
    await Promise.all(['a', 'b', 'c'].map(write));
    expect(notes()).toEqual(['a', 'b', 'c']);
    expect(flushes).toBe(1);
  });

  test('undoes a failing write alone', async () => {
    const outcomes = await Promise.allSettled([
      write('a'),
      loop.write({
        doing: 'write half',
        apply() {
          db.exec("insert into note values ('half')");
          throw new RangeError('broken');
        },
      }),
      write('a'),
      write('b'),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(notes()).toEqual(['a', 'b']);
  });

  test('tells all of a turn when the commit itself fails, and goes on with the next', async () => {
    const outcomes = await Promise.allSettled([write('a'), orphan()]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(notes()).toEqual([]);
    await write('b');
    expect(notes()).toEqual(['b']);
  });

  test('tells who found the disk full, and goes on when there is room', async () => {
    db.exec('pragma max_page_count = 8');
    const large = loop.write({ doing: 'write much', apply: () => void db.prepare('insert into note values (?)').run('x'.repeat(100_000)) });
    await expect(large).rejects.toMatchObject({ code: 'port.unreachable', retry: 'soon' });
    db.exec('pragma max_page_count = 1000');
    await write('b');
    expect(notes()).toEqual(['b']);
  });

  test('tells nobody of a result that is not on disk', async () => {
    const told: string[] = [];
    const noted = loop.write({ doing: 'write', apply: () => 'a', committed: (result) => told.push(result) });
    await Promise.allSettled([noted, orphan()]);
    expect(told).toEqual([]);
  });

  test('takes a write that a commit gives rise to into the next one', async () => {
    let second: Promise<void> | undefined;
    await loop.write({ doing: 'write', apply: () => undefined, committed: () => (second = write('second')) });
    await second;
    expect(notes()).toEqual(['second']);
    expect(flushes).toBe(2);
  });

  test('names a taken id, a value that does not fit, and a disk that is busy', async () => {
    await write('a');
    await expect(write('a')).rejects.toMatchObject({ code: 'port.conflict' });
    const unfit = loop.write({ doing: 'write', apply: () => db.prepare('insert into note values (?)').run(Symbol('no value') as never) });
    await expect(unfit).rejects.toMatchObject({ code: 'defect.not-storable' });
    const full = loop.write({ doing: 'write', apply: () => failWith(13) });
    await expect(full).rejects.toMatchObject({ code: 'port.unreachable', retry: 'soon' });
  });

  test('writes what it was given before it closes, and refuses what comes later', async () => {
    const before = write('before');
    const closed = loop.close();
    await expect(write('after')).rejects.toMatchObject({ code: 'port.unreachable' });
    await Promise.all([before, closed]);
    expect(notes()).toEqual(['before']);
  });
});

describe('a file that another process holds', () => {
  const opened: DatabaseSync[] = [];
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vinculo-'));
  });
  afterEach(() => {
    for (const db of opened.splice(0)) db.close();
    rmSync(folder, { recursive: true });
  });

  /** @param pausing - what happens in the nth pause. */
  function aLoop(retries: number, pausing: (nth: number, other: DatabaseSync) => void): { loop: CommitLoop; db: DatabaseSync; write: (n: number) => Promise<unknown> } {
    const [db, other] = [0, 1].map(() => new DatabaseSync(join(folder, 'hub.db'), { timeout: 0 }));
    if (db === undefined || other === undefined) throw new Error('unreachable');
    opened.push(db, other);
    db.exec('pragma journal_mode = wal; create table note (n integer)');
    other.exec('begin immediate');
    let pauses = 0;
    const loop = createCommitLoop(db, () => undefined, { retries, pause: async () => pausing((pauses += 1), other) });
    return { loop, db, write: (n) => loop.write({ doing: 'write', apply: () => db.prepare('insert into note values (?)').run(n) }) };
  }
  const notes = (db: DatabaseSync): unknown[] => db.prepare('select n from note order by rowid').all().map((row) => row['n']);

  test('is waited for, while others get their turns and may write too', async () => {
    const late: Promise<unknown>[] = [];
    const { loop, db, write } = aLoop(5, (nth, other) => {
      expect(loop.isQuiet()).toBe(false);
      late.push(write(10 + nth));
      if (nth === 3) other.exec('rollback');
    });
    await write(1);
    await Promise.all(late);
    expect(notes(db)).toEqual([1, 11, 12, 13]);
  });

  test('fails, when it is held for too long, only those who waited through all of it', async () => {
    let late: Promise<unknown> | undefined;
    const { db, write } = aLoop(3, (nth, other) => {
      if (nth === 2) late = write(2);
      if (nth === 5) other.exec('rollback');
    });
    await expect(write(1)).rejects.toMatchObject({ code: 'port.timed-out', retry: 'soon' });
    await late;
    expect(notes(db)).toEqual([2]);
  });

  test('is waited for by a loop that closes', async () => {
    const { loop, db, write } = aLoop(5, (nth, other) => void (nth === 2 && other.exec('rollback')));
    const written = write(1);
    await loop.close();
    await written;
    expect(notes(db)).toEqual([1]);
  });
});

/** As the driver tells of a result code that a test cannot bring about. */
function failWith(errcode: number): never {
  throw Object.assign(new Error('as the driver says it'), { code: 'ERR_SQLITE_ERROR', errcode });
}
