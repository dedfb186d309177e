import {
  context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace,
  type Context, type Span as ApiSpan, type Tracer,
} from '@opentelemetry/api';
import { isIntegrationError } from '../../domain/kernel/error.ts';
import type { Span, SpanWish, Telemetry } from '../../ports/telemetry.ts';
import { readTraceparent, writeTraceparent } from './traceparent.ts';

/** Where spans go. */
export interface OpenTelemetryOptions {
  /** @defaultValue the tracer `vinculo` of whatever SDK the host has registered, now or later */
  readonly tracer?: Tracer;
}

/**
 * Traces what a hub does through the OpenTelemetry API: one trace from a webhook to the calls that came of it, however much later
 * and in whichever process. The host brings the SDK, which says what is sampled and where it is sent; without one nothing is kept.
 *
 * @example
 * const [logs, traces] = [pinoTelemetry(), openTelemetryTracing()];
 * const telemetry = { ...logs, ...traces };
 */
export function openTelemetryTracing({ tracer = trace.getTracer('vinculo') }: OpenTelemetryOptions = {}): Required<Pick<Telemetry, 'span'>> {
  return {
    async span(name, wish, work) {
      const parent = parentOf(wish);
      const span = tracer.startSpan(name, {
        kind: KINDS[wish.kind],
        ...(wish.facts === undefined ? {} : { attributes: wish.facts }),
        ...(wish.beganMsAgo === undefined ? {} : { startTime: Date.now() - wish.beganMsAgo }),
      }, parent);
      try {
        return await context.with(trace.setSpan(parent, span), async () => await work(asOurs(span)));
      } catch (thrown) {
        fail(span, codeOf(thrown));
        throw thrown;
      } finally {
        span.end();
      }
    },
  };
}

const KINDS: Readonly<Record<SpanWish['kind'], SpanKind>> = {
  server: SpanKind.SERVER, producer: SpanKind.PRODUCER, consumer: SpanKind.CONSUMER, client: SpanKind.CLIENT,
};

/** The work that was kept with the delivery; else the work around this one. A parent that cannot be read begins a trace of its own. */
function parentOf({ parent }: SpanWish): Context {
  if (parent === undefined) return context.active();
  const read = readTraceparent(parent);
  return read === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, read);
}

function asOurs(span: ApiSpan): Span {
  const traceparent = writeTraceparent(span.spanContext());
  return {
    ...(traceparent === undefined ? {} : { traceparent }),
    note: (facts) => void span.setAttributes(facts),
    failed: (code) => fail(span, code),
  };
}

/** Codes alone: the text of an error that is not ours may hold anything. */
function fail(span: ApiSpan, code: string): void {
  span.setAttribute('error.type', code);
  span.setStatus({ code: SpanStatusCode.ERROR, message: code });
}

const codeOf = (thrown: unknown): string => (isIntegrationError(thrown) ? thrown.code : 'defect.unexpected');
