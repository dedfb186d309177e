import type { CounterName, HistogramName, LabelsOf } from './metrics.ts';

/** What is told of one piece of work: ids, codes and counts, never personal data or secrets (HUB-05). */
export type Facts = Readonly<Record<string, string | number>>;

/** One piece of work within a trace, while it goes on. */
export interface Span {
  /** Where it stands, in the form of W3C Trace Context, for what follows from it elsewhere; absent when nothing is traced. */
  readonly traceparent?: string;
  /** Adds what is known only now. */
  note(facts: Facts): void;
  /** It came to nothing good, and this code says why. */
  failed(code: string): void;
}

/** What a piece of work is called and where it belongs. */
export interface SpanWish {
  /** `server`: asked by the outside; `producer`: hands over to later work; `consumer`: takes that up; `client`: asks the outside. */
  readonly kind: 'server' | 'producer' | 'consumer' | 'client';
  readonly facts?: Facts;
  /** The `traceparent` of the work that led to it. @defaultValue the work within which it is begun */
  readonly parent?: string;
  /** For work that is told of only when it is over: so long ago it began. */
  readonly beganMsAgo?: number;
}

/** Where the hub says what it does. Fields hold ids, codes and counts, never personal data or secrets (HUB-05). */
export interface Telemetry {
  /** Adds one, or `by`, to a counter of {@link METRICS}. */
  count<Name extends CounterName>(name: Name, labels: LabelsOf<Name>, by?: number): void;
  /** Notes one measurement of a distribution of {@link METRICS}, in its unit. */
  observe?<Name extends HistogramName>(name: Name, value: number, labels: LabelsOf<Name>): void;
  log(level: 'info' | 'warn' | 'error', event: string, fields?: Facts): void;
  /**
   * Runs the work as a span of a trace, and gives what it gives; whatever it throws ends the span as failed and is thrown on. Absent:
   * nothing is traced.
   */
  span?<Result>(name: string, wish: SpanWish, work: (span: Span) => Promise<Result>): Promise<Result>;
}
