import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTelemetryTracing } from '../../src/adapters/opentelemetry/index.ts';
import { createConsoleTelemetry } from '../../src/adapters/system/index.ts';
import { carryContext, keepSpans, type KeptSpan } from '../adapters/opentelemetry/kept-spans.ts';
import { createWorld, type World } from '../rig/world.ts';

const PHONE = '5511987651234';
const NAME = 'Ana Souza';

describe('the traces of a hub', () => {
  const { kept, tracer } = keepSpans();
  let carried: { stop(): void };
  const sent: string[] = [];
  /** Looks at what leaves for the outside. */
  const outgoingFetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    sent.push(JSON.stringify([...request.headers]));
    return await fetch(request);
  };
  let world: World;

  beforeAll(async () => {
    carried = carryContext();
    world = await createWorld({ hub: { outgoingFetch, telemetry: { ...createConsoleTelemetry({ level: 'silent' }), ...openTelemetryTracing({ tracer }) } } });
    await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
    world.ploomes.addContact({ name: NAME, phone: `+${PHONE}` });
    await world.rest();
    world.neppo.startSession({ phone: PHONE, name: NAME, group: 'Vendas', channel: 'whatsapp' });
    await world.rest();
  });
  afterAll(async () => {
    await world.close();
    carried.stop();
  });

  const spanCalled = (name: string): KeptSpan | undefined => kept.find((span) => span.name === name);

  /** A span and all that it lies below, up to the root of its trace. */
  function lineOf(span: KeptSpan | undefined): readonly KeptSpan[] {
    const parent = span?.parentId === undefined ? undefined : kept.find(({ spanId }) => spanId === span.parentId);
    return span === undefined ? [] : [span, ...lineOf(parent)];
  }

  test('HUB-04: one leads from the webhook, over every delivery that followed, to the call that opened the card', () => {
    const line = lineOf(spanCalled('POST /Deals'));
    expect(line.map(({ name }) => name)).toEqual(['POST /Deals', 'vinculo work', 'vinculo work', 'vinculo accept', 'POST /hooks/neppo/:token']);
    expect(new Set(line.map(({ traceId }) => traceId)).size).toBe(1);
    expect(line.map(({ kind }) => kind)).toEqual([SpanKind.CLIENT, SpanKind.CONSUMER, SpanKind.CONSUMER, SpanKind.PRODUCER, SpanKind.SERVER]);
    expect(line.at(-1)?.parentId).toBeUndefined();
  });

  test('HUB-04: the call that wrote the record lies in the same one', () => {
    expect(lineOf(spanCalled('POST /InteractionRecords')).at(-1)).toBe(lineOf(spanCalled('POST /Deals')).at(-1));
  });

  test('work is told by ids and codes: which delivery, of which connection, and how it ended', async () => {
    const [, settled, followed] = lineOf(spanCalled('POST /Deals'));
    expect(settled?.attributes).toMatchObject({ 'vinculo.connection': 'acme', 'vinculo.kind': 'settle-stay', 'vinculo.end': 'done' });
    expect(followed?.attributes).toMatchObject({ 'vinculo.source': 'neppo', 'vinculo.end': 'awaiting' });
    const { rows } = await world.hub().deliveries.list({ kind: 'settle-stay' }, { limit: 1 });
    expect(settled?.attributes['vinculo.delivery']).toBe(rows[0]?.id);
  });

  test('calls are told by route and outcome', () => {
    expect(spanCalled('POST /Deals')?.attributes).toEqual({ 'vinculo.system': 'ploomes', 'vinculo.outcome': 'ok' });
  });

  test('what goes wrong marks its span, by its code alone', async () => {
    world.ploomes.faults({ route: 'POST /Deals', status: 400, times: 1 });
    world.neppo.startSession({ phone: PHONE, name: NAME, group: 'Vendas', channel: 'whatsapp' });
    await world.rest();
    const failed = kept.filter(({ status }) => status.code === SpanStatusCode.ERROR);
    expect(failed.map(({ name, status }) => [name, status.message])).toEqual([['POST /Deals', 'port.refused'], ['vinculo work', 'port.refused']]);
  });

  test('HUB-05, ACT-04: no span holds a phone, a name or the token of a hook', () => {
    const told = JSON.stringify(kept);
    const [token = 'none'] = world.hooks.neppo.split('/').toReversed();
    expect([PHONE, PHONE.slice(2), NAME, token].filter((text) => told.includes(text))).toEqual([]);
  });

  test('two webhooks are two traces, whatever their sender says of its own', async () => {
    const before = kept.length;
    const theirs = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    for (const body of ['{"a":1}', '{"a":2}']) await fetch(world.hooks.neppo, { method: 'POST', body, headers: { traceparent: theirs } });
    const accepted = kept.slice(before).filter(({ name }) => name === 'POST /hooks/neppo/:token');
    expect(new Set(accepted.map(({ traceId }) => traceId)).size).toBe(2);
    expect(JSON.stringify(kept)).not.toContain('0af7651916cd43dd8448eb211c80319c');
  });

  test('nothing of a trace is sent to an outside system', () => {
    expect(sent.length).toBeGreaterThan(5);
    expect(sent.filter((headers) => headers.includes('traceparent'))).toEqual([]);
  });
});
