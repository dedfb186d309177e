import type { Telemetry } from '../../ports/telemetry.ts';

const LEVELS = ['info', 'warn', 'error'] as const;

/** Telemetry that also shows its counters. */
export interface ConsoleTelemetry extends Telemetry {
  /** Every counter so far, in Prometheus' text format. */
  metricsText(): string;
}

/** What is written, and where. */
export interface ConsoleTelemetryOptions {
  /** The least that is worth a line; `silent` writes none. @defaultValue 'info' */
  readonly level?: (typeof LEVELS)[number] | 'silent';
  /** Takes one line without its end. @defaultValue the error stream, so that standard output stays the program's own */
  readonly write?: (line: string) => void;
  readonly now?: () => Date;
}

/** Writes what happens as lines of JSON and counts in the process. */
export function createConsoleTelemetry(options: ConsoleTelemetryOptions = {}): ConsoleTelemetry {
  const { level: least = 'info', write = writeError, now = () => new Date() } = options;
  const counters = new Map<string, Map<string, number>>();

  return {
    count(name, labels = {}) {
      const series = counters.get(name) ?? new Map<string, number>();
      const key = labelText(labels);
      counters.set(name, series.set(key, (series.get(key) ?? 0) + 1));
    },
    log(level, event, fields = {}) {
      if (least === 'silent' || LEVELS.indexOf(level) < LEVELS.indexOf(least)) return;
      const line = { at: now().toISOString(), level, event };
      // A field called like one of ours must not take its place.
      write(JSON.stringify({ ...line, ...fields, ...line }));
    },
    metricsText: () => [...counters].toSorted(byName).map(([name, series]) => metricText(name, series)).join(''),
  };
}

const writeError = (line: string): void => void process.stderr.write(`${line}\n`);

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

function metricText(name: string, series: ReadonlyMap<string, number>): string {
  const metric = name.replaceAll(/[^a-zA-Z0-9_]/g, '_');
  const lines = [...series].toSorted(byName).map(([labels, count]) => `${metric}${labels} ${count}\n`);
  return `# TYPE ${metric} counter\n${lines.join('')}`;
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).toSorted(byName).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const escaped = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
