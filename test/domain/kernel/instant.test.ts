import { parseISO } from 'date-fns/parseISO';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMs, compareInstants, epochMsOf, floorToSecond, formatInstant, instantOf, parseInstant } from '../../../src/domain/kernel/instant.ts';

const noon = instantOf(Date.UTC(2026, 4, 4, 12));
const moment = (): fc.Arbitrary<number> => fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2100, 0) });

test('a date with an offset is that moment, in UTC', () => {
  expect(parseInstant('2026-05-04T09:00:00-03:00')).toEqual({ ok: true, value: noon });
  expect(parseInstant(' 2026-05-04T12:00:00Z ')).toEqual({ ok: true, value: noon });
});

test('a date without an offset is Brasília time, unless another is given', () => {
  expect(parseInstant('2026-05-04T09:00:00')).toEqual({ ok: true, value: noon });
  expect(parseInstant('2026-05-04T12:00:00', 'Z')).toEqual({ ok: true, value: noon });
});

test('what is no date is refused', () => {
  for (const text of ['', 'ontem', '2026-13-01T00:00:00', '1.234']) expect(parseInstant(text), text).toEqual({ ok: false, reason: 'not-a-date' });
});

test('any moment is read back as it was written', () => {
  fc.assert(fc.property(moment(), (ms) => {
    expect(parseInstant(instantOf(ms))).toEqual({ ok: true, value: instantOf(ms) });
    expect(epochMsOf(instantOf(ms))).toBe(ms);
  }));
});

test('what the language reads by itself means what date-fns says that it means', () => {
  const two = (max: number): fc.Arbitrary<string> => fc.integer({ min: 0, max }).map((number) => String(number).padStart(2, '0'));
  const offset = fc.oneof(fc.constant('Z'), fc.tuple(fc.constantFrom('+', '-'), two(15), two(60)).map(([sign, hours, minutes]) => `${sign}${hours}:${minutes}`));
  const written = fc.tuple(two(13), two(31), two(24), two(60), two(60), fc.constantFrom('', '.5', '.250'), offset)
    .map(([month, day, hour, minute, second, fraction, zone]) => `2026-${month}-${day}T${hour}:${minute}:${second}${fraction}${zone}`);
  fc.assert(fc.property(written, (text) => {
    const ms = parseISO(text).getTime();
    expect(parseInstant(text)).toEqual(Number.isNaN(ms) ? { ok: false, reason: 'not-a-date' } : { ok: true, value: instantOf(ms) });
  }), { numRuns: 2_000 });
});

test('alphabetical order is order in time', () => {
  fc.assert(fc.property(moment(), moment(), (a, b) => {
    expect(compareInstants(instantOf(a), instantOf(b))).toBe(Math.sign(a - b));
  }));
});

test('a second has no fraction once it is floored, and is never later', () => {
  fc.assert(fc.property(moment(), (ms) => {
    const floored = epochMsOf(floorToSecond(instantOf(ms)));
    expect(floored % 1000).toBe(0);
    expect(ms - floored).toBeGreaterThanOrEqual(0);
    expect(ms - floored).toBeLessThan(1000);
  }));
});

test('milliseconds are added, and taken away', () => {
  expect(addMs(noon, 60_000)).toBe('2026-05-04T12:01:00.000Z');
  expect(addMs(addMs(noon, 5), -5)).toBe(noon);
});

test('people read it in their own language and time zone', () => {
  expect(formatInstant(noon, 'pt-BR', 'America/Sao_Paulo')).toBe('04/05/2026, 09:00');
  expect(formatInstant(noon, 'pt-BR', 'UTC')).toBe('04/05/2026, 12:00');
  expect(formatInstant(noon, 'pt-BR', 'UTC', 'second')).toBe('04/05/2026, 12:00:00');
});
