import { AsyncLocalStorage } from 'node:async_hooks';
import {
  context, ROOT_CONTEXT, SpanStatusCode, trace, TraceFlags,
  type Attributes, type Context, type ContextManager, type Span, type SpanKind, type SpanOptions, type SpanStatus, type Tracer,
} from '@opentelemetry/api';

/** A span that has ended, as an exporter is given it. */
export interface KeptSpan {
  readonly name: string;
  readonly kind: SpanKind | undefined;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | undefined;
  readonly attributes: Attributes;
  readonly status: SpanStatus;
  readonly startMs: number;
  readonly endMs: number;
}

/** What a host's SDK does, as small as it can be: spans are kept in the order in which they end. */
export function keepSpans() {
  const kept: KeptSpan[] = [];
  let serial = 0;
  const idOf = (digits: number): string => (++serial).toString(16).padStart(digits, '0');

  const tracer: Pick<Tracer, 'startSpan'> = {
    startSpan(name: string, { kind, attributes = {}, startTime }: SpanOptions = {}, within: Context = context.active()): Span {
      const parent = trace.getSpanContext(within);
      const own = { traceId: parent?.traceId ?? idOf(32), spanId: idOf(16), traceFlags: TraceFlags.SAMPLED };
      const startMs = typeof startTime === 'number' ? startTime : Date.now();
      let facts = attributes;
      let status: SpanStatus = { code: SpanStatusCode.UNSET };
      const span: Span = {
        spanContext: () => own,
        setAttribute: (key, value) => ((facts = { ...facts, [key]: value }), span),
        setAttributes: (more) => ((facts = { ...facts, ...more }), span),
        setStatus: (told) => ((status = told), span),
        addEvent: () => span,
        addLink: () => span,
        addLinks: () => span,
        updateName: () => span,
        isRecording: () => true,
        recordException: () => undefined,
        end: () => void kept.push({ name, kind, ...own, parentId: parent?.spanId, attributes: facts, status, startMs, endMs: Date.now() }),
      };
      return span;
    },
  };
  return { kept, tracer: tracer as Tracer };
}

/** Carries the context over every `await`, as the SDK of Node does. */
export function carryContext(): { stop(): void } {
  const storage = new AsyncLocalStorage<Context>();
  const manager: ContextManager = {
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (within, work, self, ...given) => storage.run(within, () => work.call(self, ...given)),
    bind: (_within, target) => target,
    enable: () => manager,
    disable: () => manager,
  };
  context.setGlobalContextManager(manager);
  return { stop: () => context.disable() };
}
