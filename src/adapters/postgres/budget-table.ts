import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import type { Caller } from '../../ports/budgets.ts';
import type { AccountKey } from '../../ports/failures.ts';
import type { BudgetChanges, HeldPlace } from '../sql/budget-desk.ts';
import type { Budget, Line } from '../sql/budget-rules.ts';
import { translateBudget, translateHeldPlace, translateLine } from '../sql/translate-budget.ts';
import { columns } from './columns.ts';
import type { Conversation } from './conversation.ts';

/** Who asks, and what for. */
export interface Opening {
  readonly callers: readonly Caller[];
  /** All whose places are needed, callers included. */
  readonly places: readonly Pick<Caller, 'account' | 'holder'>[];
  readonly now: Instant;
}

/** What stands written, with the accounts' rows locked until the end of the transaction. */
export interface Opened {
  /** Those that there are, with the places of those who ask. */
  readonly budgets: readonly { readonly account: AccountKey; readonly budget: Budget; readonly places: readonly HeldPlace[] }[];
  /** For each caller, in their order: the line without any of those who ask. */
  readonly lines: readonly Line[];
}

/** Budgets and claims on disk. */
export interface BudgetTable {
  open(db: Conversation, opening: Opening): Promise<Opened>;
  /** Goes with the commit. */
  write(db: Conversation, changes: readonly AccountChanges[], now: Instant): void;
}

export interface AccountChanges extends BudgetChanges {
  readonly account: AccountKey;
}

/** What has ended counts no more; it is taken away at this distance. */
const FORGET_EVERY_MS = 5_000;

/** @param schema - quoted. */
export function createBudgetTable(schema: string): BudgetTable {
  const sql = statementsOf(schema);
  /** Accounts that surely have a row. */
  const known = new Set<AccountKey>();
  const forgotten = new Map<AccountKey, Instant>();

  async function look(db: Conversation, { callers, places, now }: Opening): Promise<Opened> {
    const accounts = [...new Set(places.map(({ account }) => account))];
    const holders = [...new Set(places.map(({ holder }) => holder))];
    // Each statement sees what was committed before it began: the places are those of the moment at which the rows were ours.
    const [locked, held, lines] = await Promise.all([
      db.query(sql.lock, [accounts]),
      db.query(sql.places, [accounts, holders]),
      db.query(sql.lines, [...columns(callers, ['account', 'urgency', 'since', 'holder']), holders, now]),
    ]);
    const placesOf = Map.groupBy(held.rows, ({ account }) => String(account));
    return {
      budgets: locked.rows.map((row) => ({
        account: String(row['account']), budget: translateBudget(row), places: (placesOf.get(String(row['account'])) ?? []).map(translateHeldPlace),
      })),
      lines: lines.rows.map(translateLine),
    };
  }

  function make(db: Conversation, callers: readonly Caller[], now: Instant): void {
    const rows = [...new Map(callers.map(({ account, limits }) => [account, { account, ...limits }])).values()];
    db.send(sql.make, [...columns(rows, ['account', 'capacity', 'perSecond']), now]);
  }

  function toForget(changes: readonly AccountChanges[], now: Instant): readonly AccountKey[] {
    const due = changes.filter(({ account }) => {
      const last = forgotten.get(account);
      return last === undefined || last > now || addMs(last, FORGET_EVERY_MS) <= now;
    });
    for (const { account } of due) forgotten.set(account, now);
    return due.map(({ account }) => account);
  }

  return {
    async open(db, opening) {
      const { callers, now } = opening;
      const unknown = callers.filter(({ account }) => !known.has(account));
      if (unknown.length > 0) make(db, unknown, now);
      const opened = await look(db, opening);
      const found = new Set(opened.budgets.map(({ account }) => account));
      for (const account of found) known.add(account);
      if (callers.every(({ account }) => found.has(account))) return opened;
      // Made in a transaction that was undone, or taken away by somebody.
      make(db, callers, now);
      return await look(db, opening);
    },
    write(db, changes, now) {
      const budgets = changes.flatMap(({ account, budget }) => (budget === undefined ? [] : [{ account, ...budget }]));
      const put = changes.flatMap(({ account, put: places }) => places.map((place) => ({ account, ...place })));
      const gone = changes.flatMap(({ account, gone: holders }) => holders.map((holder) => ({ account, holder })));
      const forget = toForget(changes, now);
      if (budgets.length > 0) db.send(sql.write, columns(budgets, ['account', 'tokens', 'at', 'capacity', 'perSecond']));
      if (put.length > 0) db.send(sql.put, columns(put, PLACE_COLUMNS));
      if (gone.length > 0) db.send(sql.leave, columns(gone, ['account', 'holder']));
      if (forget.length > 0) db.send(sql.forget, [forget, now, put.map(({ holder }) => holder)]);
    },
  };
}

const PLACE_COLUMNS = ['account', 'holder', 'urgency', 'state', 'calls', 'spent', 'since', 'endsAt'] as const;

const statementsOf = (schema: string) => ({
  make: `insert into ${schema}.budget (account, capacity, per_second, tokens, at)
    select account, capacity, per_second, capacity, $4 from unnest($1::text[], $2::integer[], $3::float8[]) as wish (account, capacity, per_second)
    order by account on conflict do nothing`,
  lock: `select account, tokens, at, blocked_until from ${schema}.budget where account = any ($1::text[]) order by account for update`,
  places: `select account, holder, urgency, since, state, calls, spent, ends_at from ${schema}.budget_claim
    where account = any ($1::text[]) and holder = any ($2::text[])`,
  lines: `select
      coalesce(sum(c.calls) filter (where c.state = 'granted'), 0) as claimed,
      count(*) filter (where c.state = 'granted' and c.urgency = 'bulk' and c.calls > 0) as bulk_at_work,
      coalesce(sum(c.calls) filter (where c.state = 'waiting' and c.urgency = 'live'), 0) as live_waiting,
      coalesce(sum(c.calls) filter (where c.state = 'waiting' and c.urgency = caller.urgency
        and (c.since collate "C", c.holder collate "C") < (caller.since, caller.holder)), 0) as ahead
    from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality as caller (account, urgency, since, holder, place)
    left join ${schema}.budget_claim c on c.account = caller.account and c.holder <> all ($5::text[]) and c.ends_at > $6
    group by caller.place order by caller.place`,
  write: `update ${schema}.budget b set tokens = told.tokens, at = told.at, capacity = told.capacity, per_second = told.per_second
    from unnest($1::text[], $2::float8[], $3::text[], $4::integer[], $5::float8[]) as told (account, tokens, at, capacity, per_second)
    where b.account = told.account`,
  put: `insert into ${schema}.budget_claim (account, holder, urgency, state, calls, spent, since, ends_at)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::integer[], $6::integer[], $7::text[], $8::text[])
    on conflict (account, holder) do update set urgency = excluded.urgency, state = excluded.state, calls = excluded.calls,
      spent = excluded.spent, since = excluded.since, ends_at = excluded.ends_at`,
  leave: `delete from ${schema}.budget_claim c using unnest($1::text[], $2::text[]) as gone (account, holder)
    where c.account = gone.account and c.holder = gone.holder`,
  forget: `delete from ${schema}.budget_claim where account = any ($1::text[]) and ends_at <= $2 and holder <> all ($3::text[])`,
});
