import { describe, expect, test } from 'vitest';
import { readJson } from '../../../src/domain/mapping/index.ts';

describe('WHK-03: integers that a number cannot hold are the text of their digits', () => {
  test('wherever in the text they stand, and however long they are', () => {
    for (let before = 0; before < 40; before++) {
      for (const digits of ['9007199254740993', '-9007199254740993', '123456789012345678901234567890']) {
        const name = 'k'.repeat(before);
        expect(readJson(`{"${name}": ${digits}}`)).toEqual({ ok: true, value: { [name]: digits } });
        expect(readJson(`["${name}",1,${digits}]`)).toEqual({ ok: true, value: [name, 1, digits] });
      }
    }
  });

  test.each([
    ['820982911946154508', '820982911946154508'], ['[9007199254740993]', ['9007199254740993']], ['{"a":-12345678901234567890}', { a: '-12345678901234567890' }],
    ['{"a":9007199254740991}', { a: 9007199254740991 }], ['{"a":1234567890123456}', { a: 1234567890123456 }], ['{"a":1234567890123456.5}', { a: Number('1234567890123456.5') }],
    ['{"a":12345678901234567890e1}', { a: Number('12345678901234567890e1') }], ['{"a" :\n 98765432109876543210 , "b":1}', { a: '98765432109876543210', b: 1 }],
    ['{"a":"x, 12345678901234567890","b":12345678901234567890}', { a: 'x, 12345678901234567890', b: '12345678901234567890' }],
    ['{"a\\"[12345678901234567890":12345678901234567890}', { 'a"[12345678901234567890': '12345678901234567890' }],
    ['{"a\\\\":12345678901234567890}', { 'a\\': '12345678901234567890' }],
  ])('%s', (text, value) => {
    expect(readJson(text)).toEqual({ ok: true, value });
  });

  test.each(['{12345678901234567890:1}', '[1 12345678901234567890]', '01234567890123456789', '[-]', '{"a":12345678901234567890', '"12345678901234567890'])('%s is no JSON all the same', (text) => {
    expect(readJson(text)).toEqual({ ok: false, reason: 'not-json' });
  });
});

test('WHK-03: a byte order mark is dropped, nothing at all is told apart from what is no JSON', () => {
  expect(readJson('\uFEFF{"a":1}')).toEqual({ ok: true, value: { a: 1 } });
  for (const text of ['', ' \n', '\uFEFF']) expect(readJson(text)).toEqual({ ok: false, reason: 'empty' });
  expect(readJson('a=b')).toEqual({ ok: false, reason: 'not-json' });
});

test('WHK-03: of equal names the last counts', () => {
  expect(readJson('{"a":1,"a":2}')).toEqual({ ok: true, value: { a: 2 } });
});

test('WHK-03: what is deeper than 200 is refused, brackets within quotes are not counted', () => {
  const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  expect(readJson(nested(200))).toHaveProperty('ok', true);
  for (const text of [nested(201), nested(100_000), '{"a":'.repeat(100_000), `["]]]]]",${nested(200)}]`]) expect(readJson(text)).toEqual({ ok: false, reason: 'too-deep' });
  expect(readJson(JSON.stringify(['['.repeat(500), '\\"[', '"'.repeat(300)]))).toHaveProperty('ok', true);
  expect(readJson(`[${'{},'.repeat(5000)}1]`)).toHaveProperty('ok', true);
});
