import { describe, expect, test } from 'vitest';
import { hasPhone } from '../../../src/domain/contact/has-phone.ts';
import { aContact } from '../../builders/a-contact.ts';

const masked = (value: string) => aContact({ phones: [{ value, ddi: '55' }] });
const plain = (value: string) => aContact({ phones: [{ value }] });

describe('whether a contact has a number already', () => {
  test.each([
    ['under a mask', masked('(31) 98765-4321'), '5531987654321'],
    ['under a mask, without the ninth digit', masked('(31) 8765-4321'), '5531987654321'],
    ['typed with its DDI', plain('+55 31 98765-4321'), '5531987654321'],
    ['without the ninth digit, the new one with it', plain('553187654321'), '+55 31 98765-4321'],
    ['with the ninth digit, the new one without it', masked('(31) 98765-4321'), '553187654321'],
    ['as a text that is no number', plain('ramal 4021'), '4021'],
  ])('PHN-04, PAN-02: it has one that stands there %s', (_, contact, phone) => {
    expect(hasPhone(contact, phone)).toBe(true);
  });

  test.each([
    ['of another area', masked('(48) 98765-4321'), '5531987654321'],
    ['of a landline with the same last eight digits', masked('(31) 3765-4321'), '5531937654321'],
    ['of nobody', aContact(), '5531987654321'],
  ])('PHN-04, PAN-02: it lacks one %s', (_, contact, phone) => {
    expect(hasPhone(contact, phone)).toBe(false);
  });

  test('PHN-02: a number without DDI is read in the default country, where there is one', () => {
    expect(hasPhone(plain('(31) 8765-4321'), '5531987654321')).toBe(false);
    expect(hasPhone(plain('(31) 8765-4321'), '5531987654321', { defaultCountry: 'BR' })).toBe(true);
  });
});
