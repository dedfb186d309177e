import { describe, expect, test } from 'vitest';
import { createHttpEntry } from '../../../src/adapters/http/index.ts';
import { InputRejected } from '../../../src/domain/kernel/error.ts';
import { aDelivery, aDriving, asOperator, KEY, toHub } from './driving.ts';

describe('health', () => {
  test('a hub that runs says that it is alive, also when it is not ready', async () => {
    const entry = createHttpEntry(aDriving({ ready: false }));
    expect((await entry(toHub('/healthz'))).status).toBe(200);
  });

  test('a hub that is ready says so', async () => {
    const response = await createHttpEntry(aDriving())(toHub('/readyz'));
    expect([response.status, await response.json()]).toEqual([200, { ready: true }]);
  });

  test('a hub that is not ready answers 503, and names its problems to whoever has a key', async () => {
    const entry = createHttpEntry(aDriving({ ready: false }));
    const answers = await Promise.all([asOperator('/readyz'), toHub('/readyz'), toHub('/readyz', { headers: { authorization: 'Bearer wrong' } })].map(entry));
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
    expect(await Promise.all(answers.map(async (answer) => await answer.text()))).toEqual([
      JSON.stringify({ ready: false, problems: ['The database does not answer.'] }), '{"ready":false}', '{"ready":false}',
    ]);
  });
});

describe("operators' addresses", () => {
  test.each([
    ['/metrics', 'GET'],
    ['/v1/deliveries', 'GET'],
    ['/v1/deliveries/d-1', 'GET'],
    ['/v1/deliveries/replay', 'POST'],
  ])('%s refuses whoever has no key', async (path, method) => {
    const entry = createHttpEntry(aDriving());
    for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: `Basic ${KEY}` }, { authorization: KEY }]) {
      const response = await entry(toHub(path, { method, headers }));
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="vinculo"']);
    }
  });

  test('metrics are given in the text format', async () => {
    const response = await createHttpEntry(aDriving())(asOperator('/metrics'));
    expect([response.headers.get('content-type'), await response.text()]).toEqual([
      'text/plain; version=0.0.4; charset=utf-8',
      'vinculo_pending 0\n',
    ]);
  });

  test('deliveries are listed 50 at a time by default', async () => {
    const driving = aDriving();
    const response = await createHttpEntry(driving)(asOperator('/v1/deliveries'));
    expect(await response.json()).toEqual({ rows: [JSON.parse(JSON.stringify(aDelivery))], next: 'd-1' });
    expect(driving.listed).toEqual([[{}, { limit: 50 }]]);
  });

  test('HUB-02: deliveries are found by state, connection, source, kind, reason and lane, page by page', async () => {
    const driving = aDriving();
    const filter = { state: 'set-aside', connection: 'c-1', source: 'neppo', kind: 'User.UPDATE', reason: 'port.refused', lane: 'client:9' };
    await createHttpEntry(driving)(asOperator(`/v1/deliveries?${new URLSearchParams({ ...filter, limit: '200', after: 'd-7' })}`));
    expect(driving.listed).toEqual([[filter, { limit: 200, after: 'd-7' }]]);
  });

  test.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=1e2', 'limit'],
    ['state=finished', 'state'],
    ['source=facebook', 'source'],
    ['kind=', 'kind'],
    ['stat=done', 'stat'],
    ['state=done&state=later', 'state'],
    [`reason=${'x'.repeat(501)}`, 'reason'],
  ])('the query %s is refused, naming the field', async (query, field) => {
    const driving = aDriving();
    const response = await createHttpEntry(driving)(asOperator(`/v1/deliveries?${query}`));
    const body = (await response.json()) as { detail: string; errors: { field: string; reason: string; mend: string }[] };
    expect(response.status).toBe(400);
    expect(body.errors.map((each) => each.field)).toEqual([field]);
    expect(body.detail).toMatch(new RegExp(`^${field} .+: .+\\.$`));
    expect(driving.listed).toEqual([]);
  });

  test('a cursor that the hub refuses is the fault of the caller: it is not logged, and what was thrown stays inside', async () => {
    const fails = new InputRejected('input.cursor-unknown', 'row 17 of inbox', { field: 'after' });
    const driving = aDriving({ fails });
    const response = await createHttpEntry(driving)(asOperator('/v1/deliveries?after=zzz'));
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(text).toContain('after');
    expect(text).not.toContain('row 17');
    expect(driving.logged).toEqual([]);
  });

  test('HUB-04: one delivery is shown whole', async () => {
    const response = await createHttpEntry(aDriving())(asOperator('/v1/deliveries/d-1'));
    expect(await response.json()).toEqual({ ...JSON.parse(JSON.stringify(aDelivery)), ledTo: [], links: { self: '/v1/deliveries/d-1', ledTo: '/v1/deliveries?cause=d-1' } });
  });

  test('a delivery that nobody knows is answered 404', async () => {
    expect((await createHttpEntry(aDriving())(asOperator('/v1/deliveries/d-2'))).status).toBe(404);
  });

  test('HUB-02: deliveries are replayed, one or many, and unknown ones are named', async () => {
    const response = await createHttpEntry(aDriving())(
      asOperator('/v1/deliveries/replay', { method: 'POST', body: JSON.stringify({ ids: ['d-1', 'd-2'] }) }),
    );
    expect([response.status, await response.json()]).toEqual([200, { replayed: [{ id: 'd-1', as: 'd-9' }], already: [], refused: [], notFound: ['d-2'] }]);
  });

  test.each(['', 'not json', '[]', '{"ids":[]}', '{"ids":[1]}', '{"ids":["d-1"],"all":true}', JSON.stringify({ ids: Array(201).fill('d') })])(
    'a replay of %.20s is refused with the mend',
    async (body) => {
      const response = await createHttpEntry(aDriving())(asOperator('/v1/deliveries/replay', { method: 'POST', body }));
      const problem = (await response.json()) as { detail: string; errors: { mend: string }[] };
      expect(response.status).toBe(400);
      expect(problem.errors[0]?.mend).toMatch(/^(send|leave)/);
    },
  );

  test.each([
    ['/', 'GET'],
    ['/v2/deliveries', 'GET'],
    ['/hooks/other/token', 'POST'],
    ['/hooks/neppo', 'POST'],
    ['/hooks/neppo/a/b', 'POST'],
    ['/../etc/passwd', 'GET'],
  ])('%s %s is no address', async (path, method) => {
    const response = await createHttpEntry(aDriving())(toHub(path, { method }));
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });

  test.each(['/healthz', '/nowhere', '/v1/deliveries', '/readyz'])('%s is answered with security headers', async (path) => {
    const { headers } = await createHttpEntry(aDriving())(toHub(path));
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  });
});
