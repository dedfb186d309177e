import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identityKeysOfContact, mainPhoneOf, readContactPhones } from '../../../src/domain/contact/contact-phones.ts';
import { compareContactIds, parseContactId, type Contact, type ContactPhone } from '../../../src/domain/contact/contact.ts';
import { identityKeyText } from '../../../src/domain/contact/identity-key.ts';
import { contact, contactId } from '../../arbitraries/contact.ts';
import { aContactId } from '../../builders/an-identity.ts';

const ana = (phones: readonly ContactPhone[], rest: Partial<Contact> = {}): Contact => ({
  id: aContactId(900002),
  kind: 'person',
  name: 'Ana Souza',
  phones,
  ...rest,
});

test('an id is a number or its text, and never empty', () => {
  expect(parseContactId(7)).toEqual(parseContactId(' 7 '));
  expect(parseContactId(' ')).toEqual({ ok: false, reason: 'empty' });
});

test('SYN-07: the lowest id is the lowest number, not the first in the alphabet', () => {
  const ids = ['10', '9', '100', 'b', '8', 'a', '09'].map(aContactId).toSorted(compareContactIds);
  expect(ids).toEqual(['8', '09', '9', '10', '100', 'a', 'b']);
});

test('SYN-07: numbers of any length are ordered by value', () => {
  fc.assert(
    fc.property(contactId(), contactId(), (a, b) => {
      expect(Math.sign(compareContactIds(a, b))).toBe(Math.sign(Number(a) - Number(b)));
    }),
  );
});

describe('PHN-02: the numbers of a contact', () => {
  test('the mask of the field supplies the DDI; without one the DDI is typed, or the connection has a default', () => {
    const contact = ana([{ value: '(11) 98765-4321', ddi: '55' }, { value: '+351 912 345 678' }, { value: '31 3322-1234' }]);
    expect(readContactPhones(contact).valid.map(({ e164 }) => e164)).toEqual(['+5511987654321', '+351912345678']);
    expect(readContactPhones(contact).invalid).toEqual([{ value: '31 3322-1234', problem: 'no-ddi' }]);
    expect(readContactPhones(contact, { defaultCountry: 'BR' }).valid[2]?.e164).toBe('+553133221234');
  });

  test('PHN-03: wrong numbers are kept with their reasons, and empty fields are no numbers', () => {
    const contact = ana([{ value: '' }, { value: 'não tem' }, { value: '10 98765-4321', ddi: '55' }]);
    expect(readContactPhones(contact)).toEqual({
      valid: [],
      invalid: [
        { value: 'não tem', problem: 'not-a-number' },
        { value: '10 98765-4321', problem: 'unknown-ddd' },
      ],
    });
  });
});

describe('SYN-01: the number that the chat client is made on', () => {
  test('is the first valid mobile', () => {
    const contact = ana([{ value: '553133221234' }, { value: '5511' }, { value: '553187654321' }, { value: '5511912345678' }]);
    expect(mainPhoneOf(contact)?.e164).toBe('+5531987654321');
  });

  test('else the first valid number', () => {
    expect(mainPhoneOf(ana([{ value: 'x' }, { value: '553133221234' }, { value: '14155552671' }]))?.e164).toBe('+553133221234');
  });

  test('and is absent when there is none', () => expect(mainPhoneOf(ana([{ value: '98765' }]))).toBeUndefined());
});

describe('SES-13: what a contact is found by', () => {
  test('its id, every valid number, its CPF and its e-mail', () => {
    const contact = ana([{ value: '(31) 8765-4321', ddi: '55' }, { value: '5531987654321' }, { value: '553133221234' }, { value: '?' }], {
      cpf: '529.982.247-25',
      email: 'ANA@exemplo.test',
    });
    expect(identityKeysOfContact(contact).map(identityKeyText)).toEqual([
      'external-code:900002',
      'phone:5531m87654321',
      'phone:553133221234',
      'cpf:52998224725',
      'email:ana@exemplo.test',
    ]);
  });

  test('at least its id', () => expect(identityKeysOfContact(ana([])).map(identityKeyText)).toEqual(['external-code:900002']));

  test('every number of a contact lands on one side', () => {
    fc.assert(
      fc.property(contact(), (someone) => {
        const { valid, invalid } = readContactPhones(someone);
        expect(valid).toHaveLength(someone.phones.length);
        expect(invalid).toEqual([]);
      }),
    );
  });
});
