import { IntegrationError } from '../../domain/kernel/error.ts';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { SessionRow } from '../../ports/sessions.ts';
import type { Settlement } from '../../ports/work-queue.ts';
import { settledStream } from '../sql/desk/index.ts';
import { settledStatements } from '../sql/settled-books.ts';
import type { Ending } from '../sql/settling.ts';
import { compiled, namesIn } from './compiled.ts';
import type { Database } from './database.ts';
import type { AddDeliveries } from './delivery-adding.ts';
import { keyText } from './key-text.ts';
import type { Conversation } from './conversation.ts';
import type { SessionTable } from './session-table.ts';
import type { TimerTable } from './timer-table.ts';

/** The end or the pause of a delivery whose lane we claimed, with all that is written with it. */
export interface WholeEnd {
  readonly epoch: number;
  readonly position: number;
  readonly connection: ConnectionId;
  readonly lane: string;
  readonly ending: Ending;
  readonly settlement: Settlement;
  readonly now: Instant;
}

export interface WholeEndsParts {
  readonly database: Database;
  readonly sessions: SessionTable;
  readonly timers: TimerTable;
  readonly add: AddDeliveries;
}

/** Writes an end whole or not at all. Tells whether the lane was still ours; fails with `port.conflict` when a session was changed meanwhile. */
export function createWholeEnds({ database, sessions, timers, add }: WholeEndsParts): (end: WholeEnd) => Promise<boolean> {
  const { schema } = database;
  const names = namesIn(schema);
  const write = `update ${schema}.delivery set state = $2, reason = $3, decision = $4, calls = $5, attempts = $6, first_tried_at = $7, due_at = $8,
    ended_at = $9, about = null where position = $1 and ended_at is null`;
  const empty = `update ${schema}.delivery set body = '', headers = '{}', payload_gone = 'erased' where position = $1`;
  const rest = `update ${schema}.lane set due_at = $2 where id = $1`;
  const note = `insert into ${schema}.delivery_subject (position, subject, connection) select $1, subject, $3 from unnest($2::text[]) as subject
    on conflict do nothing`;

  /** Tells whether it was written: not what was written before, by a commit that nobody heard the answer of. */
  async function writeEnd(db: Conversation, laneId: number, { position, connection, ending }: WholeEnd): Promise<boolean> {
    const { state, reason, decision, calls, subjects, payload, attempts, firstTriedAt, dueAt, endedAt } = ending;
    const written = db.query(write, [position, state, reason, decision, calls, attempts, firstTriedAt, dueAt, endedAt]);
    if (payload === 'erased') db.send(empty, [position]);
    if (dueAt !== null) db.send(rest, [laneId, dueAt]);
    if (subjects.length > 0) db.send(note, [position, subjects.map(keyText), connection]);
    return (await written).rowCount !== 0;
  }

  async function writeAll(db: Conversation, end: WholeEnd): Promise<void> {
    const { connection, lane, epoch, settlement, now } = end;
    // Whoever holds one of these lanes for longer, a host for example, must not use up our connections.
    db.send("set local lock_timeout = '2s'");
    // Cancelled first: a settlement may cancel a timer and set it anew.
    timers.cancel(db, connection, settlement.cancelTimers ?? []);
    timers.put(db, settlement.timers ?? []);
    let written: Promise<boolean> = Promise.resolve(true);
    await add(db, settlement.forward ?? [], {
      connection,
      lane,
      locked({ id, epoch: current }) {
        if (current !== epoch) throw new Undone('lost');
        written = writeEnd(db, id, end);
        written.catch(ignored);
      },
    });
    // All of it is under way at once; what came of the delivery itself is heard first.
    const others = writeSessions(db, settlement.sessions ?? []).then(async () => {
      writeBooks(db, settledStatements(names, connection, settlement, now));
      await tell(db, settledStream(names, connection, settlement, now));
    });
    others.catch(ignored);
    if (!(await written)) throw new Undone('done');
    await others;
  }

  async function writeSessions(db: Conversation, rows: readonly SessionRow[]): Promise<void> {
    for (const session of rows.toSorted(byProtocol)) await sessions.write(db, session);
  }

  function writeBooks(db: Conversation, statements: ReturnType<typeof settledStatements>): void {
    for (const statement of statements) db.send(...compiled(statement));
  }

  /** The half of a session that was written holds its row: nobody changes the other half before this is committed. */
  async function tell(db: Conversation, { question, wishes, statements }: ReturnType<typeof settledStream>): Promise<void> {
    const rows = question === undefined ? [] : (await db.query(...compiled(question))).rows;
    writeBooks(db, statements(wishes(rows)));
  }

  return async (end) => {
    try {
      await database.transaction('settle a delivery', async (db) => await writeAll(db, end));
      return true;
    } catch (error) {
      if (error instanceof Undone) return error.because === 'done';
      throw error;
    }
  };
}

const ignored = (): void => undefined;

const byProtocol = (a: SessionRow, b: SessionRow): number => (a.protocol < b.protocol ? -1 : a.protocol > b.protocol ? 1 : 0);

/** Undoes a transaction that has nothing to write. Never leaves this file. */
class Undone extends IntegrationError {
  readonly because: 'lost' | 'done';

  constructor(because: 'lost' | 'done') {
    super('port.conflict', 'The settlement was undone.');
    this.because = because;
  }
}
