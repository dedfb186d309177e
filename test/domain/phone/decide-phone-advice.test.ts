import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decidePhoneAdvice } from '../../../src/domain/index.ts';

const form = { origin: 'Formulário do site', valid: 10, invalid: 10 };
const app = { origin: 'RD Station', valid: 60, invalid: 30 };

describe('PHN-06: many numbers are invalid', () => {
  test('the origins that create the bad ones are named, the worst first, with the share of all', () => {
    expect(decidePhoneAdvice([form, { origin: 'Ana', valid: 100, invalid: 1 }, app])).toEqual({
      outcome: 'advise', share: 41 / 211, origins: [{ ...app, share: 1 / 3 }, { ...form, share: 1 / 2 }],
    });
  });

  test('a few are nothing notable, nor are half of very few', () => {
    expect(decidePhoneAdvice([{ origin: 'Ana', valid: 96, invalid: 4 }])).toEqual({ outcome: 'nothing-notable' });
    expect(decidePhoneAdvice([{ origin: 'Ana', valid: 5, invalid: 5 }])).toEqual({ outcome: 'nothing-notable' });
    expect(decidePhoneAdvice([])).toEqual({ outcome: 'nothing-notable' });
  });

  test('one bad origin is told of among many good ones', () => {
    expect(decidePhoneAdvice([form, { origin: 'Ana', valid: 10_000, invalid: 0 }])).toMatchObject({ outcome: 'advise', origins: [{ origin: form.origin }] });
  });

  test('numbers whose origin nobody knows count, and name nobody', () => {
    expect(decidePhoneAdvice([{ origin: ' ', valid: 90, invalid: 10 }])).toEqual({ outcome: 'advise', share: 0.1, origins: [] });
  });

  test('PHN-06: how the tallies are cut and ordered never matters', () => {
    const tally = fc.record({ origin: fc.constantFrom('a', 'b', ''), valid: fc.nat(40), invalid: fc.nat(10) });
    const cut = fc.array(tally, { maxLength: 8 }).chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(cut, ([tallies, again]) => {
        const apart = again.flatMap((each) => [{ ...each, invalid: 0 }, { ...each, valid: 0 }]);
        expect(decidePhoneAdvice(apart)).toEqual(decidePhoneAdvice(tallies));
      }),
    );
  });
});
