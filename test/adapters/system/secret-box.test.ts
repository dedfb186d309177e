import { createCipheriv, createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSecretBox, hashToken, sameSecret } from '../../../src/adapters/system/index.ts';

const [OLD, NEW] = ['the-old-secret-key-of-a-host', 'the-new-secret-key-of-a-host'];

/** As releases before rotation sealed: without the id of a key. */
function sealedBefore(secretKey: string, plain: string, purpose: string): string {
  const key = createHmac('sha256', 'vinculo/seal').update(secretKey).digest();
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
}

const markedBefore = (secretKey: string, text: string): string =>
  createHmac('sha256', createHmac('sha256', 'vinculo/mark').update(secretKey).digest()).update(text).digest('base64url').slice(0, 22);

describe('a secret box', () => {
  test('opens what it sealed, whatever the text', () => {
    const box = createSecretBox(NEW);
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string(), (plain, purpose) => {
      expect(box.open(box.seal(plain.toWellFormed(), purpose), purpose)).toBe(plain.toWellFormed());
    }));
  });

  test('seals the same text otherwise each time, and shows nothing of it', () => {
    const box = createSecretBox(NEW);
    const [one, two] = [box.seal('user-key', 'acme/crm'), box.seal('user-key', 'acme/crm')];
    expect(one).not.toBe(two);
    expect(Buffer.from(one.split('.')[1] ?? '', 'base64').includes('user-key')).toBe(false);
  });

  test.each([
    ['for another purpose', (sealed: string) => sealed, 'other/crm'],
    ['with a changed end', (sealed: string) => `${sealed.slice(0, -4)}AAAA`, 'acme/crm'],
    ['that was cut off', (sealed: string) => sealed.slice(0, 30), 'acme/crm'],
    ['of nothing', () => '', 'acme/crm'],
    ['with the id of another key', (sealed: string) => `AAAAAAAA.${sealed.split('.')[1]}`, 'acme/crm'],
    ['with no key id', () => '.', 'acme/crm'],
  ])('opens nothing %s', (_case, change, purpose) => {
    const box = createSecretBox(NEW, { previousSecretKey: OLD });
    expect(() => box.open(change(box.seal('user-key', 'acme/crm')), purpose)).toThrow(expect.objectContaining({ code: 'defect.secret-unreadable' }));
  });

  test('opens what the previous key sealed, by this release and the one before, and seals under the new key alone', () => {
    const box = createSecretBox(NEW, { previousSecretKey: OLD });
    expect(box.open(createSecretBox(OLD).seal('user-key', 'acme/crm'), 'acme/crm')).toBe('user-key');
    expect(box.open(sealedBefore(OLD, 'user-key', 'acme/crm'), 'acme/crm')).toBe('user-key');
    expect(createSecretBox(NEW).open(box.seal('user-key', 'acme/crm'), 'acme/crm')).toBe('user-key');
    expect(() => createSecretBox(OLD).open(box.seal('user-key', 'acme/crm'), 'acme/crm')).toThrow('cannot be read');
  });

  test('knows what is sealed under its own key; what carries no id might be, and is not', () => {
    const box = createSecretBox(NEW, { previousSecretKey: OLD });
    const sealed = [box.seal('a', 'p'), createSecretBox(NEW).seal('a', 'p'), createSecretBox(OLD).seal('a', 'p'), sealedBefore(NEW, 'a', 'p')];
    expect(sealed.map((value) => box.isCurrent(value))).toEqual([true, true, false, false]);
  });

  test('marks as the release before did, until it is given a mark key', () => {
    expect(createSecretBox(OLD).mark('acme/session')).toBe(markedBefore(OLD, 'acme/session'));
    expect(createSecretBox(NEW, { previousSecretKey: OLD }).mark('acme/session')).toBe(markedBefore(NEW, 'acme/session'));
    expect(createSecretBox(NEW, { markKey: Buffer.alloc(32, 1) }).mark('x')).toBe(createSecretBox(OLD, { markKey: Buffer.alloc(32, 1) }).mark('x'));
  });

  test.each(['secretKey', 'previousSecretKey'])('refuses a %s that can be guessed, by its name', (setting) => {
    const make = () => (setting === 'secretKey' ? createSecretBox('short') : createSecretBox(NEW, { previousSecretKey: 'short' }));
    expect(make).toThrow(new RegExp(`^${setting} cannot be used`));
  });
});

test('secrets are compared whole', () => {
  expect([sameSecret('abc', 'abc'), sameSecret('abc', 'abd'), sameSecret('abc', 'abcd'), sameSecret('', 'a')]).toEqual([true, false, false, false]);
  expect(hashToken('abc')).not.toBe(hashToken('abd'));
});

test('a mark is the HMAC-SHA256 of the text under the mark key, for every text and every key', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.uint8Array({ minLength: 1, maxLength: 100 }), (text, bytes) => {
    const markKey = Buffer.from(bytes);
    const wanted = createHmac('sha256', markKey).update(text).digest('base64url').slice(0, 22);
    expect(createSecretBox('a-secret-key-for-tests-only', { markKey }).mark(text)).toBe(wanted);
  }));
});
