import { expect, test } from 'vitest';
import { isNonEmpty, parseCardId, parseFunnelId, parseGroupId, parsePartId, parseProtocol } from '../../../src/domain/index.ts';

test.each([parseCardId, parseFunnelId, parseGroupId, parsePartId, parseProtocol])('%o reads a number or its text, and refuses nothing at all', (parse) => {
  expect(parse(77)).toEqual({ ok: true, value: '77' });
  expect(parse(' 77 ')).toEqual({ ok: true, value: '77' });
  expect(parse('  ')).toEqual({ ok: false, reason: 'empty' });
});

test('a list is non-empty when it has a first element', () => {
  expect([isNonEmpty([]), isNonEmpty([undefined])]).toEqual([false, true]);
});
