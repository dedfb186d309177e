import { Defect } from '../../domain/kernel/error.ts';
import type { Budgets, Grant } from '../../ports/budgets.ts';
import type { Clock } from '../../ports/clock.ts';
import { held } from '../sql/budget-rules.ts';
import { translateBudget, translateStanding } from '../sql/translate-budget.ts';
import { createBudgetGathering, type Ask } from './budget-gathering.ts';
import { createBudgetTable } from './budget-table.ts';
import type { Database } from './database.ts';

/** An account's row is locked while its budget is changed, so that processes take turns. */
export function createPostgresBudgets(database: Database, clock: Clock): Budgets {
  const sql = statementsOf(database.schema);
  const gathering = createBudgetGathering(database, createBudgetTable(database.schema), clock);

  async function grantOf(ask: Ask): Promise<Grant> {
    const grant = await gathering.carry(ask);
    if (grant === undefined) throw new Defect('defect.unreachable', 'The store could not answer who asked for a call.');
    return grant;
  }

  return {
    claim: async (caller, calls) => await grantOf({ type: 'claim', caller, calls }),
    spend: async (caller) => await grantOf({ type: 'spend', caller }),
    release: async (account, holder) => void (await gathering.carry({ type: 'release', account, holder })),
    async hold(account, until) {
      await database.transaction('hold an account', async (db) => {
        db.send(sql.make, [account, clock.now()]);
        const locked = await db.query(sql.lock, [account]);
        const budget = held(translateBudget(locked.rows[0] ?? {}), until, clock.now());
        if (budget === undefined) return;
        db.send(sql.block, [account, budget.tokens, budget.at, until]);
        db.send(sql.giveUpClaims, [account]);
      });
    },
    async look() {
      const now = clock.now();
      const { rows } = await database.read('look at budgets', async (db) => await db.query(sql.standings, [now]));
      return rows.map((row) => translateStanding(row, now));
    },
  };
}

const statementsOf = (schema: string) => ({
  make: `insert into ${schema}.budget (account, capacity, per_second, tokens, at) values ($1, 0, 0, 0, $2) on conflict do nothing`,
  lock: `select tokens, at, blocked_until from ${schema}.budget where account = $1 for update`,
  block: `update ${schema}.budget set tokens = $2, at = $3, blocked_until = $4 where account = $1`,
  giveUpClaims: `delete from ${schema}.budget_claim where account = $1 and state = 'granted'`,
  standings: `select b.account, b.capacity, b.per_second, b.tokens, b.at, b.blocked_until,
      coalesce(sum(c.calls) filter (where c.state = 'granted'), 0) as claimed,
      count(c.holder) filter (where c.state = 'waiting') as waiting
    from ${schema}.budget b left join ${schema}.budget_claim c on c.account = b.account and c.ends_at > $1
    group by b.account order by b.account`,
});
