import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCpf } from '../../../src/domain/contact/cpf.ts';
import { cpf } from '../../arbitraries/contact.ts';

test.each(['52998224725', '529.982.247-25', ' 529 982 247 25 ', '111.444.777-35', '00000000191'])('the CPF "%s" is read', (raw) => {
  expect(parseCpf(raw)).toEqual({ ok: true, value: raw.replace(/\D/g, '') });
});

test.each([
  ['', 'empty'],
  [' . - ', 'empty'],
  ['5299822472', 'wrong-length'],
  ['529982247250', 'wrong-length'],
  ['11.222.333/0001-81', 'wrong-length'],
  ['529.982.247-26', 'wrong-check-digits'],
  ['529.982.247-15', 'wrong-check-digits'],
  ['000.000.000-00', 'not-a-cpf'],
  ['111.111.111-11', 'not-a-cpf'],
  ['CPF 52998224725', 'not-a-cpf'],
])('"%s" is refused as %s', (raw, reason) => expect(parseCpf(raw)).toEqual({ ok: false, reason }));

test('a CPF is found with its mask and without, and with any digit changed it is refused', () => {
  fc.assert(
    fc.property(cpf(), fc.nat(10), fc.integer({ min: 1, max: 9 }), (raw, place, by) => {
      const read = parseCpf(raw);
      const digits = raw.replace(/\D/g, '');
      expect(read).toEqual({ ok: true, value: digits });
      const other = [...digits].map((digit, at) => (at === place ? (Number(digit) + by) % 10 : digit)).join('');
      // A tenth remainder counts as zero, so a change elsewhere than in the check digits may now and then go unseen.
      if (place >= 9) expect(parseCpf(other).ok).toBe(false);
    }),
  );
});

test('any text is a CPF or a reason, and never an exception', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (raw) => {
      expect(typeof parseCpf(raw).ok).toBe('boolean');
    }),
  );
});
