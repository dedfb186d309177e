import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { DeliveryId } from '../../../src/ports/index.ts';
import { createWorld, OPERATOR_KEY, type World } from '../../rig/world.ts';

const reference = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({
    operationId: z.string(),
    parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })),
    requestBody: z.looseObject({ content: z.record(z.string(), z.object({ schema: z.unknown() })) }).optional(),
    responses: z.record(z.string(), z.looseObject({ content: z.record(z.string(), z.object({ schema: z.unknown() })) })),
  }))),
  components: z.object({ schemas: z.record(z.string(), z.unknown()), securitySchemes: z.unknown() }),
});

let world: World;
let told: z.infer<typeof reference>;
beforeAll(async () => {
  world = await createWorld();
  await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
  world.ploomes.addContact({ name: 'Ana Souza', phone: '+5511987654321' });
  await world.rest();
  world.neppo.startSession({ phone: '5511987654321', group: 'Vendas' });
  await world.rest();
  told = reference.parse(await (await fetch(`${world.hubUrl}/v1/openapi.json`)).json());
});
afterAll(async () => await world.close());

interface Sent {
  readonly body?: unknown;
  readonly key?: string;
}

/** Asks the hub over real HTTP, as an operator. */
async function ask(path: string, { body, key }: Sent = {}): Promise<{ readonly status: number; readonly json: unknown; readonly headers: Headers }> {
  const response = await fetch(`${world.hubUrl}${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: { authorization: `Bearer ${OPERATOR_KEY}`, ...(key === undefined ? {} : { 'idempotency-key': key }) },
  });
  return { status: response.status, json: await response.json(), headers: response.headers };
}

/** A schema of the published document, with what it refers to. */
function published(schema: unknown): z.ZodType {
  const whole = JSON.stringify({ ...Object(schema), $defs: told.components.schemas }).replaceAll('#/components/schemas/', '#/$defs/');
  return z.fromJSONSchema(z.record(z.string(), z.unknown()).parse(JSON.parse(whole)));
}

const answersOf = (path: string, method: 'get' | 'post') => told.paths[path]?.[method]?.responses ?? {};

function expectAsPublished(path: string, method: 'get' | 'post', { status, json, headers }: { readonly status: number; readonly json: unknown; readonly headers: Headers }): void {
  const type = headers.get('content-type')?.split(';')[0] ?? '';
  const schema = answersOf(path, method)[String(status)]?.content[type]?.schema;
  expect({ path, status, type, isTold: schema !== undefined }).toEqual({ path, status, type, isTold: true });
  expect(published(schema).safeParse({ somethingElse: 1 }).success).toBe(false);
  const read = published(schema).safeParse(json);
  expect({ path, status, problems: read.error?.issues }).toEqual({ path, status, problems: undefined });
}

async function deadLetter(body = 'no JSON'): Promise<DeliveryId> {
  await fetch(world.hooks.neppo, { method: 'POST', body });
  const { rows } = await world.hub().deliveries.list({ state: 'set-aside', source: 'neppo' }, { limit: 1 });
  return rows[0]?.id ?? ('none' as DeliveryId);
}

const problemIn = (json: unknown): string => z.looseObject({ type: z.string() }).parse(json).type.replace('urn:vinculo:problem:', '');

describe('the reference of the interface', () => {
  test('is OpenAPI 3.1, and open to everybody', () => {
    expect(told.openapi).toBe('3.1.0');
    expect(Object.keys(told.paths).length).toBeGreaterThan(4);
  });

  test('names every route once, and no schema is missing', () => {
    const ids = Object.values(told.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    expect(new Set(ids).size).toBe(ids.length);
    const referred = [...JSON.stringify(told).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name = '']) => name);
    expect(referred.length).toBeGreaterThan(5);
    expect(referred.filter((name) => told.components.schemas[name] === undefined)).toEqual([]);
    expect(JSON.stringify(told)).not.toContain('#/$defs/');
  });

  test('every filter of a list is told, with its meaning', () => {
    const parameters = told.paths['/v1/deliveries']?.['get']?.parameters ?? [];
    const names = parameters.map(({ name }) => name);
    for (const name of ['state', 'source', 'kind', 'reason', 'lane', 'cause', 'connection', 'phone', 'email', 'session', 'card', 'from', 'until', 'replayed', 'limit', 'after']) expect(names).toContain(name);
    for (const { schema } of parameters) expect(z.looseObject({ description: z.string().min(5) }).safeParse(schema).success).toBe(true);
  });

  test('what the hub really answers is as it says', async () => {
    const list = await ask('/v1/deliveries?limit=3');
    expectAsPublished('/v1/deliveries', 'get', list);
    const page = z.object({ rows: z.array(z.looseObject({ id: z.string() })), next: z.string() }).parse(list.json);
    expectAsPublished('/v1/deliveries', 'get', await ask(`/v1/deliveries?after=${page.next}`));
    for (const { id } of (await world.hub().deliveries.list({}, { limit: 200 })).rows) {
      expectAsPublished('/v1/deliveries/{id}', 'get', await ask(`/v1/deliveries/${id}`));
    }
    expectAsPublished('/v1/deliveries/search', 'post', await ask('/v1/deliveries/search', { body: { filter: { phone: '11 98765-4321' }, limit: 2 } }));
    expectAsPublished('/v1/deliveries/count', 'post', await ask('/v1/deliveries/count', { body: { filter: { state: 'done' } } }));
    expectAsPublished('/v1/deliveries/replay', 'post', await ask('/v1/deliveries/replay', { body: { ids: [await deadLetter(), 'nobody'] } }));
    expectAsPublished('/v1/deliveries/replay', 'post', await ask('/v1/deliveries/replay', { body: { filter: { state: 'set-aside' }, expected: 10 } }));
    expectAsPublished('/v1/deliveries/replay', 'post', await ask('/v1/deliveries/replay', { body: { filter: { state: 'done' }, expected: 0 } }));
    const whole = world.neppo.deliveries().at(-1)?.body ?? '';
    expectAsPublished('/v1/deliveries/{id}/edit-and-replay', 'post', await ask(`/v1/deliveries/${await deadLetter('broken')}/edit-and-replay`, { body: { body: whole } }));
  });

  test('and so is what it refuses', async () => {
    for (const [path, template, body] of [
      ['/v1/deliveries?state=lost', '/v1/deliveries', undefined],
      ['/v1/deliveries?phone=twelve', '/v1/deliveries', undefined],
      ['/v1/deliveries?after=zzz', '/v1/deliveries', undefined],
      ['/v1/deliveries/nobody', '/v1/deliveries/{id}', undefined],
      ['/v1/deliveries/count', '/v1/deliveries/count', { filter: { stat: 'done' } }],
      ['/v1/deliveries/replay', '/v1/deliveries/replay', { filter: { state: 'later' }, expected: 1 }],
      ['/v1/deliveries/nobody/edit-and-replay', '/v1/deliveries/{id}/edit-and-replay', { body: '{}' }],
      [`/v1/deliveries/${await deadLetter('again')}/edit-and-replay`, '/v1/deliveries/{id}/edit-and-replay', { body: 'still broken' }],
    ] as const) {
      const answer = await ask(path, { body });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expectAsPublished(template, body === undefined ? 'get' : 'post', answer);
    }
  });

  test('bodies that it describes are those that are taken', async () => {
    const schema = told.paths['/v1/deliveries/replay']?.['post']?.requestBody?.content['application/json']?.schema;
    for (const body of [{ ids: ['d-1'] }, { ids: ['d-1'], settings: 'then' }, { filter: { state: 'set-aside', phone: '1' }, expected: 2 }]) expect(published(schema).safeParse(body).success).toBe(true);
    for (const body of [{}, { ids: [] }, { filter: { state: 'set-aside' } }, { ids: ['d-1'], settings: 'tomorrow' }]) expect(published(schema).safeParse(body).success).toBe(false);
  });
});

describe('HUB-04: /v1/deliveries', () => {
  test('a list of everything is gone through page by page, each delivery once', async () => {
    const all = await world.hub().deliveries.count({});
    const seen: string[] = [];
    let next: string | undefined = '';
    while (next !== undefined) {
      const { json } = await ask(`/v1/deliveries?limit=4${next === '' ? '' : `&after=${next}`}`);
      const page = z.object({ rows: z.array(z.looseObject({ id: z.string() })), next: z.string().optional() }).parse(json);
      seen.push(...page.rows.map(({ id }) => id));
      next = page.next;
    }
    expect([seen.length, new Set(seen).size]).toEqual([all, all]);
  });

  test('finds by phone, session and time, in an address and in a body alike', async () => {
    const byPhone = await ask(`/v1/deliveries?${new URLSearchParams({ phone: '+55 11 98765-4321' })}`);
    const inBody = await ask('/v1/deliveries/search', { body: { filter: { phone: '1187654321' } } });
    expect(inBody.json).toEqual(byPhone.json);
    expect(z.object({ rows: z.array(z.unknown()) }).parse(byPhone.json).rows.length).toBeGreaterThan(2);
    expect(await ask('/v1/deliveries?from=2100-01-01')).toMatchObject({ json: { rows: [] } });
    expect(await ask('/v1/deliveries?until=2020-01-01T00:00:00Z')).toMatchObject({ json: { rows: [] } });
  });

  test('shows the ways to what a delivery is tied to, and they lead there', async () => {
    const { rows } = await world.hub().deliveries.list({ kind: 'settle-stay' }, { limit: 1 });
    const { json } = await ask(`/v1/deliveries/${rows[0]?.id}`);
    const { links, settings } = z.looseObject({ links: z.object({ self: z.string(), cause: z.string(), ledTo: z.string() }), settings: z.object({ version: z.number(), validFrom: z.string() }) }).parse(json);
    expect((await ask(links.self)).json).toEqual(json);
    expect((await ask(links.cause)).status).toBe(200);
    expect((await ask(links.ledTo)).json).toMatchObject({ rows: [{ cause: rows[0]?.id }] });
    expect(settings.version).toBe(2);
  });

  test('a bulk replay without a count that was shown, or of what has not ended, is refused naming the field', async () => {
    for (const [body, field] of [
      [{ filter: { state: 'set-aside' } }, 'expected'], [{ filter: {}, expected: 1 }, 'filter.state'], [{ filter: { state: 'later' }, expected: 1 }, 'filter.state'],
      [{ ids: ['a'], expected: 1 }, 'expected'], [{}, 'ids'],
    ] as const) {
      const { status, json } = await ask('/v1/deliveries/replay', { body });
      expect([status, z.looseObject({ errors: z.array(z.looseObject({ field: z.string() })) }).parse(json).errors[0]?.field]).toEqual([400, field]);
    }
  });

  test('HUB-02: a bulk replay of more than were counted does nothing', async () => {
    await deadLetter('one more');
    const { status, json } = await ask('/v1/deliveries/replay', { body: { filter: { state: 'set-aside' }, expected: 0 } });
    expect([status, problemIn(json)]).toEqual([409, 'count-changed']);
  });
});

describe('Idempotency-Key', () => {
  const whole = (): string => world.neppo.deliveries().at(-1)?.body ?? '';

  test('the same request sent again is answered alike, and has no second effect', async () => {
    const path = `/v1/deliveries/${await deadLetter('twice')}/edit-and-replay`;
    const first = await ask(path, { body: { body: whole() }, key: 'edit-1' });
    const second = await ask(path, { body: { body: whole() }, key: 'edit-1' });
    expect(first.status).toBe(200);
    expect([second.status, second.json]).toEqual([first.status, first.json]);
    expect([first.headers.get('idempotency-replayed'), second.headers.get('idempotency-replayed')]).toEqual([null, 'true']);
    expect((await ask(path, { body: { body: whole() } })).status).toBe(409);
  });

  test('also when both are sent at the same moment', async () => {
    const id = await deadLetter('at once');
    const answers = await Promise.all(Array.from({ length: 4 }, async () => await ask('/v1/deliveries/replay', { body: { ids: [id] }, key: 'click-1' })));
    expect(new Set(answers.map(({ status, json }) => JSON.stringify([status, json]))).size).toBe(1);
    expect(answers[0]?.json).toMatchObject({ replayed: [{ id }], already: [] });
    expect(await world.hub().deliveries.count({ cause: id })).toBe(1);
  });

  test('another request under the same key is refused', async () => {
    await ask('/v1/deliveries/count', { body: { filter: {} }, key: 'count-1' });
    const { status, json } = await ask('/v1/deliveries/count', { body: { filter: { state: 'done' } }, key: 'count-1' });
    expect([status, problemIn(json)]).toEqual([422, 'idempotency-key-reused']);
    const elsewhere = await ask('/v1/deliveries/search', { body: { filter: {} }, key: 'count-1' });
    expect(elsewhere.status).toBe(422);
  });

  test('a refusal is answered alike too, and a key that cannot be one is refused', async () => {
    const wrong = { body: { ids: [] }, key: 'wrong-1' };
    expect((await ask('/v1/deliveries/replay', wrong)).status).toBe(400);
    expect((await ask('/v1/deliveries/replay', wrong)).headers.get('idempotency-replayed')).toBe('true');
    expect((await ask('/v1/deliveries/count', { body: { filter: {} }, key: 'x'.repeat(201) })).status).toBe(400);
  });

  test('a question is answered as it was the first time, whatever has happened since', async () => {
    const { json } = await ask('/v1/deliveries/count', { body: { filter: { state: 'set-aside' } }, key: 'lasting' });
    await deadLetter('meanwhile');
    expect((await ask('/v1/deliveries/count', { body: { filter: { state: 'set-aside' } }, key: 'lasting' })).json).toEqual(json);
  });
});
