import { createConversation, createReader, type Conversation, type Manner, type WholeConversation } from './conversation.ts';
import { againWhenCrossed } from './crossed-locks.ts';
import { closedFailure, isUnknownName, isWorthAnotherTry, sqlStateOf, translateCommitError, translateDriverError, undoneByCommit } from './failures.ts';
import type { AnswerLike, PostgresClientLike, PostgresLike, PostgresPoolLike } from './postgres-like.ts';

/** An open database of this hub, over a pool that may be the host's. */
export interface Database {
  /** The schema that holds our tables, quoted as it is written into statements: `"vinculo"`. */
  readonly schema: string;
  /** Its plain name, for those who quote it themselves. */
  readonly schemaName: string;
  /** Runs statements that need no transaction, with the driver's errors told as failures of the store. */
  read<Result>(doing: string, reading: (db: PostgresLike) => Promise<Result>): Promise<Result>;
  /**
   * Runs a transaction; it is committed when the promise resolves. One that met a crossed lock is tried again, so that the
   * function may run more than once: it has no effect but through `db`. Fails with `mayHaveHappened: 'yes'` when the
   * connection went while it was committed.
   */
  transaction<Result>(doing: string, writing: (db: Conversation) => Promise<Result>): Promise<Result>;
  /** A transaction of one statement, in one way to the server and back. */
  write(doing: string, text: string, values: readonly unknown[]): Promise<AnswerLike>;
  /** Reads everything as it is at one moment, for as long as it takes; nothing can be written. */
  snapshot<Result>(doing: string, reading: (db: Conversation) => Promise<Result>): Promise<Result>;
  /** Refuses what comes later, waits for what was begun, and lets go of the pool when it is ours. */
  close(): Promise<void>;
}

export interface DatabaseParts {
  readonly pool: PostgresPoolLike;
  readonly schema: string;
  /** Ends a pool that is ours; a host's pool is left alone. */
  letGo(): Promise<void>;
  /** How its connections take statements. @defaultValue as any driver takes them: one by one, without names */
  readonly manner?: Manner;
  /** Told of each transaction that is on disk. */
  readonly onCommit?: (() => void) | undefined;
}

export function createDatabase({ pool, schema, letGo, onCommit, manner = AS_ANY_DRIVER }: DatabaseParts): Database {
  const running = new Set<Promise<unknown>>();
  const reader = createReader(pool, manner);
  let closing: Promise<void> | undefined;

  async function told<Result>(doing: string, work: () => Promise<Result>): Promise<Result> {
    if (closing !== undefined) throw closedFailure(doing);
    const begun = work();
    running.add(begun);
    try {
      return await begun;
    } catch (error) {
      throw translateDriverError(error, doing);
    } finally {
      running.delete(begun);
    }
  }

  function isWorthIt(error: unknown): boolean {
    if (manner.names !== undefined && isUnknownName(error)) manner.names.giveUp();
    return isWorthAnotherTry(error) || (manner.names !== undefined && isUnknownName(error));
  }

  async function end(): Promise<void> {
    await Promise.allSettled(running);
    await letGo();
  }

  async function transaction<Result>(doing: string, writing: (db: Conversation) => Promise<Result>, ending: Ending = 'when done'): Promise<Result> {
    const result = await told(doing, async () => await againWhenCrossed(async () => await once(pool, { doing, writing, ending, begin: BEGIN, manner }), isWorthIt));
    onCommit?.();
    return result;
  }

  return {
    schema: quoted(schema),
    schemaName: schema,
    read: async (doing, reading) => await told(doing, async () => await reading(reader)),
    transaction: async (doing, writing) => await transaction(doing, writing),
    write: async (doing, text, values) => await transaction(doing, async (db) => await db.query(text, values), 'with it'),
    snapshot: async (doing, reading) => await told(doing, async () => await once(pool, { doing, writing: reading, ending: 'when done', begin: BEGIN_SNAPSHOT, manner })),
    close: async () => await (closing ??= end()),
  };
}

const AS_ANY_DRIVER: Manner = { sends: 'one by one' };

/** Whether the commit waits for what was written, or goes with it. */
type Ending = 'when done' | 'with it';

interface Work<Result> {
  readonly doing: string;
  readonly writing: (db: Conversation) => Promise<Result>;
  readonly ending: Ending;
  readonly begin: string;
  readonly manner: Manner;
}

/**
 * PostgreSQL undoes what a process began that is frozen or cut off, so that others get at its lanes; and says that something is
 * written only when it is on disk, even where a database was set to answer sooner.
 */
const BEGIN = `begin; set local idle_in_transaction_session_timeout = '15s';
  select set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off'`;

/** Whoever takes what is read may be slow about it. */
const BEGIN_SNAPSHOT = "begin isolation level repeatable read, read only; set local idle_in_transaction_session_timeout = '10min'";

async function once<Result>(pool: PostgresPoolLike, { doing, writing, ending, begin, manner }: Work<Result>): Promise<Result> {
  const client = await pool.connect();
  client.on?.('error', ignored);
  const db = createConversation(client, manner);
  try {
    db.send(begin);
    const written = writing(db);
    written.catch(ignored);
    if (ending === 'when done') await written;
    await commit(db, doing, written);
    const result = await written;
    giveBack(client);
    return result;
  } catch (error) {
    await rollBack(client, db);
    throw error;
  }
}

async function commit(db: WholeConversation, doing: string, written: Promise<unknown>): Promise<void> {
  const { before, answer } = db.end('commit');
  try {
    await Promise.all([written, before]);
  } catch (error) {
    // Only where PostgreSQL itself refused a statement did the commit behind it undo them all.
    throw sqlStateOf(error) === undefined ? translateCommitError(error, doing) : error;
  }
  const { command } = await answer.catch((error: unknown) => {
    throw translateCommitError(error, doing);
  });
  if (command === 'ROLLBACK') throw undoneByCommit(doing);
}

/** A connection that ends while its client is in our hands is told by the next statement; unheard, it would end the process. */
const ignored = (): void => undefined;

function giveBack(client: PostgresClientLike, broken = false): void {
  client.release(broken);
  client.removeListener?.('error', ignored);
}

/** A client that cannot even roll back is thrown away. */
async function rollBack(client: PostgresClientLike, db: WholeConversation): Promise<void> {
  try {
    await db.end('rollback').answer;
  } catch {
    return giveBack(client, true);
  }
  giveBack(client);
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
