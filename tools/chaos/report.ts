import type { LostDelivery } from './taken-deliveries.ts';
import type { JudgedDouble } from './check/check-doubles.ts';

/** What came of a run. */
export interface ChaosReport {
  readonly seed: string;
  readonly store: 'sqlite' | 'postgres';
  readonly accounts: number;
  readonly processes: string;
  readonly seconds: number;
  readonly deliveries: {
    /** Answered with 2xx. */
    readonly accepted: number;
    readonly refusedAttempts: number;
    readonly sentTwiceAtOnce: number;
    readonly stored: number;
    readonly lost: number;
    readonly lostOnes: readonly LostDelivery[];
    readonly unended: number;
    readonly unendedOnes: Readonly<Record<string, number>>;
    readonly perSecond: number;
  };
  readonly sessions: number;
  readonly cards: number;
  readonly records: number;
  readonly outOfOrder: number;
  readonly outOfOrderOnes: readonly string[];
  readonly wrong: readonly string[];
  readonly doubles: readonly JudgedDouble[];
  /** Set aside for other reasons than that nothing could be made of them. */
  readonly setAside: Readonly<Record<string, number>>;
  /** How often each kind of fault happened; the outside's at so many accounts' calls. */
  readonly faults: Readonly<Record<string, number>>;
  readonly latencyMs: { readonly accept: Percentiles; readonly end: Percentiles };
  /** Processes that ended by themselves. */
  readonly fallen: number;
  /** What the hub's processes and its database used of the processors. */
  readonly cpuSeconds: Readonly<Record<string, number>>;
  readonly memoryMegabytes: Readonly<Record<string, number>>;
  readonly verdict: readonly string[];
}

export interface Percentiles {
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
}

/** What was made twice is to be seen by a person so soon. */
export const LISTED_WITHIN_MS = 60_000;

/** What of the promises was not kept, in a sentence each; empty when all were. */
export function brokenPromises({ deliveries, outOfOrder, wrong, doubles, setAside, fallen }: Omit<ChaosReport, 'verdict'>): readonly string[] {
  const unforced = doubles.filter(({ of }) => of === 'something else');
  const undetected = doubles.filter(({ listedAfterMs }) => listedAfterMs === undefined || listedAfterMs > LISTED_WITHIN_MS);
  return [
    ...(deliveries.lost === 0 ? [] : [`${deliveries.lost} deliveries were lost`]),
    ...(deliveries.unended === 0 ? [] : [`${deliveries.unended} deliveries have no end`]),
    ...(fallen === 0 ? [] : [`${fallen} processes ended by themselves`]),
    ...(outOfOrder === 0 ? [] : [`${outOfOrder} deliveries were worked out of order`]),
    ...(wrong.length === 0 ? [] : [`${wrong.length} sessions or clients have not what they should`]),
    ...(undetected.length === 0 ? [] : [`${undetected.length} doubles were not listed within a minute`]),
    ...(unforced.length === 0 ? [] : [`${unforced.length} doubles without a freeze`]),
    ...Object.entries(setAside).map(([reason, count]) => `${count} deliveries were set aside (${reason})`),
  ];
}

/** The report for people to read. */
export function composeReport(report: ChaosReport): string {
  const { deliveries, latencyMs, doubles } = report;
  const rows: readonly (readonly [string, string | number])[] = [
    ['seed', report.seed], ['store', report.store], ['processes', report.processes], ['accounts', report.accounts],
    ['seconds', report.seconds],
    ['deliveries accepted', deliveries.accepted], ['… a second', deliveries.perSecond],
    ['attempts that nobody took (sent again)', deliveries.refusedAttempts],
    ['deliveries sent to two doors at once', deliveries.sentTwiceAtOnce],
    ['deliveries in the store, own ones included', deliveries.stored],
    ['sessions told to their end', report.sessions], ['cards', report.cards], ['records', report.records],
    ['accept, ms: p50 / p99 / worst', shown(latencyMs.accept)], ['to the end, ms: p50 / p99 / worst', shown(latencyMs.end)],
    ...Object.entries(report.memoryMegabytes).map(([name, megabytes]) => [`memory of ${name}, MB`, megabytes] as const),
    ...Object.entries(report.cpuSeconds).map(([name, seconds]) => [`processor time of ${name}, s`, seconds] as const),
    ...Object.entries(report.faults).map(([name, count]) => [`survived: ${name}`, count] as const),
    ['lost', deliveries.lost], ['without an end', deliveries.unended], ['out of order', report.outOfOrder], ['wrong', report.wrong.length],
    ['doubles', doubles.length], ['doubles of a freeze', doubles.filter(({ of }) => of === 'a freeze').length], ['doubles not listed', doubles.filter(({ listedAfterMs }) => listedAfterMs === undefined).length],
  ];
  const details = [...deliveries.lostOnes.slice(0, 10).map((lost) => `lost: ${JSON.stringify(lost)}`), ...Object.entries(deliveries.unendedOnes).map(([what, count]) => `without an end: ${what} (${count})`), ...report.outOfOrderOnes, ...report.wrong.slice(0, 40), ...doubles.map((double) => `double: ${JSON.stringify(double)}`)];
  return [
    ...rows.map(([name, value]) => `${name.padEnd(52)} ${String(value).padStart(24)}`),
    ...details,
    report.verdict.length === 0 ? 'Every promise was kept.' : `NOT KEPT: ${report.verdict.join('; ')}.`,
    '',
  ].join('\n');
}

const shown = ({ p50, p99, worst }: Percentiles): string => [p50, p99, worst].map((ms) => Math.round(ms)).join(' / ');
