import { setTimeout as sleep } from 'node:timers/promises';
import { at, type HubTrial } from './hub-trial.ts';
import { median } from './load.ts';
import type { Figure } from './run.ts';

/** Few accounts, so that the dead one has a twentieth of the traffic and its calls come to take as many hands as one account may have. */
const ACCOUNTS = 20;
const DEAD = 7;
const PAIRS = 10;
const [SETTLE_MS, WINDOW_MS] = [1_500, 4_000] as const;
const SLACK_SECONDS = 2;

type Kind = 'with' | 'without';

/** The other accounts' p99 while the CRM of one never answers, against the same without, turn about under one steady load. */
export async function measureDeadAccount(trial: HubTrial, perSecond: number): Promise<readonly Figure[]> {
  const seconds = (2 * PAIRS * (SETTLE_MS + WINDOW_MS)) / 1000 + SLACK_SECONDS;
  const loading = trial.run({ perSecond, seconds, accounts: ACCOUNTS });
  const windows: { readonly kind: Kind; readonly from: Date; readonly until: Date }[] = [];
  await sleep(SETTLE_MS);
  for (const kind of turnAbout(PAIRS)) {
    trial.silence(kind === 'with' ? DEAD : undefined);
    await sleep(SETTLE_MS);
    const from = new Date();
    await sleep(WINDOW_MS);
    windows.push({ kind, from, until: new Date() });
  }
  trial.silence(undefined);
  await loading;

  const tails: Record<Kind, number[]> = { with: [], without: [] };
  for (const { kind, from, until } of windows) tails[kind].push(at(0.99, await trial.latencies(from, until, DEAD)));
  // Each beside its neighbour in time, so that what the machine does besides falls on both.
  const shares = tails.with.map((tail, nth) => tail / (tails.without[nth] ?? tail));
  const [odd, even] = [1, 0].map((rest) => median(tails.without.filter((_, nth) => nth % 2 === rest)));
  return [
    { name: `${ACCOUNTS - 1} accounts, at ${perSecond}/s with the 20th, all well: p99, ${PAIRS} windows`, value: median(tails.without), unit: 'ms' },
    { name: 'the same while the CRM of the 20th never answers', value: median(tails.with), unit: 'ms' },
    { name: 'other accounts while one is dead, share of without', key: 'othersP99WithOneDead', value: median(shares), unit: '' },
    { name: 'all well, share of all well: what this machine cannot tell apart', value: Math.max((odd ?? 0) / (even ?? 1), (even ?? 0) / (odd ?? 1)), unit: '' },
  ];
}

/** without, with, with, without, and so on, so that what only grows with time falls on both alike. */
const turnAbout = (pairs: number): readonly Kind[] =>
  Array.from({ length: pairs }, (_, nth): readonly Kind[] => (nth % 2 === 0 ? ['without', 'with'] : ['with', 'without'])).flat();
