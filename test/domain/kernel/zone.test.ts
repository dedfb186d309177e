import { expect, test } from 'vitest';
import { instantOf, instantWithin, parseInstant, zoneAhead, zoneNamed, type WallClock } from '../../../src/domain/kernel/instant.ts';

const wall = (text: string): WallClock => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/\D/).map(Number);
  return { year, month, day, hour, minute, second: 0, ms: 0 };
};

test.each([
  ['America/Sao_Paulo', '2026-05-04 10:03', '2026-05-04T13:03:00.000Z'],
  ['America/Sao_Paulo', '2018-12-01 12:00', '2018-12-01T14:00:00.000Z'], // summer time, which ended in 2019
  ['America/Manaus', '2026-05-04 10:03', '2026-05-04T14:03:00.000Z'],
  ['Europe/Lisbon', '2026-07-01 12:00', '2026-07-01T11:00:00.000Z'],
  ['Europe/Lisbon', '2026-01-01 12:00', '2026-01-01T12:00:00.000Z'],
  ['Asia/Kolkata', '2026-01-01 00:00', '2025-12-31T18:30:00.000Z'],
  ['UTC', '2024-02-29 00:00', '2024-02-29T00:00:00.000Z'],
  ['America/Sao_Paulo', '2026-02-29 00:00', undefined], ['UTC', '2026-13-01 00:00', undefined], ['UTC', '2026-01-01 24:00', undefined], ['UTC', '0999-01-01 00:00', undefined],
])('in %s a clock that shows %s is at %s', (name, shown, instant) => {
  expect(zoneNamed(name)?.instantAt(wall(shown))).toBe(instant);
});

test('a zone knows its day, and one that does not exist is none', () => {
  const late = parseInstant('2026-05-05T01:00:00Z');
  expect(late.ok && zoneNamed('America/Sao_Paulo')?.dayAt(late.value)).toBe('2026-05-04');
  expect(late.ok && zoneAhead(60).dayAt(late.value)).toBe('2026-05-05');
  expect(zoneNamed('Mars/Olympus')).toBeUndefined();
  expect(zoneAhead(-210).instantAt(wall('2026-01-01 00:00'))).toBe('2026-01-01T03:30:00.000Z');
});

test('counts of milliseconds beyond the years of four digits are no instants', () => {
  expect([instantWithin(Number.NaN), instantWithin(Infinity), instantWithin(253_402_300_800_000), instantWithin(-30_610_224_000_001)]).toEqual(Array(4).fill(undefined));
  expect([instantWithin(-30_610_224_000_000), instantWithin(0)]).toEqual(['1000-01-01T00:00:00.000Z', instantOf(0)]);
});
