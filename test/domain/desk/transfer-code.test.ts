import { describe, expect, test } from 'vitest';
import { composeTransferCode, parseTransferPattern } from '../../../src/domain/desk/transfer-code.ts';

describe('PAN-06: the code that hands a call over', () => {
  test('it is *1* and the extension, unless a connection names another', () => {
    expect(composeTransferCode('4021')).toEqual({ ok: true, value: '*1*4021' });
    expect(composeTransferCode(' 40 21 ', '*1<extension>#')).toEqual({ ok: true, value: '*14021#' });
  });

  test.each(['', '4', 'ramal', '123456789', '40*1'])('"%s" is no extension', (extension) => {
    expect(composeTransferCode(extension)).toEqual({ ok: false, reason: 'no-extension' });
  });

  test.each(['*1*<extension>', '#<extension>', '<extension>', ' *2<extension># '])('%s can be chosen', (pattern) => {
    expect(parseTransferPattern(pattern)).toEqual({ ok: true, value: pattern.trim() });
  });

  test.each(['', '*1*', '*1*<ramal>', '<extension><extension>', 'tel:<extension>', '*1*<extension>;drop'])('"%s" is refused', (pattern) => {
    expect(parseTransferPattern(pattern)).toEqual({ ok: false, reason: 'no-pattern' });
  });
});
