import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyAuthenticity } from '../../../src/adapters/authenticity/index.ts';
import { platforms } from '../../../src/adapters/webhook-mapper/index.ts';
import { instantOf } from '../../../src/domain/kernel/instant.ts';
import type { Scheme } from '../../../src/ports/index.ts';

const schemes: readonly Scheme[] = [
  ...platforms.list().flatMap(({ authenticity }) => authenticity.map(({ scheme }) => scheme)).filter(({ kind }) => kind !== 'address-alone'),
  { kind: 'basic' },
  { kind: 'shown', at: [{ query: 'token' }, { field: 'a.b' }], prefix: 'Bearer ' },
  { kind: 'hmac', algorithm: 'sha512', encoding: 'hex', at: { field: 'signature' } },
];
const names = [...new Set(schemes.flatMap((scheme) => JSON.stringify(scheme).match(/(?<="header":"|"idHeader":")[^"]+/g) ?? []))];

const text = fc.oneof(
  fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('v', '1', ',', '=', ' ', 't', 'A', '0', '\ud800') }), fc.base64String(),
  fc.stringMatching(/^t=\d{1,20},v1=[0-9a-f]{64}$/), fc.stringMatching(/^v1,[A-Za-z0-9+/]{43}=( v1,[A-Za-z0-9+/]{43}=)?$/), fc.stringMatching(/^[0-9a-f]{64}$/),
);
const url = fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), text, text.map((each) => `https://x.br/h?token=${each}&signature=${each}&bodySHA256=${each}`));
const request = fc.record({
  method: fc.constantFrom('POST', 'GET', ''),
  url,
  headers: fc.dictionary(fc.constantFrom('authorization', '__proto__', 'x-twilio-signature', ...names), text),
  body: fc.oneof(fc.uint8Array(), fc.json().map((each) => Buffer.from(each)), text.map((each) => Buffer.from(`a=${each}&signature=${each}`))),
});

test('nobody who does not know the secret gets in, and nothing that stands in a request or a secret makes it throw (WHK-07)', () => {
  fc.assert(fc.property(fc.constantFrom(...schemes), fc.array(text), request, fc.integer({ min: 0, max: 4e12 }), (scheme, secrets, sent, nowMs) => {
    expect(verifyAuthenticity(scheme, secrets.map((secret) => `${secret}-unguessable`), sent, instantOf(nowMs)).authentic).toBe('no');
    verifyAuthenticity(scheme, secrets, sent, instantOf(nowMs));
  }), { numRuns: 2000 });
});
