import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decidePhoneNotice } from '../../../src/domain/phone/decide-phone-notice.ts';

describe('PHN-03: an invalid number is told once', () => {
  test('a wrong number is reported with its reason', () => {
    expect(decidePhoneNotice({ problem: 'no-ddi', value: '11 98765-4321', alreadyReported: [] })).toEqual({
      outcome: 'report',
      problem: 'no-ddi',
      value: '11 98765-4321',
    });
  });

  test('one that the chat refuses counts the same', () => {
    expect(decidePhoneNotice({ problem: 'refused-by-chat', value: '5511987654321', alreadyReported: [] }).outcome).toBe('report');
  });

  test.each(['11 98765', ' 11 98765 ', '(11) 9876-5', '11.98765'])('the same wrong value is not reported twice, also as "%s"', (value) => {
    expect(decidePhoneNotice({ problem: 'too-short', value, alreadyReported: ['1', '11 98765'] })).toEqual({ outcome: 'already-reported' });
  });

  test('a new wrong value is reported', () => {
    expect(decidePhoneNotice({ problem: 'too-short', value: '11 98766', alreadyReported: ['11 98765'] }).outcome).toBe('report');
    expect(decidePhoneNotice({ problem: 'not-a-number', value: 'não tem', alreadyReported: ['não sei'] }).outcome).toBe('report');
  });

  test('a plus makes another value, since it changes what the number means', () => {
    expect(decidePhoneNotice({ problem: 'invalid', value: '+11 98765', alreadyReported: ['11 98765'] }).outcome).toBe('report');
  });

  test('an empty field is nothing to correct', () => {
    expect(decidePhoneNotice({ problem: 'empty', value: ' ', alreadyReported: [] })).toEqual({ outcome: 'nothing-to-report' });
  });

  test('PHN-03: whatever is reported is known the next time', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (value, before) => {
        const again = decidePhoneNotice({ problem: 'invalid', value, alreadyReported: [...before, value] });
        expect(again).toEqual({ outcome: 'already-reported' });
      }),
    );
  });
});
