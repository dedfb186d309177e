import { epochMsOf, type ConnectionId, type Instant } from '../../domain/index.ts';
import type { Metrics } from '../../adapters/system/index.ts';
import type { Budgets, BudgetStanding, Clock, Diagnoses, Diagnosis, Health, History, Hooks, OperatorDesk, Reading, Settings, Tally } from '../../ports/index.ts';
import { parseStoredSettings } from '../connection-settings.ts';
import { parseFindings } from './doctor/doctor.ts';
import { outcomeOf } from './doctor/findings.ts';
import { patience } from '../patience.ts';

export interface WatchNeeds {
  readonly settings: Settings;
  readonly hooks: Hooks;
  readonly history: History;
  readonly budgets: Budgets;
  readonly diagnoses: Diagnoses;
  readonly metrics: Metrics;
  readonly clock: Clock;
  /** What the hub knows of itself. */
  readonly health: () => Health;
  /** How long the store is waited for before it counts as silent. */
  readonly patienceMs: number;
}

/** Whether the hub can do its work, and in figures how it does it: what a monitor asks for. */
export type Watch = Pick<OperatorDesk, 'health' | 'metricsText'>;

const SYSTEMS = ['neppo', 'ploomes'] as const;
const REFUSED = ['unknown-token', 'not-authentic', 'too-large'] as const;
const STORE_SILENT = 'The store does not answer. Look at its disk, or whether PostgreSQL can be reached.';

export function createWatch({ settings, hooks, history, budgets, diagnoses, metrics, clock, health, patienceMs }: WatchNeeds): Watch {
  const begun = new Set<ConnectionId>();
  for (const system of SYSTEMS) for (const reason of REFUSED) metrics.count('vinculo_deliveries_refused_total', { system, reason }, 0);

  async function inTime<Answer>(asked: () => Promise<Answer>): Promise<Answer | 'silent'> {
    const silent = async (): Promise<'silent'> => await patience(patienceMs).then(() => 'silent' as const);
    return await Promise.race([asked().catch(() => 'silent' as const), silent()]);
  }

  /** A counter that begins with its first event hides that event, and silence, from an alarm: each active connection begins at zero. */
  async function begin(connections: readonly ConnectionId[]): Promise<void> {
    for (const connection of connections.filter((id) => !begun.has(id))) {
      const latest = await settings.latest(connection);
      if (latest === undefined || parseStoredSettings(latest.value).status !== 'active') continue;
      for (const system of SYSTEMS) metrics.count('vinculo_deliveries_accepted_total', { connection, system, outcome: 'stored' }, 0);
      begun.add(connection);
    }
  }

  async function readings(): Promise<readonly Reading[]> {
    const read = await inTime(async () => await Promise.all([settings.connections(), history.tally(clock.now()), budgets.look(), diagnoses.list()]));
    if (read === 'silent') return [{ name: 'vinculo_store_up', labels: {}, value: 0 }];
    const [connections, tallies, standings, found] = read;
    await inTime(async () => await begin(connections));
    const now = clock.now();
    return [{ name: 'vinculo_store_up', labels: {}, value: 1 }, ...gaugesOf(connections, tallies, now), ...standings.flatMap((each) => budgetGauges(each, now)), ...found.flatMap(checkGauges)];
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

const checkGauges = (diagnosis: Diagnosis): readonly Reading[] => {
  const outcomes = parseFindings(diagnosis.value).map(outcomeOf);
  return (['blocking', 'warning'] as const).map((outcome) => (
    { name: 'vinculo_checks_failing', labels: { connection: diagnosis.connection, outcome }, value: outcomes.filter((each) => each === outcome).length }));
};

const secondsBetween = (since: Instant, now: Instant): number => Math.max(0, epochMsOf(now) - epochMsOf(since)) / 1000;
