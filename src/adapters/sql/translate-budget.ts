import type { Instant } from '../../domain/kernel/instant.ts';
import type { BudgetStanding } from '../../ports/budgets.ts';
import type { HeldPlace } from './budget-desk.ts';
import { earned, standingOf, type Budget, type Line, type Place } from './budget-rules.ts';

/** A row of either driver; PostgreSQL's gives sums as text. */
type Row = Readonly<Record<string, unknown>>;

export const translateBudget = (row: Row): Budget => ({
  tokens: Number(row['tokens']), at: row['at'] as Instant, blockedUntil: (row['blocked_until'] ?? undefined) as Instant | undefined,
});

export const translateLine = (row: Row): Line => ({
  claimed: Number(row['claimed']), bulkAtWork: Number(row['bulk_at_work']), liveWaiting: Number(row['live_waiting']), ahead: Number(row['ahead']),
});

export const translatePlace = (row: Row): Place => ({
  state: row['state'] as Place['state'], calls: Number(row['calls']), spent: Number(row['spent']), endsAt: row['ends_at'] as Instant,
});

export const translateHeldPlace = (row: Row): HeldPlace => ({
  ...translatePlace(row), holder: String(row['holder']), urgency: row['urgency'] as HeldPlace['urgency'], since: row['since'] as Instant,
});

export function translateStanding(row: Row, now: Instant): BudgetStanding {
  const capacity = Number(row['capacity']);
  const budget = earned(translateBudget(row), { capacity, perSecond: Number(row['per_second']) }, now);
  return standingOf({ account: String(row['account']), capacity, claimed: Number(row['claimed']), waiting: Number(row['waiting']) }, budget, now);
}
