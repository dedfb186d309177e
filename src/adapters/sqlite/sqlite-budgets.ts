import type { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Budgets, BudgetStanding, Caller, Grant } from '../../ports/budgets.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountKey } from '../../ports/failures.ts';
import { decideClaim, decideSpend, earned, held, type Budget, type Line, type Place, type Scene, type Verdict } from '../sql/budget-rules.ts';
import { translateBudget, translateLine, translatePlace, translateStanding } from '../sql/translate-budget.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Database } from './database.ts';

/** Every question is a write, so that questions of one moment see each other's answers and share one commit. */
export function createSqliteBudgets(database: Database, commits: CommitLoop, clock: Clock): Budgets {
  const table = createBudgetTable(database.writer);

  function sceneOf(caller: Caller): Scene {
    const now = clock.now();
    const budget = earned(table.open(caller, now), caller.limits, now);
    return { caller, budget, line: table.line(caller, now), own: table.place(caller), now };
  }

  function keep({ caller, budget }: Scene, { grant, tokens = budget.tokens, own }: Verdict): Grant {
    table.write(caller.account, { ...budget, tokens });
    if (own !== undefined) table.putPlace(caller, own);
    return grant;
  }

  return {
    claim: (caller, calls) =>
      commits.write({
        doing: 'claim calls',
        apply() {
          const scene = sceneOf(caller);
          table.forgetEnded(caller, scene.now);
          return keep(scene, decideClaim(scene, calls));
        },
      }),
    spend: (caller) =>
      commits.write({
        doing: 'spend a call',
        apply() {
          const scene = sceneOf(caller);
          return keep(scene, decideSpend(scene));
        },
      }),
    release: (account, holder) => commits.write({ doing: 'release calls', apply: () => table.leave(account, holder) }),
    hold: (account, until) => commits.write({ doing: 'hold an account', apply: () => table.hold(account, until, clock.now()) }),
    look: async () => database.read('look at budgets', () => table.standings(clock.now())),
  };
}

function createBudgetTable(db: DatabaseSync) {
  const open = db.prepare(`insert into budget (account, capacity, per_second, tokens, at) values (?, ?, ?, ?, ?)
    on conflict (account) do update set capacity = excluded.capacity, per_second = excluded.per_second
    returning tokens, at, blocked_until`);
  const find = db.prepare('select tokens, at, blocked_until from budget where account = ?');
  const write = db.prepare('update budget set tokens = ?, at = ?, blocked_until = ? where account = ?');
  const block = db.prepare(`insert into budget (account, capacity, per_second, tokens, at, blocked_until) values (?, 0, 0, 0, ?, ?)
    on conflict (account) do update set tokens = 0, at = excluded.at, blocked_until = excluded.blocked_until`);
  const line = db.prepare(`select
      coalesce(sum(case when state = 'granted' then calls end), 0) as claimed,
      coalesce(sum(case when state = 'granted' and urgency = 'bulk' and calls > 0 then 1 end), 0) as bulk_at_work,
      coalesce(sum(case when state = 'waiting' and urgency = 'live' then calls end), 0) as live_waiting,
      coalesce(sum(case when state = 'waiting' and urgency = ? and (since, holder) < (?, ?) then calls end), 0) as ahead
    from budget_claim where account = ? and holder <> ? and ends_at > ?`);
  const place = db.prepare('select state, calls, spent, ends_at from budget_claim where account = ? and holder = ?');
  const putPlace = db.prepare(`insert or replace into budget_claim (account, holder, urgency, state, calls, spent, since, ends_at)
    values (?, ?, ?, ?, ?, ?, ?, ?)`);
  const leave = db.prepare('delete from budget_claim where account = ? and holder = ?');
  const giveUpClaims = db.prepare("delete from budget_claim where account = ? and state = 'granted'");
  const forgetEnded = db.prepare('delete from budget_claim where account = ? and ends_at <= ? and holder <> ?');
  const standings = db.prepare(`select b.account, b.capacity, b.per_second, b.tokens, b.at, b.blocked_until,
      coalesce(sum(case when c.state = 'granted' then c.calls end), 0) as claimed,
      coalesce(sum(case when c.state = 'waiting' then 1 end), 0) as waiting
    from budget b left join budget_claim c on c.account = b.account and c.ends_at > ?
    group by b.account order by b.account`);

  return {
    open: ({ account, limits: { capacity, perSecond } }: Caller, now: Instant): Budget =>
      translateBudget(open.get(account, capacity, perSecond, capacity, now) ?? {}),
    write: (account: AccountKey, { tokens, at, blockedUntil }: Budget): void => void write.run(tokens, at, blockedUntil ?? null, account),
    line: ({ account, urgency, since, holder }: Caller, now: Instant): Line =>
      translateLine(line.get(urgency, since, holder, account, holder, now) ?? {}),
    place: ({ account, holder }: Caller): Place | undefined => place.all(account, holder).map(translatePlace)[0],
    putPlace: ({ account, holder, urgency, since }: Caller, { state, calls, spent, endsAt }: Place): void =>
      void putPlace.run(account, holder, urgency, state, calls, spent, since, endsAt),
    leave: (account: AccountKey, holder: string): void => void leave.run(account, holder),
    forgetEnded: ({ account, holder }: Caller, now: Instant): void => void forgetEnded.run(account, now, holder),
    hold(account: AccountKey, until: Instant, now: Instant): void {
      const known = find.all(account).map(translateBudget)[0] ?? { tokens: 0, at: now, blockedUntil: undefined };
      const budget = held(known, until, now);
      if (budget === undefined) return;
      block.run(account, budget.at, until);
      giveUpClaims.run(account);
    },
    standings: (now: Instant): readonly BudgetStanding[] => standings.all(now).map((row) => translateStanding(row, now)),
  };
}
