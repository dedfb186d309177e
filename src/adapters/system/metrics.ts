import {
  METRICS, type CounterName, type HistogramName, type LabelsOf, type MetricName, type Reading,
} from '../../ports/metrics.ts';

/** Counts within one process, and shows its counts to Prometheus. */
export interface Metrics {
  count<Name extends CounterName>(name: Name, labels: LabelsOf<Name>, by?: number): void;
  observe<Name extends HistogramName>(name: Name, value: number, labels: LabelsOf<Name>): void;
  /** Everything so far, with gauges as they were read now, in Prometheus' text format 0.0.4. */
  text(readings: readonly Reading[]): string;
}

/**
 * A metric keeps so many combinations of labels. What comes later is counted under {@link BEYOND}, so that sums stay true and memory
 * stays small whatever a label is given.
 */
const MOST_SERIES = 2_000;
/** Stands for every label of what came when a metric was full. */
const BEYOND = 'other';
const LONGEST_LABEL = 120;

/** One combination of labels: what was counted, or, of a distribution, how much lay at or below each of its ends. */
interface Series {
  readonly values: readonly string[];
  sum: number;
  count: number;
  readonly atMost: number[];
}

type Family = Map<string, Series>;

/**
 * Makes the counts of one process, all at zero.
 *
 * @param options - `mostSeries`: how many combinations of labels one metric keeps.
 */
export function createMetrics({ mostSeries = MOST_SERIES }: { readonly mostSeries?: number } = {}): Metrics {
  const families = new Map<MetricName, Family>();

  const seriesOf = (name: MetricName, labels: Readonly<Record<string, string>>): Series => {
    const family = families.get(name) ?? new Map<string, Series>();
    families.set(name, family);
    const values = METRICS[name].labels.map((label) => (labels[label] ?? '').slice(0, LONGEST_LABEL));
    return family.get(keyOf(values)) ?? begin(family, family.size < mostSeries ? values : values.map(() => BEYOND));
  };

  return {
    count: (name, labels, by = 1) => void (seriesOf(name, labels).count += by),
    observe(name, value, labels) {
      const series = seriesOf(name, labels);
      series.count += 1;
      series.sum += value;
      for (const [place, end] of METRICS[name].buckets.entries()) if (value <= end) series.atMost[place] = (series.atMost[place] ?? 0) + 1;
    },
    text(readings) {
      const read = Map.groupBy(readings, ({ name }): MetricName => name);
      return namesOf(METRICS).map((name) => familyText(name, [...families.get(name)?.values() ?? []], read.get(name) ?? [])).join('');
    },
  };
}

const keyOf = (values: readonly string[]): string => JSON.stringify(values);

function begin(family: Family, values: readonly string[]): Series {
  const series = family.get(keyOf(values)) ?? { values, sum: 0, count: 0, atMost: [] };
  family.set(keyOf(values), series);
  return series;
}

const namesOf = (metrics: typeof METRICS): readonly MetricName[] => parseNames(Object.keys(metrics));
const parseNames = (names: readonly string[]): readonly MetricName[] => names as readonly MetricName[];

function familyText(name: MetricName, kept: readonly Series[], readings: readonly Reading[]): string {
  const { kind, help, labels } = METRICS[name];
  const head = [`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`];
  return [...head, ...linesOf(name, kind === 'counter' && labels.length === 0 && kept.length === 0 ? [NOTHING] : kept, readings), ''].join('\n');
}

/** What has no labels is shown from the beginning. */
const NOTHING: Series = { values: [], sum: 0, count: 0, atMost: [] };

function linesOf(name: MetricName, kept: readonly Series[], readings: readonly Reading[]): readonly string[] {
  const metric = METRICS[name];
  switch (metric.kind) {
    case 'counter': return kept.map(({ values, count }) => sample(name, pairsOf(metric.labels, values), count));
    case 'gauge': return readings.map(({ labels, value }) => sample(name, Object.entries(labels), value));
    case 'histogram': return kept.flatMap((series) => distribution(name, pairsOf(metric.labels, series.values), metric.buckets, series));
  }
}

type Pairs = readonly (readonly [label: string, value: string])[];

const pairsOf = (labels: readonly string[], values: readonly string[]): Pairs => labels.map((label, place) => [label, values[place] ?? '']);

const distribution = (name: string, pairs: Pairs, ends: readonly number[], { sum, count, atMost }: Series): readonly string[] => [
  ...ends.map((end, place) => sample(`${name}_bucket`, [...pairs, ['le', String(end)]], atMost[place] ?? 0)),
  sample(`${name}_bucket`, [...pairs, ['le', '+Inf']], count),
  sample(`${name}_sum`, pairs, sum),
  sample(`${name}_count`, pairs, count),
];

function sample(name: string, pairs: Pairs, value: number): string {
  const written = pairs.map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${written.length === 0 ? '' : `{${written.join(',')}}`} ${value}`;
}

const escaped = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
