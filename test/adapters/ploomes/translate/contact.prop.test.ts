import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePloomesConfig } from '../../../../src/adapters/ploomes/index.ts';
import { contactBody, translateContact } from '../../../../src/adapters/ploomes/translate/contact.ts';
import { identityFilter } from '../../../../src/adapters/ploomes/translate/identity-filter.ts';
import { contactRow } from '../../../../src/adapters/ploomes/wire/contact.ts';
import { digitsForNeppo, phoneKeyOf } from '../../../../src/domain/phone/phone-key.ts';
import { identityKey } from '../../../arbitraries/contact.ts';
import { phone } from '../../../arbitraries/phone.ts';

const config = parsePloomesConfig({ userKey: 'k' });
const types = { company: 1, person: 2 };

test('PHN-04: whatever number a person is registered with, the row is read back under the same key', () => {
  fc.assert(
    fc.property(phone(), (number) => {
      const body = contactBody({ name: 'Ana', phone: digitsForNeppo(number) }, types, config);
      const { keys } = translateContact(contactRow.parse({ Id: 41, ...body }), types, config);
      expect(keys).toContainEqual({ kind: 'phone', value: phoneKeyOf(number) });
    }),
  );
});

test('any keys give one well-formed question, in which every quote is closed', () => {
  fc.assert(
    fc.property(fc.array(identityKey()), (keys) => {
      const filter = identityFilter(keys, config) ?? '';
      const [open, closed] = [filter.replaceAll(/'(?:[^']|'')*'/g, ''), filter.split('(').length - filter.split(')').length];
      expect(open).not.toContain("'");
      expect(closed).toBe(0);
    }),
  );
});
