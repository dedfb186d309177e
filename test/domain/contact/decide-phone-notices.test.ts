import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decidePhoneNotices } from '../../../src/domain/contact/decide-phone-notices.ts';
import { contact as aAnyContact } from '../../arbitraries/contact.ts';
import { aContact } from '../../builders/a-contact.ts';

const withPhones = (...values: readonly string[]): ReturnType<typeof aContact> => aContact({ phones: values.map((value) => ({ value })) });

describe('PHN-03: the wrong numbers of a contact', () => {
  test('are told each once, with our reason or the chat’s, and right ones are not', () => {
    const contact = withPhones('11 98765', '5511987654321', '(11) 9876-5', '08001234567', ' ', '5521987654321');
    expect(decidePhoneNotices({ contact, refused: [{ value: '5521987654321', reason: 'unknown number' }], alreadyReported: [] })).toEqual([
      { outcome: 'report', problem: 'too-short', value: '11 98765' },
      { outcome: 'report', problem: 'service-number', value: '08001234567' },
      { outcome: 'report', problem: 'refused-by-chat', value: '5521987654321', chatReason: 'unknown number' },
    ]);
  });

  test('the same wrong value is not told again, a new one is', () => {
    expect(decidePhoneNotices({ contact: withPhones('11 98765'), alreadyReported: ['11 98765'] })).toEqual([]);
    expect(decidePhoneNotices({ contact: withPhones('11 98766'), alreadyReported: ['11 98765'] })).toHaveLength(1);
  });

  test('the number’s country may be the connection’s', () => {
    expect(decidePhoneNotices({ contact: withPhones('11 98765-4321'), alreadyReported: [] })).toMatchObject([{ problem: 'no-ddi' }]);
    expect(decidePhoneNotices({ contact: withPhones('11 98765-4321'), reading: { defaultCountry: 'BR' }, alreadyReported: [] })).toEqual([]);
  });

  test('PHN-03: a contact with valid numbers has none, and what was told is not told again', () => {
    fc.assert(
      fc.property(aAnyContact(), fc.array(fc.string(), { maxLength: 3 }), (contact, junk) => {
        expect(decidePhoneNotices({ contact, alreadyReported: [] })).toEqual([]);
        const spoiled = { ...contact, phones: [...contact.phones, ...junk.map((value) => ({ value }))] };
        const told = decidePhoneNotices({ contact: spoiled, alreadyReported: [] });
        expect(decidePhoneNotices({ contact: spoiled, alreadyReported: told.map(({ value }) => value) })).toEqual([]);
      }),
    );
  });
});
