import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digitsForNeppo, formsOfPhoneKey, maskedPhone, phoneForms, phoneKeyOf } from '../../../src/domain/phone/phone-key.ts';
import { brazilianLandline, brazilianMobileOfTwoForms, phone, withoutNine } from '../../arbitraries/phone.ts';
import { aPhone } from '../../builders/a-phone.ts';

test('PHN-04: a mobile has one key with and without the ninth digit', () => {
  fc.assert(
    fc.property(brazilianMobileOfTwoForms(), (mobile) => {
      expect(phoneKeyOf(aPhone(withoutNine(mobile)))).toBe(phoneKeyOf(aPhone(mobile)));
    }),
  );
});

test('PHN-04: every form of a number reads back to its key', () => {
  fc.assert(
    fc.property(phone(), (known) => {
      const [first] = phoneForms(known);
      expect(first).toBe(digitsForNeppo(known));
      expect(new Set(phoneForms(known).map((form) => phoneKeyOf(aPhone(form))))).toEqual(new Set([phoneKeyOf(known)]));
      expect(formsOfPhoneKey(phoneKeyOf(known))).toEqual(phoneForms(known));
    }),
  );
});

test('PHN-04: two numbers have one key exactly when they are one number', () => {
  const pair = fc.oneof(fc.tuple(phone(), phone()), phone().map((one) => [one, one] as const));
  fc.assert(
    fc.property(pair, ([a, b]) => {
      expect(phoneKeyOf(a) === phoneKeyOf(b)).toBe(a.e164 === b.e164);
    }),
  );
});

test('PHN-04: a landline never has the key of the mobile made of it by a 9', () => {
  fc.assert(
    fc.property(brazilianLandline(), (landline) => {
      expect(phoneKeyOf(aPhone(landline))).not.toBe(phoneKeyOf(aPhone(`${landline.slice(0, 4)}9${landline.slice(4)}`)));
    }),
  );
});

test('a masked number never shows more than four digits', () => {
  fc.assert(
    fc.property(phone(), (known) => {
      expect(maskedPhone(known).replace(/\D/g, '')).toHaveLength(4);
    }),
  );
});
