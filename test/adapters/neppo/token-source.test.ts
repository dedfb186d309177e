import { describe, expect, test } from 'vitest';
import { createInMemoryTokenKeeper } from '../../../src/adapters/neppo/index.ts';
import { createTokenSource, type TokenSource } from '../../../src/adapters/neppo/token-source.ts';
import { createHandClock, type HandClock } from '../../../src/adapters/system/index.ts';
import type { TokenKeeper } from '../../../src/adapters/neppo/index.ts';
import { addMs } from '../../../src/domain/kernel/instant.ts';
import { PortFailure } from '../../../src/ports/index.ts';
import { NOON } from './neppo-account.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

function aSource(lifetimeMs = HOUR_MS): { source: TokenSource; clock: HandClock; keeper: TokenKeeper; minted: () => number; failNext: () => void } {
  const clock = createHandClock(NOON);
  const keeper = createInMemoryTokenKeeper();
  let minted = 0;
  let failing = false;
  const mint = async () => {
    await Promise.resolve();
    if (failing) {
      failing = false;
      throw new PortFailure('port.unreachable', 'no answer');
    }
    minted += 1;
    return { token: `t${minted}`, lifetimeMs };
  };
  const source = createTokenSource(keeper, mint, clock, 'neppo:x');
  return { source, clock, keeper, minted: () => minted, failNext: () => void (failing = true) };
}

describe('the one live token of a credential', () => {
  test('is asked for once and used until two minutes before its end', async () => {
    const { source, clock } = aSource();
    expect(await source.take()).toBe('t1');
    clock.advance(HOUR_MS - 120_001);
    expect(await source.take()).toBe('t1');
    clock.advance(1);
    expect(await source.take()).toBe('t2');
  });

  test('is asked for by one caller at a time, however many want it', async () => {
    const { source, minted } = aSource();
    const taken = await Promise.all(Array.from({ length: 20 }, async () => source.take()));
    expect([new Set(taken), minted()]).toEqual([new Set(['t1']), 1]);
  });

  test('is renewed once when many calls are refused together', async () => {
    const { source, clock, minted } = aSource();
    await source.take();
    clock.advance(MINUTE_MS);
    const taken = await Promise.all(Array.from({ length: 20 }, async () => source.take('t1')));
    expect([new Set(taken), minted()]).toEqual([new Set(['t2']), 2]);
  });

  test('is not renewed for a call that was refused before somebody else renewed it', async () => {
    const { source, clock, minted } = aSource();
    await source.take();
    clock.advance(MINUTE_MS);
    await source.take('t1');
    expect([await source.take('t1'), minted()]).toEqual(['t2', 2]);
  });

  test('that another process renewed is read from the keeper', async () => {
    const { source, keeper, minted, clock } = aSource();
    await source.take();
    await keeper.save({ token: 'theirs', renewAt: NOON, expiresAt: NOON });
    clock.set(NOON);
    await keeper.save({ token: 'theirs', renewAt: clock.now().replace('2026', '2027') as typeof NOON, expiresAt: NOON });
    expect([await source.take('t1'), minted()]).toEqual(['theirs', 1]);
  });

  test('a refused token is never handed out again, even while it is being read', async () => {
    const { source, clock } = aSource();
    await source.take();
    clock.advance(MINUTE_MS);
    const [first, second] = await Promise.all([source.take(), source.take('t1')]);
    expect([first, second]).toEqual(['t1', 't2']);
  });

  test('with less than two minutes to live is used for half of that, and not replaced at each call', async () => {
    const { source, clock, minted } = aSource(60_000);
    await source.take();
    clock.advance(29_999);
    await source.take();
    expect(minted()).toBe(1);
  });

  test('after a renewal that failed the next call tries again, and failures do not count as renewals', async () => {
    const { source, failNext, minted } = aSource();
    for (let n = 0; n < 10; n += 1) {
      failNext();
      await expect(source.take()).rejects.toMatchObject({ code: 'port.unreachable' });
    }
    expect([await source.take(), minted()]).toEqual(['t1', 1]);
  });

  test('that is refused within a minute of its making is not replaced: Neppo is in trouble itself', async () => {
    const { source, clock, minted } = aSource();
    const token = await source.take();
    clock.advance(MINUTE_MS - 1);
    for (let n = 0; n < 10; n += 1) {
      await expect(source.take(token)).rejects.toMatchObject({ code: 'port.unauthorized', account: 'neppo:x', retry: 'soon' });
    }
    expect([await source.take(), minted()]).toEqual(['t1', 1]);
    clock.advance(1);
    expect([await source.take(token), minted()]).toEqual(['t2', 2]);
  });

  test('that another process made within the last minute is not replaced either', async () => {
    const { source, keeper, minted } = aSource();
    await keeper.save({ token: 'theirs', mintedAt: NOON, renewAt: addMs(NOON, HOUR_MS), expiresAt: addMs(NOON, HOUR_MS) });
    await expect(source.take('theirs')).rejects.toMatchObject({ code: 'port.unauthorized', retry: 'soon' });
    expect(minted()).toBe(0);
  });

  test('that was short-lived and ran out within a minute is replaced', async () => {
    const { source, clock } = aSource(20_000);
    const token = await source.take();
    clock.advance(20_000);
    expect(await source.take(token)).toBe('t2');
  });

  test('is still the held one after 401s of a minute and a half, which cost two renewals at most', async () => {
    const { source, clock, minted } = aSource();
    await source.take();
    clock.advance(10 * MINUTE_MS);
    for (let second = 0; second < 90; second += 1) {
      await source.take(await source.take()).catch(() => undefined);
      clock.advance(1_000);
    }
    expect([await source.take(), minted()]).toEqual(['t3', 3]);
  });

  test('that was ended more than six times within an hour is not renewed, naming a second user, and is tried again each minute', async () => {
    const { source, clock, minted } = aSource();
    let token = await source.take();
    for (let n = 0; n < 5; n += 1) {
      clock.advance(MINUTE_MS);
      token = await source.take(token);
    }
    clock.advance(MINUTE_MS);
    for (let minute = 0; minute < 54; minute += 1) {
      expect(await source.take()).toBe('t6');
      const given = source.take(token);
      await expect(given).rejects.toThrow('something else uses the same credential');
      await expect(given).rejects.toMatchObject({ code: 'port.unauthorized', account: 'neppo:x', retry: { afterMs: MINUTE_MS } });
      clock.advance(MINUTE_MS);
    }
    expect(minted()).toBe(6);
    expect(await source.take(token)).toBe('t7');
  });

  test('that ran out while no more may be made is tried all the same, before it is refused', async () => {
    const { source, clock, minted } = aSource(4 * MINUTE_MS);
    for (let n = 0; n < 6; n += 1) {
      await source.take();
      clock.advance(2 * MINUTE_MS);
    }
    expect([await source.take(), minted()]).toEqual(['t6', 6]);
    await expect(source.take('t6')).rejects.toMatchObject({ code: 'port.unauthorized', retry: { afterMs: MINUTE_MS } });
  });
});
