import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTelemetryTracing } from '../../../src/adapters/opentelemetry/index.ts';
import { PortFailure } from '../../../src/ports/index.ts';
import { carryContext, keepSpans } from './kept-spans.ts';

describe('tracing through OpenTelemetry', () => {
  let carried: { stop(): void };
  beforeAll(() => {
    carried = carryContext();
  });
  afterAll(() => carried.stop());

  test('gives what the work gives, and ends its span', async () => {
    const { kept, tracer } = keepSpans();
    const { span } = openTelemetryTracing({ tracer });
    expect(await span('work', { kind: 'consumer', facts: { 'vinculo.delivery': 'd1' } }, async (own) => (own.note({ 'vinculo.end': 'done' }), 42))).toBe(42);
    expect(kept).toMatchObject([{ name: 'work', kind: SpanKind.CONSUMER, attributes: { 'vinculo.delivery': 'd1', 'vinculo.end': 'done' }, status: { code: SpanStatusCode.UNSET } }]);
  });

  test('puts a span below the one around it', async () => {
    const { kept, tracer } = keepSpans();
    const { span } = openTelemetryTracing({ tracer });
    await span('outer', { kind: 'server' }, async () => {
      await Promise.resolve();
      await span('inner', { kind: 'client' }, async () => undefined);
    });
    const [inner, outer] = kept;
    expect([inner?.traceId, inner?.parentId, outer?.parentId]).toEqual([outer?.traceId, outer?.spanId, undefined]);
  });

  test('puts a span below one that was kept as text, and not below the one around it', async () => {
    const { kept, tracer } = keepSpans();
    const { span } = openTelemetryTracing({ tracer });
    const parent = await span('accepted', { kind: 'producer' }, async ({ traceparent }) => traceparent ?? 'none');
    await span('around', { kind: 'server' }, async () => await span('worked', { kind: 'consumer', parent }, async () => undefined));
    const [accepted, worked, around] = kept;
    expect(parent).toBe(`00-${accepted?.traceId}-${accepted?.spanId}-01`);
    expect([worked?.traceId, worked?.parentId]).toEqual([accepted?.traceId, accepted?.spanId]);
    expect(around?.traceId).not.toBe(accepted?.traceId);
  });

  test.each(['', 'nonsense', `00-${'0'.repeat(32)}-${'1'.repeat(16)}-01`, `01-${'1'.repeat(32)}-${'1'.repeat(16)}-01`])(
    'begins a trace of its own where the text is none: %j', async (parent) => {
      const { kept, tracer } = keepSpans();
      const { span } = openTelemetryTracing({ tracer });
      await span('around', { kind: 'server' }, async () => await span('worked', { kind: 'consumer', parent }, async () => undefined));
      expect(kept[0]?.parentId).toBeUndefined();
    },
  );

  test('tells of a failure by its code alone, and throws it on', async () => {
    const { kept, tracer } = keepSpans();
    const { span } = openTelemetryTracing({ tracer });
    const failure = new PortFailure('port.refused', 'POST /Deals answered 400.');
    await expect(span('a', { kind: 'client' }, async () => await Promise.reject(failure))).rejects.toBe(failure);
    await expect(span('b', { kind: 'client' }, async () => await Promise.reject(new Error('5511987654321')))).rejects.toThrow('5511987654321');
    expect(kept.map(({ status, attributes }) => [status, attributes['error.type']])).toEqual([
      [{ code: SpanStatusCode.ERROR, message: 'port.refused' }, 'port.refused'],
      [{ code: SpanStatusCode.ERROR, message: 'defect.unexpected' }, 'defect.unexpected'],
    ]);
  });

  test('gives work that is told of afterwards its length', async () => {
    const { kept, tracer } = keepSpans();
    await openTelemetryTracing({ tracer }).span('call', { kind: 'client', beganMsAgo: 250 }, async () => undefined);
    const [tookMs] = kept.map(({ startMs, endMs }) => endMs - startMs);
    expect(tookMs).toBeGreaterThanOrEqual(250);
    expect(tookMs).toBeLessThan(2_500);
  });

  test('keeps nothing and costs no failure without an SDK', async () => {
    const { span } = openTelemetryTracing();
    expect(await span('work', { kind: 'consumer' }, async ({ traceparent }) => traceparent)).toBeUndefined();
  });
});
