import fc from 'fast-check';
import { expect, test } from 'vitest';
import { identityKeysOf, identityKeyText } from '../../../src/domain/contact/identity-key.ts';
import { looseClient } from '../../arbitraries/contact.ts';
import { phoneDigits, spellingsOf } from '../../arbitraries/phone.ts';

const anything = fc.string({ unit: 'binary' });

test('SYN-03: any data gives keys in one order, each once, and never an exception', () => {
  const client = fc.oneof(looseClient(), fc.record({ phone: anything, email: anything, cpf: anything, userName: anything, externalCode: anything }));
  const order = ['external-code', 'phone', 'channel', 'cpf', 'email'];
  fc.assert(
    fc.property(client, (data) => {
      const keys = identityKeysOf(data);
      const ranks = keys.map(({ kind }) => order.indexOf(kind));
      expect(ranks).toEqual([...ranks].toSorted((a, b) => a - b));
      expect(new Set(keys.map(identityKeyText)).size).toBe(keys.length);
    }),
  );
});

test('PHN-04: how a phone is written never changes its key', () => {
  const spelled = phoneDigits().chain((digits) => fc.tuple(fc.constant(digits), spellingsOf(digits)));
  fc.assert(
    fc.property(spelled, ([digits, spelling]) => {
      expect(identityKeysOf({ phone: spelling })).toEqual(identityKeysOf({ phone: digits }));
    }),
  );
});

test('SYN-03: every valid value gives its key', () => {
  fc.assert(
    fc.property(looseClient(), (client) => {
      const kinds = new Set(identityKeysOf(client).map(({ kind }) => kind));
      expect(kinds.has('phone')).toBe(client.phone !== undefined || client.userName?.startsWith('whatsapp') === true);
      expect(kinds.has('cpf')).toBe(client.cpf !== undefined);
      expect(kinds.has('email')).toBe(client.email !== undefined);
      expect(kinds.has('external-code')).toBe(client.externalCode !== undefined);
    }),
  );
});
