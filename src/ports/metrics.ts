/** What a metric is: something that only grows, something that is, or a distribution in seconds. */
interface MetricOf {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  /** One sentence for whoever reads it on a board. */
  readonly help: string;
  /** In the order in which they are written. What they hold is an id, a code or a name of ours, never personal data (HUB-05). */
  readonly labels: readonly string[];
  /** Upper ends of a distribution, in the metric's unit. */
  readonly buckets?: readonly number[];
}

const CALL_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] as const;
const DELIVERY_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 86_400] as const;

/**
 * Every metric of a hub, under the name by which Prometheus asks for it. Names and labels are public: boards and alarms are built on
 * them, so they change only with a major version. Counters and distributions are those of one process; gauges are read from the store
 * when they are asked for, so that all processes of a hub tell the same.
 */
export const METRICS = {
  vinculo_deliveries_accepted_total: {
    kind: 'counter', labels: ['connection', 'system', 'outcome'],
    help: 'Webhooks that came in and were kept, by what became of them at the door: stored, repeated, set-aside.',
  },
  vinculo_deliveries_refused_total: {
    kind: 'counter', labels: ['system', 'reason'],
    help: 'Webhooks that were refused and not kept: unknown-token, not-authentic, too-large.',
  },
  vinculo_deliveries_worked_total: {
    kind: 'counter', labels: ['connection', 'end', 'reason'],
    help: 'Workings of deliveries by how they ended: done, awaiting, later, set-aside. The last two have a reason.',
  },
  vinculo_delivery_duration_seconds: {
    kind: 'histogram', labels: ['connection', 'source'], buckets: DELIVERY_SECONDS,
    help: 'From the moment a delivery was accepted to its first end, for those from outside and from the host.',
  },
  vinculo_calls_total: {
    kind: 'counter', labels: ['system', 'outcome'],
    help: 'Calls to outside systems, by what they came to: ok, or the code of the failure.',
  },
  vinculo_call_duration_seconds: {
    kind: 'histogram', labels: ['system'], buckets: CALL_SECONDS,
    help: 'How long calls to outside systems took.',
  },
  vinculo_echoes_total: {
    kind: 'counter', labels: ['connection', 'what', 'outcome'],
    help: 'Changes that were told of a contact, client or agents while an own write was awaited back: echo, or near-miss where something else stood there.',
  },
  vinculo_store_commits_total: {
    kind: 'counter', labels: [],
    help: 'Transactions that this process wrote to the store.',
  },
  vinculo_store_up: {
    kind: 'gauge', labels: [],
    help: '1 when the store answered in time for this reading, else 0 and the other gauges are left out.',
  },
  vinculo_deliveries_pending: {
    kind: 'gauge', labels: ['connection'],
    help: 'Deliveries that have not ended, those that wait for a later time included.',
  },
  vinculo_lanes_open: {
    kind: 'gauge', labels: ['connection'],
    help: 'Lanes that hold deliveries which have not ended.',
  },
  vinculo_lag_seconds: {
    kind: 'gauge', labels: ['connection'],
    help: 'For how long the delivery that waits longest could have been worked; 0 when none is due.',
  },
  vinculo_dead_letters: {
    kind: 'gauge', labels: ['connection', 'reason'],
    help: 'Deliveries that stand set aside and were not played again.',
  },
  vinculo_checks_failing: {
    kind: 'gauge', labels: ['connection', 'outcome'],
    help: "Checks of the doctor that failed when it last looked, by what they come to: blocking, warning.",
  },
  vinculo_budget_calls_left: {
    kind: 'gauge', labels: ['account'],
    help: 'Calls that anybody may make to a remote account at once, before its limit holds them back.',
  },
  vinculo_account_pause_seconds: {
    kind: 'gauge', labels: ['account'],
    help: 'For how long a remote account is still to be left alone, as it asked for; 0 when it is not.',
  },
} as const satisfies Readonly<Record<string, MetricOf>>;

/** The name of one of {@link METRICS}. */
export type MetricName = keyof typeof METRICS;

type NameOf<Kind extends MetricOf['kind']> = { [Name in MetricName]: (typeof METRICS)[Name]['kind'] extends Kind ? Name : never }[MetricName];

/** The names of what only grows. */
export type CounterName = NameOf<'counter'>;
/** The names of what is read when it is asked for. */
export type GaugeName = NameOf<'gauge'>;
/** The names of distributions. */
export type HistogramName = NameOf<'histogram'>;

/** The labels of a metric, all of them. */
export type LabelsOf<Name extends MetricName> = Readonly<Record<(typeof METRICS)[Name]['labels'][number], string>>;

/** One reading of a gauge. */
export type Reading = { [Name in GaugeName]: { readonly name: Name; readonly labels: LabelsOf<Name>; readonly value: number } }[GaugeName];
