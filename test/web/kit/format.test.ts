import { expect, test } from 'vitest';
import { createFormat, initials } from '../../../src/adapters/web/kit/format.ts';
import { caretIn, maskPhone } from '../../../src/adapters/web/kit/mask.ts';

const NOW = Date.parse('2026-11-20T17:02:00Z');
const settings = { now: () => NOW, timeZone: 'America/Sao_Paulo' };
const pt = createFormat('pt-BR', settings);
const en = createFormat('en', settings);
/** What the browser joins with a narrow space reads the same. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

test('moments are written in the zone and language of who reads them', () => {
  expect(pt.time('2026-11-20T17:02:00Z')).toBe('14:02');
  expect(pt.time('2026-11-20T03:00:00Z')).toBe('00:00');
  expect(pt.dateTime('2026-11-20T17:02:00Z')).toBe('20/11/2026 14:02');
  expect(en.time(NOW)).toBe('14:02');
});

test('days are counted by the calendar, not by hours', () => {
  expect(pt.day('2026-11-20T04:00:00Z')).toBe('Hoje');
  expect(pt.day('2026-11-20T02:59:00Z')).toBe('Ontem');
  expect(en.day('2026-11-20T02:59:00Z')).toBe('Yesterday');
  expect(pt.day('2026-11-18T12:00:00Z')).toBe('18 de novembro');
  expect(pt.day('2025-11-18T12:00:00Z')).toBe('18 de novembro de 2025');
  expect(pt.dayInFull(NOW)).toBe('Hoje, 20 de novembro');
  expect(pt.dayInFull('2026-11-18T12:00:00Z')).toBe('18 de novembro');
});

test('a list says no more of a moment than it needs', () => {
  expect(['2026-11-20T15:20:00Z', '2026-11-19T15:20:00Z', '2026-11-03T15:20:00Z', '2025-11-03T15:20:00Z'].map(pt.short)).toEqual(['12:20', 'Ontem', '03/11', '03/11/25']);
});

test('spans are written in the largest units that say enough', () => {
  const minutes = (count: number): string => plain(pt.duration(count * 60_000));
  expect([0.75, 6, 59.9, 60, 22 * 60 + 29, 47 * 60, 3 * 24 * 60].map(minutes)).toEqual(['45 s', '6 min', '59 min', '1 h', '22 h 29 min', '47 h', '3 dias']);
  expect(minutes(-5)).toBe('0 s');
  expect([0, 167_000, 2_538_000, 3_767_000].map(pt.clock)).toEqual(['00:00', '02:47', '42:18', '1:02:47']);
});

test('numbers, money, sizes', () => {
  expect(pt.number(48_200.5)).toBe('48.200,5');
  expect(plain(pt.money(48_200))).toBe('R$ 48.200');
  expect(plain(pt.money(48_200.5))).toBe('R$ 48.200,50');
  expect(plain(en.money(12, 'USD'))).toBe('$12');
  expect([512, 184_000, 999_600, 2_450_000].map((count) => plain(pt.bytes(count)))).toEqual(['512 bytes', '184 kB', '1 MB', '2,5 MB']);
});

test('counted things take the form of their language', () => {
  const forms = { one: 'nova', other: 'novas' };
  expect([0, 1, 2, 1_000_000].map((count) => pt.plural(count, forms))).toEqual(['nova', 'nova', 'novas', 'novas']);
  expect([0, 1, 2].map((count) => en.plural(count, { one: 'new one', other: 'new ones' }))).toEqual(['new ones', 'new one', 'new ones']);
  expect(pt.plural(1_000_000, { ...forms, many: 'de novas' })).toBe('de novas');
});

test('initials are those of the first and the last name, and a number has none', () => {
  expect(['Marina Couto', 'ana maria de souza', 'Élisa', '', '+55 19 98112-4470', '  '].map(initials)).toEqual(['MC', 'AS', 'É', '', '', '']);
});

test('phones are written as in Brazil while they are typed, and others are left alone', () => {
  expect(['', '1', '19', '199', '1997412063', '19997412063', '(19) 99741-2063'].map(maskPhone)).toEqual(['', '(1', '(19', '(19) 9', '(19) 9741-2063', '(19) 99741-2063', '(19) 99741-2063']);
  expect(['+', '+55', '+5519', '+551933001200', '+5519997412063', '+1 415 555 0100', '0199974120631'].map(maskPhone)).toEqual(['+', '+55', '+55 19', '+55 19 3300-1200', '+55 19 99741-2063', '+1 415 555 0100', '0199974120631']);
});

test('a phone of the hub is digits with their DDI', () => {
  expect(createFormat('pt-BR').phone('5519997412063')).toBe('+55 19 99741-2063');
});

test('a mask adds and loses no digit, and put on twice it is the same', () => {
  for (const typed of ['1', '199', '+5', '+55', '+551', '19 9974', '1997412063', '+5519997412063', '4021', '190', '08001234567']) {
    expect(maskPhone(typed).replace(/\D/g, '')).toBe(typed.replace(/\D/g, ''));
    expect(maskPhone(maskPhone(typed))).toBe(maskPhone(typed));
  }
});

test('the caret stays behind the digit that it stood behind', () => {
  expect([0, 2, 3, 11, 20].map((digits) => caretIn('(19) 99741-2063', digits))).toEqual([0, 3, 6, 15, 15]);
});
