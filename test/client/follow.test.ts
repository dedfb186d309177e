import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createDeskClient, type DeskClient, type FollowWish } from '../../src/client/index.ts';
import { BIANCA, createDeskHub, PAGE, type DeskHub } from '../rig/desk-hub.ts';

let hub: DeskHub;
let leave: AbortController;
const ends: (() => Promise<void>)[] = [];
beforeEach(async () => {
  hub = await createDeskHub((end) => void ends.push(end));
  leave = new AbortController();
});
afterEach(async () => {
  leave.abort();
  for (const end of ends.splice(0)) await end();
});

/** What stands between panel and hub. */
type Network = (request: Request, pass: () => Promise<Response>) => Promise<Response>;

const kind: Network = async (_request, pass) => await pass();

function open(network: Network = kind, waker?: EventTarget): { readonly desk: DeskClient; readonly launches: () => number } {
  let launches = 0;
  const desk = createDeskClient({
    url: hub.hubUrl, ...(waker === undefined ? {} : { waker }),
    launch: async () => ({ token: String((await hub.launch({ agent: BIANCA })).json['token']), origin: (launches++, PAGE) }),
    fetch: async (input, init) => {
      const request = new Request(input, init);
      return await network(request, async () => await fetch(request));
    },
  });
  return { desk, launches: () => launches };
}

interface Seen {
  readonly seqs: number[];
  readonly texts: string[];
  readonly gaps: string[];
  readonly states: string[];
  /** Resolves when that holds. */
  until(holds: () => boolean): Promise<void>;
}

function watch(desk: DeskClient, wish: Partial<FollowWish> = {}): Seen & { readonly ended: Promise<void> } {
  let changed = (): void => {};
  const seen: Seen = {
    seqs: [], texts: [], gaps: [], states: [],
    async until(holds) {
      while (!holds()) await new Promise<void>((resolve) => void (changed = resolve));
    },
  };
  const ended = desk.follow({
    signal: leave.signal,
    onEvent({ seq, data }) {
      seen.seqs.push(seq);
      seen.texts.push(textIn(data));
      changed();
    },
    onGap: (because) => (seen.gaps.push(because), changed()),
    onState: (state) => (seen.states.push(state), changed()),
    ...wish,
  });
  return { ...seen, ended };
}

const textIn = (data: unknown): string => parseText(data).text;
const parseText = (data: unknown): { readonly text: string } => data as { readonly text: string };
const message = (text: string) => ({ type: 'message.new', data: { protocol: 'WA1', text } }) as const;
const isStream = (request: Request): boolean => request.url.endsWith('/v1/desk/stream');

/** Lets so many bytes of an answer through, and breaks. */
function cutAfter(response: Response, bytes: number): Response {
  let left = bytes;
  const cut = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      controller.enqueue(chunk.subarray(0, left));
      left -= chunk.byteLength;
      if (left < 0) controller.error(new TypeError('The network broke.'));
    },
  });
  return new Response(response.body?.pipeThrough(cut), response);
}

describe('PAN-11: the stream in a browser', () => {
  test('tells when to load the lists, and then each event once, in its order', async () => {
    await hub.tell(BIANCA, message('before'));
    const seen = watch(open().desk);
    await seen.until(() => seen.gaps.length === 1);
    await hub.tell(BIANCA, message('a'), message('linha um\n\nlinha dois 🙂'));
    await seen.until(() => seen.seqs.length === 2);
    expect(seen).toMatchObject({ seqs: [2, 3], texts: ['a', 'linha um\n\nlinha dois 🙂'], gaps: ['begun'], states: ['connecting', 'live'] });
    leave.abort();
    await seen.ended;
  });

  test('misses nothing and tells nothing twice, wherever it breaks, in the middle of an event too', async () => {
    const limits = [231, 97, 180, 320, 155, 143, 260, 199, 305, 171];
    let connections = 0;
    const seen = watch(open(async (request, pass) => {
      if (!isStream(request)) return await pass();
      const limit = limits[connections++];
      return limit === undefined ? await pass() : cutAfter(await pass(), limit);
    }).desk);
    await seen.until(() => seen.gaps.length === 1);
    for (let nth = 0; nth < 60; nth++) await hub.tell(BIANCA, message(`evento nº ${nth}`));
    await seen.until(() => seen.seqs.length >= 60);
    expect(connections).toBeGreaterThan(limits.length);
    expect(seen.seqs).toEqual(Array.from({ length: 60 }, (_, nth) => nth + 1));
    expect(seen.texts).toEqual(Array.from({ length: 60 }, (_, nth) => `evento nº ${nth}`));
    expect(seen.gaps).toEqual(['begun']);
  });

  test('says that lists are to be loaded anew where the hub remembers no more, and goes on from there', async () => {
    let broken = false;
    const cut = new AbortController();
    const seen = watch(open(async (request, pass) => {
      if (!isStream(request)) return await pass();
      if (broken) throw new TypeError('The network is away.');
      return await fetch(request, cut.signal.aborted ? {} : { signal: AbortSignal.any([request.signal, cut.signal]) });
    }).desk);
    await seen.until(() => seen.gaps.length === 1);
    broken = true;
    cut.abort();
    await hub.tell(BIANCA, ...Array.from({ length: 2_100 }, () => message('old')));
    hub.clock.advance(11 * 60_000);
    await hub.store.stream.trim(hub.clock.now());
    broken = false;
    await seen.until(() => seen.gaps.length === 2);
    await hub.tell(BIANCA, message('new'));
    await seen.until(() => seen.seqs.length === 1);
    expect(seen).toMatchObject({ gaps: ['begun', 'missed'], texts: ['new'], seqs: [2_101] });
  });

  test('goes on with another bearer when the one that it had is over', async () => {
    const { desk, launches } = open();
    const seen = watch(desk);
    await seen.until(() => seen.gaps.length === 1);
    for (const nth of [1, 2]) {
      hub.clock.advance(10 * 60_000);
      await hub.tell(BIANCA, message(`after ${nth}`));
      await seen.until(() => seen.seqs.length === nth);
    }
    expect(seen).toMatchObject({ texts: ['after 1', 'after 2'], gaps: ['begun'] });
    expect(seen.states).not.toContain('waiting');
    expect(launches()).toBe(3);
  });

  test('tells nothing twice either where something between repeats what was told', async () => {
    let connections = 0;
    const seen = watch(open(async (request, pass) => {
      if (!isStream(request)) return await pass();
      if (connections++ === 0) return cutAfter(await pass(), 300);
      const headers = new Headers(request.headers);
      headers.set('last-event-id', '1');
      return await fetch(new Request(request, { headers }));
    }).desk);
    await seen.until(() => seen.gaps.length === 1);
    await hub.tell(BIANCA, ...Array.from({ length: 6 }, (_, nth) => message(`evento nº ${nth}`)));
    await seen.until(() => seen.seqs.includes(6));
    expect({ seqs: seen.seqs, connections }).toEqual({ seqs: [1, 2, 3, 4, 5, 6], connections: 2 });
  });

  test('takes a stream that says nothing for dead', async () => {
    let connections = 0;
    const seen = watch(open(async (request, pass) => {
      if (!isStream(request) || connections++ > 0) return await pass();
      return new Response(new ReadableStream(), { headers: { 'content-type': 'text/event-stream' } });
    }).desk, { silenceMs: 700 });
    await seen.until(() => seen.gaps.length === 1);
    expect(connections).toBe(2);
  });

  test('waits longer each time, and not at all when the browser is online again', async () => {
    const waker = new EventTarget();
    let away = true;
    let tries = 0;
    const { desk } = open(async (request, pass) => {
      if (!isStream(request) || !away) return await pass();
      tries++;
      throw new TypeError('The network is away.');
    }, waker);
    const seen = watch(desk);
    const waits = (): number => seen.states.filter((state) => state === 'waiting').length;
    // Three of these waits last 3.5 s and more by themselves.
    const begun = performance.now();
    for (let nth = 1; nth <= 6; nth++) {
      await seen.until(() => waits() === nth);
      waker.dispatchEvent(new Event('online'));
    }
    expect(tries).toBe(6);
    away = false;
    waker.dispatchEvent(new Event('online'));
    await seen.until(() => seen.gaps.length === 1);
    expect(performance.now() - begun).toBeLessThan(3_500);
  });

  test('waits at once when the browser is cut off, though its connection says nothing of it, and misses nothing', async () => {
    const waker = new EventTarget();
    const seen = watch(open(kind, waker).desk);
    await seen.until(() => seen.gaps.length === 1);
    waker.dispatchEvent(new Event('offline'));
    await seen.until(() => seen.states.at(-1) === 'waiting');
    await hub.tell(BIANCA, message('meanwhile'));
    waker.dispatchEvent(new Event('online'));
    await seen.until(() => seen.texts.length === 1);
    expect(seen.states).toEqual(['connecting', 'live', 'waiting', 'connecting', 'live']);
    expect([seen.texts, seen.gaps]).toEqual([['meanwhile'], ['begun']]);
  });

  test('tells why it waits while the agent is let in no more, and asks on', async () => {
    const problems: unknown[] = [];
    const { desk } = open(async (request, pass) => (request.url.endsWith('/v1/session') ? Response.json({ type: 'urn:vinculo:problem:launch-refused', detail: 'No.' }, { status: 401, headers: { 'content-type': 'application/problem+json' } }) : await pass()));
    const seen = watch(desk, { onState: (state, problem) => void (state === 'waiting' && problems.push(problem?.kind)) });
    await expect.poll(() => problems.length, { timeout: 5_000 }).toBeGreaterThan(1);
    expect(new Set(problems)).toEqual(new Set(['launch-refused']));
    leave.abort();
    await seen.ended;
  });

  test('reads what its fetch answered whichever Response the page has by then', async () => {
    const seen = watch(open().desk);
    vi.stubGlobal('Response', class extends Response {});
    onTestFinished(() => void vi.unstubAllGlobals());
    await seen.until(() => seen.gaps.length === 1);
    expect(seen.states).toEqual(['connecting', 'live']);
  });

  test('ends with what a listener throws', async () => {
    const { ended } = watch(open().desk, { onGap: () => { throw new Error('The page is broken.'); } });
    await expect(ended).rejects.toThrow('The page is broken.');
  });
});
