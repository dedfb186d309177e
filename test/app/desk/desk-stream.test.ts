import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BIANCA, CAIO, createDeskHub, parseConnection, type DeskHub } from '../../rig/desk-hub.ts';

let desk: DeskHub;
const ends: (() => Promise<void>)[] = [];
beforeEach(async () => {
  desk = await createDeskHub((end) => void ends.push(end));
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const message = (text: string) => ({ type: 'message.new', data: { protocol: 'WA1', text } }) as const;
const idsIn = (told: string): readonly number[] => [...told.matchAll(/^id: (\d+)\nevent: message\.new$/gm)].map(([, id]) => Number(id));

describe('PAN-11: what an agent’s panel is told', () => {
  test('begins with the number from which on it goes, and holds what happens from there', async () => {
    await desk.tell(BIANCA, message('before'));
    const stream = await desk.follow(await desk.bearerOf(BIANCA));
    expect(await stream.until('ready')).toBe('retry: 1000\nid: 1\nevent: ready\ndata: {}\n\n');
    await desk.tell(BIANCA, message('linha um\nlinha dois'));
    const told = await stream.until('linha dois');
    expect(told).toContain('id: 2\nevent: message.new\ndata: {"protocol":"WA1","text":"linha um\\nlinha dois"}\n\n');
    expect(told).not.toContain('before');
    await stream.leave();
  });

  test('is kept by no cache, and held back or packed by no proxy', async () => {
    const { response, leave } = await desk.follow(await desk.bearerOf(BIANCA));
    expect(Object.fromEntries(['content-type', 'cache-control', 'x-accel-buffering', 'x-content-type-options'].map((name) => [name, response.headers.get(name)]))).toEqual({
      'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no', 'x-content-type-options': 'nosniff',
    });
    await leave();
  });

  test('goes on after the last number that was seen, telling nothing twice', async () => {
    await desk.tell(BIANCA, message('a'), message('b'), message('c'));
    const stream = await desk.follow(await desk.bearerOf(BIANCA), '1');
    const told = await stream.until('"c"');
    expect(idsIn(told)).toEqual([2, 3]);
    expect(told).not.toContain('event: ready');
    await stream.leave();
  });

  test('loses and doubles nothing, however often the stream breaks', async () => {
    const bearer = await desk.bearerOf(BIANCA);
    const seen: number[] = [];
    const first = await desk.follow(bearer);
    await first.until('ready');
    await first.leave();
    for (let round = 0; round < 8; round++) {
      await desk.tell(BIANCA, ...Array.from({ length: 5 }, (_, nth) => message(`${round}.${nth}`)));
      const stream = await desk.follow(bearer, String(seen.at(-1) ?? 0));
      // A stream may break after any of them.
      seen.push(...idsIn(await stream.until(`"${round}.${round % 5}"`)));
      await stream.leave();
    }
    const last = await desk.follow(bearer, String(seen.at(-1) ?? 0));
    await desk.tell(BIANCA, message('the last'));
    seen.push(...idsIn(await last.until('the last')));
    await last.leave();
    expect(seen).toEqual(Array.from({ length: 41 }, (_, nth) => nth + 1));
  });

  test.each(['999', 'abc', '-1', '1.5', '9999999999999999'])('after a number that was never given (%s) the lists are to be loaded anew, and it goes on from there', async (lastEventId) => {
    await desk.tell(BIANCA, message('a'), message('b'));
    const stream = await desk.follow(await desk.bearerOf(BIANCA), lastEventId);
    expect(await stream.until('gap')).toContain('id: 2\nevent: gap\ndata: {}\n\n');
    await desk.tell(BIANCA, message('c'));
    expect(idsIn(await stream.until('"c"'))).toEqual([3]);
    await stream.leave();
  });

  test('after more was missed than is kept, too', async () => {
    for (let round = 0; round < 21; round++) await desk.tell(BIANCA, ...Array.from({ length: 100 }, () => message('old')));
    desk.clock.advance(11 * 60_000);
    await desk.store.stream.trim(desk.clock.now());
    const stream = await desk.follow(await desk.bearerOf(BIANCA), '5');
    expect(await stream.until('gap')).toContain('id: 2100\nevent: gap\n');
    await stream.leave();
  });

  test('never holds what is another’s, be it a colleague’s or an agent’s of another connection', async () => {
    const [hers, his] = [await desk.follow(await desk.bearerOf(BIANCA)), await desk.follow(await desk.bearerOf(CAIO))];
    await Promise.all([hers.until('ready'), his.until('ready')]);
    const bianca = await desk.agentId(BIANCA);
    await desk.store.stream.append(parseConnection('other'), [{ agent: bianca, event: message('of another connection') }]);
    for (let nth = 0; nth < 10; nth++) await Promise.all([desk.tell(BIANCA, message(`for bianca ${nth}`)), desk.tell(CAIO, message(`for caio ${nth}`))]);
    const told = { hers: await hers.until('for bianca 9'), his: await his.until('for caio 9') };
    await Promise.all([hers.leave(), his.leave()]);
    expect(told.hers).not.toMatch(/caio|another/);
    expect(told.his).not.toMatch(/bianca|another/);
  });

  test('ends when the bearer is over, saying so', async () => {
    const stream = await desk.follow(await desk.bearerOf(BIANCA));
    await stream.until('ready');
    desk.clock.advance(10 * 60_000);
    await desk.tell(BIANCA, message('too late'));
    const told = await stream.untilTheEnd();
    expect(told).toMatch(/event: end\ndata: \{\}\n\n$/);
    expect(told).not.toContain('too late');
  });

  test('takes 300 ms at most from being written to being read, for 95 of 100', async () => {
    const stream = await desk.follow(await desk.bearerOf(BIANCA));
    await stream.until('ready');
    const took: number[] = [];
    for (let nth = 0; nth < 40; nth++) {
      const began = performance.now();
      await desk.tell(BIANCA, message(`event ${nth}.`));
      await stream.until(`event ${nth}.`);
      took.push(performance.now() - began);
    }
    await stream.leave();
    expect(took.toSorted((a, b) => a - b)[37]).toBeLessThan(300);
  });
});
