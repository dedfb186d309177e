import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseEmail } from '../../../src/domain/contact/email.ts';
import { email } from '../../arbitraries/contact.ts';

test.each([
  ['ana@exemplo.test', 'ana@exemplo.test'],
  [' Ana.Souza+crm@Exemplo.COM.BR ', 'ana.souza+crm@exemplo.com.br'],
  ['joão@exemplo.test', 'joão@exemplo.test'],
])('the address "%s" is read as %s', (raw, value) => expect(parseEmail(raw)).toEqual({ ok: true, value }));

test.each([
  ['', 'empty'],
  ['  ', 'empty'],
  ['ana', 'not-an-email'],
  ['ana@exemplo', 'not-an-email'],
  ['@exemplo.test', 'not-an-email'],
  ['ana@.test', 'not-an-email'],
  ['ana@exemplo..test', 'not-an-email'],
  ['ana@@exemplo.test', 'not-an-email'],
  ['ana souza@exemplo.test', 'not-an-email'],
  ['ana@exemplo.test, bia@exemplo.test', 'not-an-email'],
  ['Ana <ana@exemplo.test>', 'not-an-email'],
  [`${'a'.repeat(250)}@exemplo.test`, 'not-an-email'],
])('"%s" is refused as %s', (raw, reason) => expect(parseEmail(raw)).toEqual({ ok: false, reason }));

test('an address reads as itself once it is read', () => {
  fc.assert(
    fc.property(email(), (raw) => {
      const read = parseEmail(raw);
      expect(read.ok && parseEmail(read.value)).toEqual(read);
    }),
  );
});

test('any text is an address or a reason, and never an exception', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (raw) => {
      expect(typeof parseEmail(raw).ok).toBe('boolean');
    }),
  );
});
