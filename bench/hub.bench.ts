import { measureDeadAccount } from './dead-account.ts';
import { ACCOUNTS, at, createHubTrial, TELLINGS, type HubTrial, type Kept, type Stretch } from './hub-trial.ts';
import { withPostgres } from './postgres.ts';
import type { Figure } from './run.ts';

/** Webhooks a second that are asked for. */
const ASKED_FOR = 300;
const SECONDS = 8;
/** What is left when the load ends is worked within so long, or it was more than the hub could do. */
const HELD_MS = 1_000;
/** What it could do at most is more than it can hold: the next try is so much lower. */
const BELOW = 0.7;
const TRIES = 3;
/** A load that could not be sent at its rate was not held either. */
const ALMOST = 0.97;

/**
 * A hub of two processes on PostgreSQL, driven over HTTP: how long a webhook takes from its acceptance to its end, what it costs, and what
 * a dead account does to the others. Sessions are told of ten times each, of clients that the CRM knows; each makes a card and a record.
 */
export async function measureHub(): Promise<readonly Figure[]> {
  return await withPostgres(async (server) => {
    const trial = await createHubTrial(server);
    try {
      const { figures, held } = await measureLatency(trial);
      return [...figures, ...memoryFigures(trial), ...await measureDeadAccount(trial, Math.max(1, Math.round(held / 2)))];
    } finally {
      await trial.close();
    }
  });
}

/** At the rate asked for; where that is more than this machine can do, at the highest found that it holds. */
async function measureLatency(trial: HubTrial): Promise<{ readonly figures: readonly Figure[]; readonly held: number }> {
  const figures: Figure[] = [];
  let perSecond = ASKED_FOR;
  for (let tries = 1; ; tries++) {
    const [before, cpuBefore] = [await trial.kept(), cpuOf(trial)];
    const stretch = await trial.run({ perSecond, seconds: SECONDS, accounts: ACCOUNTS });
    const isHeld = stretch.leftMs <= HELD_MS && stretch.load.perSecond > perSecond * ALMOST;
    figures.push(...latencyFigures(perSecond, stretch, isHeld));
    if (isHeld || tries === TRIES) {
      const reached: Figure = { name: `end to end, held of ${ASKED_FOR}/s that were asked for`, value: isHeld ? stretch.load.perSecond : 0, unit: '/s' };
      return { figures: [...figures, reached, ...costFigures({ before, after: await trial.kept(), cpuBefore, cpuAfter: cpuOf(trial) })], held: perSecond };
    }
    perSecond = Math.max(1, Math.floor(workedPerSecond(stretch) * BELOW));
  }
}

const workedPerSecond = ({ latencies, leftMs }: Stretch): number => latencies.length / (SECONDS + leftMs / 1000);

function latencyFigures(perSecond: number, stretch: Stretch, isHeld: boolean): readonly Figure[] {
  const name = `end to end at ${perSecond}/s, ${ACCOUNTS} accounts${isHeld ? '' : ', NOT HELD'}`;
  return [
    ...(isHeld ? [] : [{ name: `${name}: worked off`, value: workedPerSecond(stretch), unit: '/s' }]),
    { name: `${name}: p50`, value: at(0.5, stretch.latencies), unit: 'ms' },
    { name: `${name}: p99`, value: at(0.99, stretch.latencies), unit: 'ms' },
  ];
}

const NAMES = ['intake', 'worker', 'PostgreSQL'] as const;

const cpuOf = ({ processes }: HubTrial): readonly number[] => NAMES.map((name) => processes[name].cpuSeconds());

interface Spending {
  readonly before: Kept;
  readonly after: Kept;
  readonly cpuBefore: readonly number[];
  readonly cpuAfter: readonly number[];
}

/** What one webhook costs, at a rate that is held. */
function costFigures({ before, after, cpuBefore, cpuAfter }: Spending): readonly Figure[] {
  const webhooks = after.webhooks - before.webhooks;
  return [
    { name: `each webhook, ${TELLINGS} to a session: deliveries worked`, value: (after.deliveries - before.deliveries) / webhooks, unit: '' },
    ...NAMES.map((name, nth) => ({ name: `each webhook: processor time of ${name}`, value: (((cpuAfter[nth] ?? 0) - (cpuBefore[nth] ?? 0)) * 1000) / webhooks, unit: 'ms' })),
    { name: 'each webhook: kept in PostgreSQL, with indexes', value: (after.disk - before.disk) / webhooks / 1000, unit: 'kB' },
    { name: 'each webhook: written to its log', value: (after.log - before.log) / webhooks / 1000, unit: 'kB' },
  ];
}

const memoryFigures = ({ processes: { intake, worker } }: HubTrial): readonly Figure[] =>
  Object.entries({ intake, worker }).map(([name, { memory }]) => ({ name: `memory of one ${name} after it (resident)`, value: memory?.() ?? 0, unit: 'MB' }));
