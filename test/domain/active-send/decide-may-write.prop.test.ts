import fc from 'fast-check';
import { expect, test } from 'vitest';
import { channelForm, parsePhone, phoneKeyOf } from '../../../src/domain/index.ts';
import { phone, phoneDigits, whatsAppIdWithoutNine } from '../../arbitraries/index.ts';

test('PHN-04: whatever was seen, the form is one of the very number', () => {
  fc.assert(
    fc.property(phone(), fc.array(fc.oneof(whatsAppIdWithoutNine(), phoneDigits(), fc.string()), { maxLength: 4 }), fc.constantFrom('whatsapp', 'voice'), (number, seen, channel) => {
      const read = parsePhone(channelForm(number, channel, seen), { kind: 'with-ddi' });
      expect(read.ok && phoneKeyOf(read.value)).toBe(phoneKeyOf(number));
    }),
  );
});
