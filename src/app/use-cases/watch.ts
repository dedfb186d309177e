import { epochMsOf, type ConnectionId, type Instant } from '../../domain/index.ts';
import type { Metrics } from '../../adapters/system/index.ts';
import type { Budgets, BudgetStanding, Clock, Health, History, Hooks, OperatorDesk, Reading, Settings, Tally } from '../../ports/index.ts';
import { patience } from '../patience.ts';

export interface WatchNeeds {
  readonly settings: Settings;
  readonly hooks: Hooks;
  readonly history: History;
  readonly budgets: Budgets;
  readonly metrics: Metrics;
  readonly clock: Clock;
  /** What the hub knows of itself. */
  readonly health: () => Health;
  /** How long the store is waited for before it counts as silent. */
  readonly patienceMs: number;
}

/** Whether the hub can do its work, and in figures how it does it: what a monitor asks for. */
export type Watch = Pick<OperatorDesk, 'health' | 'metricsText'>;

const STORE_SILENT = 'The store does not answer. Look at its disk, or whether PostgreSQL can be reached.';

export function createWatch({ settings, hooks, history, budgets, metrics, clock, health, patienceMs }: WatchNeeds): Watch {
  async function inTime<Answer>(asked: () => Promise<Answer>): Promise<Answer | 'silent'> {
    const silent = async (): Promise<'silent'> => await patience(patienceMs).then(() => 'silent' as const);
    return await Promise.race([asked().catch(() => 'silent' as const), silent()]);
  }

  async function readings(): Promise<readonly Reading[]> {
    const read = await inTime(async () => await Promise.all([settings.connections(), history.tally(clock.now()), budgets.look()]));
    if (read === 'silent') return [{ name: 'vinculo_store_up', labels: {}, value: 0 }];
    const [connections, tallies, standings] = read;
    const now = clock.now();
    return [{ name: 'vinculo_store_up', labels: {}, value: 1 }, ...gaugesOf(connections, tallies, now), ...standings.flatMap((each) => budgetGauges(each, now))];
  }

  return {
    async health() {
      // A hook of a name that no token is hashed to: one look into the store, whatever it holds.
      const answer = await inTime(async () => await hooks.find(''));
      const { ready, problems } = health();
      return answer === 'silent' ? { ready: false, problems: [STORE_SILENT, ...problems] } : { ready, problems };
    },
    metricsText: async () => metrics.text(await readings()),
  };
}

/** Every connection shows its gauges, also those that have nothing open: an alarm needs a value to look at. */
function gaugesOf(connections: readonly ConnectionId[], tallies: readonly Tally[], now: Instant): readonly Reading[] {
  const silent = connections.filter((id) => !tallies.some(({ connection }) => connection === id));
  const all: readonly Tally[] = [...tallies, ...silent.map((connection) => ({ connection, pending: 0, lanes: 0, deadLetters: [] }))];
  return all.flatMap(({ connection, pending, lanes, dueSince, deadLetters }): readonly Reading[] => [
    { name: 'vinculo_deliveries_pending', labels: { connection }, value: pending },
    { name: 'vinculo_lanes_open', labels: { connection }, value: lanes },
    { name: 'vinculo_lag_seconds', labels: { connection }, value: dueSince === undefined ? 0 : secondsBetween(dueSince, now) },
    ...deadLetters.map(({ reason, count }): Reading => ({ name: 'vinculo_dead_letters', labels: { connection, reason }, value: count })),
  ]);
}

const budgetGauges = ({ account, free, blockedUntil }: BudgetStanding, now: Instant): readonly Reading[] => [
  { name: 'vinculo_budget_calls_left', labels: { account }, value: Math.max(0, free) },
  { name: 'vinculo_account_pause_seconds', labels: { account }, value: blockedUntil === undefined ? 0 : secondsBetween(now, blockedUntil) },
];

const secondsBetween = (since: Instant, now: Instant): number => Math.max(0, epochMsOf(now) - epochMsOf(since)) / 1000;
