import { beforeEach, describe, expect, test } from 'vitest';
import { createHandClock, type HandClock } from '../../src/adapters/system/index.ts';
import { createAccountBreaker, type AccountBreaker } from '../../src/app/account-breaker.ts';
import { addMs, instantOf, type Instant } from '../../src/domain/index.ts';

const START = instantOf(Date.UTC(2026, 4, 4));
const ids = { id: () => 'id', token: () => 'token', fraction: () => 1 };
const waitMs = (admitted: ReturnType<AccountBreaker['admit']>, now: Instant): number =>
  admitted === 'go' ? 0 : Date.parse(admitted.waitUntil) - Date.parse(now);

let clock: HandClock;
let breaker: AccountBreaker;

beforeEach(() => {
  clock = createHandClock(START);
  breaker = createAccountBreaker(clock, ids);
});

describe('HUB-02: an account that cannot serve anybody is left alone', () => {
  test('Retry-After is obeyed to the millisecond', () => {
    expect(breaker.failed('crm', { afterMs: 12_345 })).toBe(addMs(START, 12_345));
    clock.advance(12_344);
    expect(waitMs(breaker.admit(['crm']), clock.now())).toBe(1);
    clock.advance(1);
    expect(breaker.admit(['crm'])).toBe('go');
  });

  test.each([3_600_001, 315_360_000_000, 1e23, Number.POSITIVE_INFINITY])('Retry-After is obeyed for an hour at most, also when it is %d ms', (afterMs) => {
    expect(breaker.failed('crm', { afterMs })).toBe(addMs(START, 3_600_000));
  });

  test.each([Number.NaN, -1])('a pause of %d ms is none that was asked for', (afterMs) => {
    expect(breaker.failed('crm', { afterMs })).toBe(addMs(START, 500));
  });

  test('without it the pause doubles with each failure, up to half a minute', () => {
    const pauses = Array.from({ length: 8 }, () => Date.parse(breaker.failed('crm', 'soon')) - Date.parse(clock.now()));
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  test('other accounts go on', () => {
    breaker.failed('crm', { afterMs: 60_000 });
    expect(breaker.admit(['chat'])).toBe('go');
    expect(breaker.admit(['chat', 'crm'])).not.toBe('go');
  });

  test('work for two paused accounts waits for the later one', () => {
    breaker.failed('crm', { afterMs: 1_000 });
    breaker.failed('chat', { afterMs: 5_000 });
    expect(waitMs(breaker.admit(['crm', 'chat']), clock.now())).toBe(5_000);
  });

  test('after a pause one delivery goes first, and the others wait for what it finds', () => {
    breaker.failed('crm', { afterMs: 1_000 });
    clock.advance(1_000);
    expect(breaker.admit(['crm'])).toBe('go');
    expect(waitMs(breaker.admit(['crm']), clock.now())).toBe(500);
    breaker.heard([{ account: 'crm', route: 'GET /Deals', outcome: 'ok', ms: 1 }]);
    expect(breaker.admit(['crm'])).toBe('go');
  });
});

describe('B16: those who wait for an account', () => {
  test('come back one after the other, and not a thousand at once', () => {
    breaker.failed('crm', { afterMs: 1_000 });
    const waits = Array.from({ length: 1_000 }, () => waitMs(breaker.admit(['crm']), clock.now()));
    expect(new Set(waits).size).toBe(1_000);
    expect([waits[0], waits.at(-1)]).toEqual([1_000, 10_990]);
  });

  test('also while it is tried out: the next ones come after those', () => {
    breaker.failed('crm', { afterMs: 1_000 });
    for (let n = 0; n < 10; n++) breaker.admit(['crm']);
    clock.advance(1_000);
    expect(breaker.admit(['crm'])).toBe('go');
    expect(waitMs(breaker.admit(['crm']), clock.now())).toBe(600);
  });

  test('wait from the start again once it has failed again', () => {
    breaker.failed('crm', { afterMs: 1_000 });
    for (let n = 0; n < 10; n++) breaker.admit(['crm']);
    breaker.failed('crm', { afterMs: 2_000 });
    expect(waitMs(breaker.admit(['crm']), clock.now())).toBe(2_000);
  });
});

describe('what is kept of accounts', () => {
  test('one that was silent for an hour after its pause is forgotten, so that those that are gone do not gather', () => {
    for (let n = 0; n < 4; n++) breaker.failed('crm', 'soon');
    clock.advance(3_600_000 + 4_001);
    breaker.failed('chat', 'soon');
    expect(breaker.failed('crm', 'soon')).toBe(addMs(clock.now(), 500));
  });

  test('one that fails again within the hour goes on where it was', () => {
    for (let n = 0; n < 4; n++) breaker.failed('crm', 'soon');
    clock.advance(3_600_000);
    expect(breaker.failed('crm', 'soon')).toBe(addMs(clock.now(), 8_000));
  });
});

describe('what ends a pause', () => {
  test('an answer of that account, also a refusal, but not one of another account', () => {
    breaker.failed('chat', { afterMs: 60_000 });
    breaker.heard([{ account: 'crm', route: 'POST /Deals', outcome: 'ok', ms: 1 }]);
    expect(breaker.admit(['chat'])).not.toBe('go');
    breaker.heard([{ account: 'chat', route: 'POST /x', outcome: 'port.refused', ms: 1 }]);
    expect(breaker.admit(['chat'])).toBe('go');
  });

  test('not an answer that was followed by another failure', () => {
    breaker.failed('crm', { afterMs: 60_000 });
    breaker.heard([
      { account: 'crm', route: 'GET /Deals', outcome: 'ok', ms: 1 },
      { account: 'crm', route: 'POST /Deals', outcome: 'port.throttled', ms: 1 },
    ]);
    expect(breaker.admit(['crm'])).not.toBe('go');
  });
});
