import type { Metrics } from '../adapters/system/index.ts';
import type { Span, Telemetry } from '../ports/index.ts';

/** Where the hub says what it does: every method is there, whatever the host brought. */
export type HubTelemetry = Required<Telemetry> & { readonly traces: 'kept' | 'not-kept' };

/** Tells the host's telemetry, and counts for `/metrics`, which is there whatever the host brought. */
export function createHubTelemetry(given: Telemetry, metrics: Metrics): HubTelemetry {
  return {
    traces: given.span === undefined ? 'not-kept' : 'kept',
    count(name, labels, by) {
      metrics.count(name, labels, by);
      given.count(name, labels, by);
    },
    observe(name, value, labels) {
      metrics.observe(name, value, labels);
      given.observe?.(name, value, labels);
    },
    log: (level, event, fields) => given.log(level, event, fields),
    span: async (name, wish, work) => await (given.span === undefined ? work(UNTRACED) : given.span(name, wish, work)),
  };
}

const UNTRACED: Span = { note: () => undefined, failed: () => undefined };
