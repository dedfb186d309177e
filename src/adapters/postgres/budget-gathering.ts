import type { Caller, Grant } from '../../ports/budgets.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountKey } from '../../ports/failures.ts';
import { createBudgetDesk, type BudgetDesk, type Question } from '../sql/budget-desk.ts';
import { NOBODY, type Line } from '../sql/budget-rules.ts';
import type { BudgetTable } from './budget-table.ts';
import type { Conversation } from './conversation.ts';
import type { Database } from './database.ts';
import { createGathering, type Gathering } from './gathering.ts';

/** What is asked of an account's budget: leave to call, or to give back what a holder has. */
export type Ask = Question | { readonly type: 'release'; readonly account: AccountKey; readonly holder: string };

const WAYS = 4;
const MOST = 200;
/** Nobody waits for what is given back, so that it goes with what is asked meanwhile. */
const RELEASE_PAUSE_MS = 25;

// A process that hangs may hold an account for a while: who asks for another one is not held up by that.
const PATIENCE_TOGETHER = "set local lock_timeout = '1s'";

/**
 * Carries what is asked of budgets at about the same time to the database together: the accounts' rows are locked once for all of
 * it, and each is answered in its turn as if it had come alone.
 */
export function createBudgetGathering({ transaction }: Database, table: BudgetTable, clock: Clock): Gathering<Ask, Grant | undefined> {
  return createGathering<Ask, Grant | undefined>({
    ways: WAYS,
    most: MOST,
    pauseMs: ({ type }) => (type === 'release' ? RELEASE_PAUSE_MS : 0),
    orderOf: (ask) => [whereOf(ask).account],
    way: async (asks) =>
      await transaction('ask what may be called', async (db) => {
        if (asks.length > 1) db.send(PATIENCE_TOGETHER);
        return await answerAll(db, { table, asks, clock });
      }),
  });
}

interface Asking {
  readonly table: BudgetTable;
  readonly asks: readonly Ask[];
  readonly clock: Clock;
}

const whereOf = (ask: Ask): Pick<Caller, 'account' | 'holder'> => (ask.type === 'release' ? ask : ask.caller);

const callersOf = (ask: Ask): readonly Caller[] => (ask.type === 'release' ? [] : [ask.caller]);

async function answerAll(db: Conversation, { table, asks, clock }: Asking): Promise<readonly (Grant | undefined)[]> {
  const opened = await table.open(db, { callers: asks.flatMap(callersOf), places: asks.map(whereOf), now: clock.now() });
  // Read again once the rows are ours: who waited for them must not count with the time before.
  const now = clock.now();
  const desks = new Map(opened.budgets.map(({ account, ...found }) => [account, createBudgetDesk({ ...found, now })] as const));
  const lines = opened.lines.values();
  const grants = asks.map((ask) => answerOf(ask, desks.get(whereOf(ask).account), lines));
  table.write(db, [...desks].map(([account, desk]) => ({ account, ...desk.changes() })), now);
  return grants;
}

/** An account without a row has nothing that could be given back. */
function answerOf(ask: Ask, desk: BudgetDesk | undefined, lines: Iterator<Line>): Grant | undefined {
  if (ask.type === 'release') {
    desk?.release(ask.holder);
    return undefined;
  }
  const line = lines.next();
  return desk?.answer(ask, line.done === true ? NOBODY : line.value);
}
