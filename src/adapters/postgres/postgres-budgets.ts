import type { Budgets, Caller, Grant } from '../../ports/budgets.ts';
import type { Clock } from '../../ports/clock.ts';
import { decideClaim, decideSpend, earned, held, type Scene, type Verdict } from '../sql/budget-rules.ts';
import { translateBudget, translateLine, translatePlace, translateStanding } from '../sql/translate-budget.ts';
import type { Database } from './database.ts';
import type { PostgresLike } from './postgres-like.ts';

/** An account's row is locked while its budget is changed, so that processes take turns. */
export function createPostgresBudgets(database: Database, clock: Clock): Budgets {
  const sql = statementsOf(database.schema);

  /** The clock is read once the row is ours: who waited for it must not count with the time before. */
  async function sceneOf(db: PostgresLike, caller: Caller): Promise<Scene> {
    const { account, limits, urgency, since, holder } = caller;
    const opened = await db.query(sql.open, [account, limits.capacity, limits.perSecond, limits.capacity, clock.now()]);
    const now = clock.now();
    const line = await db.query(sql.line, [urgency, since, holder, account, now]);
    const own = await db.query(sql.place, [account, holder]);
    const budget = earned(translateBudget(opened.rows[0] ?? {}), limits, now);
    return { caller, budget, line: translateLine(line.rows[0] ?? {}), own: own.rows.map(translatePlace)[0], now };
  }

  async function keep(db: PostgresLike, { caller, budget }: Scene, { grant, tokens = budget.tokens, own }: Verdict): Promise<Grant> {
    const { account, holder, urgency, since } = caller;
    await db.query(sql.write, [account, tokens, budget.at, budget.blockedUntil ?? null]);
    if (own !== undefined) await db.query(sql.putPlace, [account, holder, urgency, own.state, own.calls, own.spent, since, own.endsAt]);
    return grant;
  }

  return {
    claim: async (caller, calls) =>
      await database.transaction('claim calls', async (db) => {
        const scene = await sceneOf(db, caller);
        await db.query(sql.forgetEnded, [caller.account, scene.now, caller.holder]);
        return await keep(db, scene, decideClaim(scene, calls));
      }),
    spend: async (caller) =>
      await database.transaction('spend a call', async (db) => {
        const scene = await sceneOf(db, caller);
        return await keep(db, scene, decideSpend(scene));
      }),
    async release(account, holder) {
      await database.transaction('release calls', async (db) => {
        await db.query(sql.lock, [account]);
        await db.query(sql.leave, [account, holder]);
      });
    },
    async hold(account, until) {
      await database.transaction('hold an account', async (db) => {
        await db.query(sql.make, [account, clock.now()]);
        const locked = await db.query(sql.lock, [account]);
        const budget = held(translateBudget(locked.rows[0] ?? {}), until, clock.now());
        if (budget === undefined) return;
        await db.query(sql.write, [account, budget.tokens, budget.at, until]);
        await db.query(sql.giveUpClaims, [account]);
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
  // Locks the row, whether it was there or not.
  open: `insert into ${schema}.budget (account, capacity, per_second, tokens, at) values ($1, $2, $3, $4, $5)
    on conflict (account) do update set capacity = excluded.capacity, per_second = excluded.per_second
    returning tokens, at, blocked_until`,
  make: `insert into ${schema}.budget (account, capacity, per_second, tokens, at) values ($1, 0, 0, 0, $2) on conflict do nothing`,
  lock: `select tokens, at, blocked_until from ${schema}.budget where account = $1 for update`,
  write: `update ${schema}.budget set tokens = $2, at = $3, blocked_until = $4 where account = $1`,
  line: `select
      coalesce(sum(calls) filter (where state = 'granted'), 0) as claimed,
      count(*) filter (where state = 'granted' and urgency = 'bulk' and calls > 0) as bulk_at_work,
      coalesce(sum(calls) filter (where state = 'waiting' and urgency = 'live'), 0) as live_waiting,
      coalesce(sum(calls) filter (where state = 'waiting' and urgency = $1 and (since, holder) < ($2, $3)), 0) as ahead
    from ${schema}.budget_claim where account = $4 and holder <> $3 and ends_at > $5`,
  place: `select state, calls, spent, ends_at from ${schema}.budget_claim where account = $1 and holder = $2`,
  putPlace: `insert into ${schema}.budget_claim (account, holder, urgency, state, calls, spent, since, ends_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (account, holder) do update set urgency = excluded.urgency, state = excluded.state, calls = excluded.calls,
      spent = excluded.spent, since = excluded.since, ends_at = excluded.ends_at`,
  leave: `delete from ${schema}.budget_claim where account = $1 and holder = $2`,
  giveUpClaims: `delete from ${schema}.budget_claim where account = $1 and state = 'granted'`,
  forgetEnded: `delete from ${schema}.budget_claim where account = $1 and ends_at <= $2 and holder <> $3`,
  standings: `select b.account, b.capacity, b.per_second, b.tokens, b.at, b.blocked_until,
      coalesce(sum(c.calls) filter (where c.state = 'granted'), 0) as claimed,
      count(c.holder) filter (where c.state = 'waiting') as waiting
    from ${schema}.budget b left join ${schema}.budget_claim c on c.account = b.account and c.ends_at > $1
    group by b.account order by b.account`,
});
