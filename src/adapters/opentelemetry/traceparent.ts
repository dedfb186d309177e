import { isSpanContextValid, type SpanContext } from '@opentelemetry/api';

// W3C Trace Context, version 00: https://www.w3.org/TR/trace-context/#traceparent-header
const FORM = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** A place in a trace as text; `undefined` when there is none, as without an SDK. */
export function writeTraceparent(span: SpanContext): string | undefined {
  if (!isSpanContextValid(span)) return undefined;
  return `00-${span.traceId}-${span.spanId}-${(span.traceFlags & 0xff).toString(16).padStart(2, '0')}`;
}

/** Reads such a text back; `undefined` for any other. */
export function readTraceparent(text: string): SpanContext | undefined {
  const [, traceId = '', spanId = '', flags = ''] = FORM.exec(text) ?? [];
  const span = { traceId, spanId, traceFlags: Number.parseInt(flags || '0', 16), isRemote: true };
  return isSpanContextValid(span) ? span : undefined;
}
