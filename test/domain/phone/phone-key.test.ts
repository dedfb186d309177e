import { describe, expect, test } from 'vitest';
import { digitsForNeppo, formsOfPhoneKey, maskedPhone, phoneForms, phoneKeyOf } from '../../../src/domain/phone/phone-key.ts';
import { aPhone } from '../../builders/a-phone.ts';

describe('PHN-04: both forms identify the same contact', () => {
  test('with and without the ninth digit there is one key', () => {
    expect(phoneKeyOf(aPhone('5531987654321'))).toBe('5531m87654321');
    expect(phoneKeyOf(aPhone('553187654321'))).toBe('5531m87654321');
  });

  test('another area, or another last digit, is another key', () => {
    expect(phoneKeyOf(aPhone('5521987654321'))).not.toBe(phoneKeyOf(aPhone('5511987654321')));
    expect(phoneKeyOf(aPhone('5511987654322'))).not.toBe(phoneKeyOf(aPhone('5511987654321')));
  });

  test('a landline and the mobile made of it by a 9 are two people', () => {
    expect(phoneKeyOf(aPhone('551133334444'))).toBe('551133334444');
    expect(phoneKeyOf(aPhone('5511933334444'))).toBe('5511m33334444');
  });

  test('a number from abroad is its own key', () => expect(phoneKeyOf(aPhone('+351912345678'))).toBe('351912345678'));

  test('the canonical form comes first, whichever form came', () => {
    expect(phoneForms(aPhone('553187654321'))).toEqual(['5531987654321', '553187654321']);
    expect(phoneForms(aPhone('5531987654321'))).toEqual(['5531987654321', '553187654321']);
  });

  test('a mobile whose shorter form would be a landline has one form', () => {
    expect(phoneForms(aPhone('5511933334444'))).toEqual(['5511933334444']);
  });

  test('landlines and numbers from abroad have one form', () => {
    expect(phoneForms(aPhone('553133221234'))).toEqual(['553133221234']);
    expect(phoneForms(aPhone('351912345678'))).toEqual(['351912345678']);
  });

  test('the forms can be had from the key alone', () => {
    const phone = aPhone('whatsapp_553187654321');
    expect(formsOfPhoneKey(phoneKeyOf(phone))).toEqual(phoneForms(phone));
  });
});

test('PHN-01: Neppo is given digits with DDI and ninth digit', () => {
  expect(digitsForNeppo(aPhone('+55 (11) 99999-9999'))).toBe('5511999999999');
  expect(digitsForNeppo(aPhone('553187654321'))).toBe('5531987654321');
});

test('a masked number shows its last four digits', () => expect(maskedPhone(aPhone('5511987654321'))).toBe('…4321'));
