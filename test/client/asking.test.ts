import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDeskClient, DeskProblem, isDeskProblem, type DeskClient, type DeskClientOptions } from '../../src/client/index.ts';
import { attended, BIANCA, createDeskWorld } from '../app/desk/desk-client.ts';
import { PAGE } from '../rig/desk-hub.ts';
import type { World } from '../rig/world.ts';

let world: World;
let protocol: string;
beforeAll(async () => {
  world = await createDeskWorld();
  protocol = await attended(world);
});
afterAll(async () => await world.close());

/** What stands between panel and hub; `nth` counts the requests of the desk from 1. */
type Network = (pass: () => Promise<Response>, nth: number) => Promise<Response>;
let asked: Request[];
let launches: number;
beforeEach(() => {
  asked = [];
  launches = 0;
});

function open(network: Network, { launch, ...others }: Partial<DeskClientOptions> = {}): DeskClient {
  return createDeskClient({
    url: world.hubUrl, ...others,
    launch: launch ?? (async () => {
      launches++;
      const minted = await world.hub().agents.launch({ connection: world.connection, agent: BIANCA, origin: PAGE });
      if (minted.outcome === 'refused') throw new Error(minted.text);
      return { token: minted.token, origin: PAGE };
    }),
    fetch: async (input, init) => {
      const request = new Request(input, init);
      if (request.url.endsWith('/v1/session')) return await fetch(request);
      asked.push(request);
      return await network(async () => await fetch(request), asked.length);
    },
  });
}

const kind: Network = async (pass) => await pass();
const says = (status: number, headers: Record<string, string> = {}): Response => new Response('not now', { status, headers });
const keys = (): readonly (string | null)[] => asked.map(({ headers }) => headers.get('idempotency-key'));
const caught = async (act: Promise<unknown>): Promise<DeskProblem> => {
  const thrown: unknown = await act.then(() => 'nothing', (failure: unknown) => failure);
  if (!isDeskProblem(thrown)) throw new Error(`This is no problem of the desk: ${String(thrown)}.`);
  return thrown;
};
const textsOf = async (desk: DeskClient): Promise<readonly unknown[]> => (await desk.listMessages(protocol)).messages.map(({ text }) => text);

describe('what is asked of the desk', () => {
  test('PAN-11: a message whose answer was lost is sent again under its key, and the client reads it once', async () => {
    const desk = open(async (pass, nth) => {
      const answer = await pass();
      if (nth < 3) throw new TypeError('The network broke.');
      return answer;
    });
    expect(await desk.sendMessage(protocol, { kind: 'text', text: 'Só uma vez' })).toMatchObject({ outcome: 'done' });
    expect(asked).toHaveLength(3);
    expect(new Set(keys()).size).toBe(1);
    await world.rest();
    expect((await textsOf(open(kind))).filter((text) => text === 'Só uma vez')).toHaveLength(1);
  });

  test('PAN-11: a key that the page chose is the message\'s name in lists', async () => {
    const desk = open(kind);
    await desk.sendMessage(protocol, { kind: 'text', text: 'Com nome' }, { key: 'the-pages-own' });
    await world.rest();
    expect((await desk.listMessages(protocol)).messages.find(({ text }) => text === 'Com nome')).toMatchObject({ clientKey: 'the-pages-own' });
  });

  test.each([429, 502, 503, 504])('waits and asks again when the answer is %s', async (status) => {
    const desk = open(async (pass, nth) => (nth === 1 ? says(status) : await pass()));
    expect(await desk.countMine()).toMatchObject({ open: 1 });
    expect(asked).toHaveLength(2);
  });

  test('waits for as long as the hub says', async () => {
    const desk = open(async (pass, nth) => (nth === 1 ? says(429, { 'retry-after': '1' }) : await pass()));
    const begun = performance.now();
    await desk.countMine();
    expect(performance.now() - begun).toBeGreaterThan(950);
  });

  test('does not wait for what nobody would wait for', async () => {
    expect(await caught(open(async () => says(503, { 'retry-after': '120' })).countMine())).toMatchObject({ status: 503, kind: 'unknown', retryAfterMs: 120_000 });
    expect(asked).toHaveLength(1);
  });

  test('gives up at last, saying that the hub is out of reach', async () => {
    const waker = new EventTarget();
    const waking = setInterval(() => waker.dispatchEvent(new Event('online')), 5);
    const problem = await caught(open(async () => { throw new TypeError('Failed to fetch'); }, { waker }).countMine()).finally(() => clearInterval(waking));
    expect(problem).toMatchObject({ status: 0, kind: 'unreachable' });
    expect(problem.cause).toBeInstanceOf(TypeError);
    expect(asked).toHaveLength(5);
  });

  test('SES-10: what is refused is told once, to programs and to people', async () => {
    const problem = await caught(open(kind).linkCard(protocol, { cardId: '99' }));
    expect(problem).toMatchObject({ name: 'DeskProblem', status: 409, kind: 'act-refused' });
    expect(problem.because).toBeTruthy();
    expect(problem.text.length).toBeGreaterThan(10);
    expect(asked).toHaveLength(1);
    expect(await caught(open(kind).showMySession('WA-of-nobody'))).toMatchObject({ status: 404, kind: 'not-found' });
    expect(await caught(open(kind).addComment(protocol, { text: '' }))).toMatchObject({ kind: 'input-invalid', errors: [expect.objectContaining({ field: 'text' })] });
  });

  test('is no longer asked when the page waits no more', async () => {
    const leave = new AbortController();
    const asking = open(async () => { throw new TypeError('Failed to fetch'); }).countMine({ signal: leave.signal });
    leave.abort(new Error('The page was left.'));
    await expect(asking).rejects.toThrow('The page was left.');
  });

  test('files come as they are, and go up with their name', async () => {
    const desk = open(kind);
    const { ref } = await desk.uploadFile({ name: 'orçamento 1.txt', contentType: 'text/plain', body: new Blob(['R$ 10']) });
    await desk.sendMessage(protocol, { kind: 'file', ref, name: 'orçamento 1.txt' });
    await world.rest();
    const sent = (await desk.listMessages(protocol)).messages.find(({ media }) => media?.name === 'orçamento 1.txt');
    expect(await (await desk.openFile(protocol, sent?.id ?? '')).text()).toBe('R$ 10');
  });
});

describe('PAN-13: the bearer', () => {
  test('is opened once for all that is asked together, and held in memory alone', async () => {
    const desk = open(kind);
    await Promise.all([desk.showMe(), desk.countMine(), desk.listMySessions()]);
    expect(launches).toBe(1);
    expect(JSON.stringify(desk)).toBe('{}');
  });

  test.each([-3_600_000, 3_600_000])('is exchanged neither at every question nor never where the browser\'s clock is wrong by %s ms', async (wrongMs) => {
    let opened = 0;
    const desk = createDeskClient({
      url: world.hubUrl, launch: async () => ({ token: 't', origin: PAGE }),
      fetch: async (input) => {
        if (!new Request(input).url.endsWith('/v1/session')) return Response.json({});
        opened++;
        return Response.json({ bearer: 'b', expiresAt: new Date(Date.now() + 600_000 + wrongMs).toISOString() });
      },
    });
    const clock = performance.now.bind(performance);
    await desk.countMine();
    await desk.countMine();
    expect(opened).toBe(1);
    performance.now = () => clock() + 9 * 60_000;
    await desk.countMine().finally(() => {
      performance.now = clock;
    });
    expect(opened).toBe(2);
  });

  test('is exchanged when the hub takes it no more, and what was asked is asked again', async () => {
    const desk = open(kind);
    await desk.countMine();
    await world.hub().agents.withdraw({ connection: world.connection });
    expect(await desk.countMine()).toMatchObject({ open: 1 });
    expect(launches).toBe(2);
  });

  test('whoever is let in no more is told so, and nobody asks without end', async () => {
    const desk = open(async () => new Response('{"type":"urn:vinculo:problem:pass-refused"}', { status: 401, headers: { 'content-type': 'application/problem+json' } }));
    expect(await caught(desk.countMine())).toMatchObject({ status: 401, kind: 'pass-refused' });
    expect({ asked: asked.length, launches }).toEqual({ asked: 2, launches: 2 });
  });

  test('a host that gives no launch token is asked again, unless its problem says that waiting does not help', async () => {
    let refusals = 0;
    const wavering = open(kind, {
      launch: async () => {
        if (refusals++ === 0) throw new Error('502');
        const minted = await world.hub().agents.launch({ connection: world.connection, agent: BIANCA, origin: PAGE });
        return { token: minted.outcome === 'minted' ? minted.token : '', origin: PAGE };
      },
    });
    expect(await wavering.countMine()).toMatchObject({ open: 1 });
    const told = new DeskProblem({ status: 403, kind: 'no-agent', text: 'You are no agent.' });
    expect(await caught(open(kind, { launch: async () => { throw told; } }).countMine())).toBe(told);
  });
});

describe('PAN-13: the bearer, before it ends', () => {
  const clock = performance.now.bind(performance);
  let aheadMs = 0;
  beforeEach(() => {
    aheadMs = 0;
    performance.now = () => clock() + aheadMs;
  });
  afterEach(() => void (performance.now = clock));

  test('is exchanged at eight of its ten minutes; while the host is away, what is left of it is used', async () => {
    let away = false;
    let tokens = 0;
    const desk = open(kind, {
      launch: async () => {
        if (away) throw new Error('The host is away.');
        tokens++;
        const minted = await world.hub().agents.launch({ connection: world.connection, agent: BIANCA, origin: PAGE });
        return { token: minted.outcome === 'minted' ? minted.token : '', origin: PAGE };
      },
    });
    await desk.countMine();
    aheadMs = 7.5 * 60_000;
    await desk.countMine();
    expect(tokens).toBe(1);
    aheadMs = 8.5 * 60_000;
    away = true;
    await desk.countMine();
    away = false;
    await desk.countMine();
    expect(tokens).toBe(2);
    expect(new Set(asked.map(({ headers }) => headers.get('authorization'))).size).toBe(2);
  });
});
