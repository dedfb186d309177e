import { Defect } from '../../domain/kernel/error.ts';
import type { Accepted, HostTransaction, Inbox, NewDelivery } from '../../ports/inbox.ts';
import { createConversation, type Conversation } from './conversation.ts';
import type { Database } from './database.ts';
import type { AddDeliveries } from './delivery-adding.ts';
import { closedFailure, sqlStateOf, translateDriverError } from './failures.ts';
import { createGathering } from './gathering.ts';
import { parseTransaction } from './host-transaction.ts';

/** The inbox, and what the store asks of it. */
export interface PostgresInbox extends Inbox {
  isQuiet(): boolean;
  /** Refuses what comes later. Resolves when all that was given so far is written, or was told that it is not. */
  close(): Promise<void>;
}

const WAYS = 3;
/** Calls that share one transaction. */
const MOST = 200;

// A transaction of a host's, or of a process that hangs, may hold a lane for long: who goes into another lane is not held up by that.
const PATIENCE_TOGETHER = "set local lock_timeout = '1s'";
const PATIENCE_ALONE = "set local lock_timeout = '5s'";

/** @param onAccepted - told when something became durable, so that its lanes are worked. */
export function createPostgresInbox(database: Database, add: AddDeliveries, onAccepted: () => void): PostgresInbox {
  const gathering = createGathering<readonly NewDelivery[], readonly Accepted[]>({
    ways: WAYS,
    most: MOST,
    async way(calls) {
      const accepted = await database.transaction(DOING, async (db) => {
        db.send(calls.length > 1 ? PATIENCE_TOGETHER : PATIENCE_ALONE);
        return await add(db, calls.flat());
      });
      onAccepted();
      return shares(calls, accepted);
    },
    // Calls of one lane keep their order.
    orderOf: (call) => [...new Set(call.map(({ connection, lane }) => JSON.stringify([connection, lane])))],
  });

  let closed = false;
  return {
    async accept(deliveries, transaction) {
      if (closed) throw closedFailure(DOING);
      if (deliveries.length === 0) return [];
      return await (transaction === undefined ? gathering.carry(deliveries) : acceptWithin(transaction, add, deliveries));
    },
    isQuiet: gathering.isQuiet,
    async close() {
      closed = true;
      await gathering.arrived();
    },
  };
}

const DOING = 'accept deliveries';

function shares(calls: readonly (readonly NewDelivery[])[], accepted: readonly Accepted[]): readonly (readonly Accepted[])[] {
  let from = 0;
  return calls.map(({ length }) => accepted.slice(from, (from += length)));
}

/** What fails is undone by itself, so that the host's transaction can go on. */
async function acceptWithin(transaction: HostTransaction, add: AddDeliveries, deliveries: readonly NewDelivery[]): Promise<readonly Accepted[]> {
  const db = createConversation(parseTransaction(transaction), { sends: 'one by one' });
  try {
    await db.query('savepoint vinculo_accept');
    return await addAll(db, add, deliveries).catch(async (error: unknown) => {
      await db.query('rollback to savepoint vinculo_accept');
      throw error;
    });
  } catch (error) {
    throw hasNoTransaction(error) ? new Defect('defect.transaction-refused', NOT_OPEN, { cause: error }) : translateDriverError(error, DOING);
  }
}

async function addAll(db: Conversation, add: AddDeliveries, deliveries: readonly NewDelivery[]): Promise<readonly Accepted[]> {
  const accepted = await add(db, deliveries);
  // Tells also what failed of that.
  await db.query('release savepoint vinculo_accept');
  return accepted;
}

const hasNoTransaction = (error: unknown): boolean => ['25P01', '25P02', '25006'].includes(sqlStateOf(error) ?? '');

const NOT_OPEN =
  'The inbox could not join the transaction, because it is not open for writing; begin one on this client, and roll back one in which a statement failed.';
