import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyAuthenticity } from '../../../src/adapters/authenticity/index.ts';
import { signedDelivery } from '../../../src/adapters/webhook-mapper/simulator/index.ts';
import { instantOf } from '../../../src/domain/kernel/instant.ts';
import type { Place, Scheme } from '../../../src/ports/index.ts';

const place: fc.Arbitrary<Place> = fc.constantFrom({ header: 'X-Signature' }, { query: 'signature' });
const field: Place = { field: 'token' };
const algorithm = fc.constantFrom('sha1', 'sha256', 'sha512');
const encoding = fc.constantFrom('hex', 'base64');
const prefix = fc.constantFrom('', 'sha256=', 'v1,');
const key = fc.constantFrom('text', 'whsec');
const hmac = fc.record({ kind: fc.constant('hmac'), algorithm, encoding, at: place, prefix, key });
const refuses = fc.constantFrom('old', 'old-and-early');
const toleranceS = fc.integer({ min: 1, max: 600 });

/** Every way that a scheme can say, whether a platform has it or not. */
const scheme: fc.Arbitrary<Scheme> = fc.oneof(
  hmac,
  fc.record({ scheme: hmac, signed: fc.constantFrom('{method}{url}{body}', '{body}.{id}', 'v0:{id}:{body}') }).map(({ scheme, signed }) =>
    ({ ...scheme, signed, at: { header: 'X-Signature' }, idHeader: 'X-Id' }) as const),
  fc.record({ scheme: hmac, unit: fc.constantFrom('s', 'ms'), toleranceS, refuses, list: fc.constantFrom(' ', ';') }).map(({ scheme, list, ...timestamp }) =>
    ({ ...scheme, list, signed: '{timestamp}.{body}', timestamp: { ...timestamp, header: 'X-Time' } }) as const),
  fc.record({ scheme: hmac, separator: fc.constantFrom(',', ';'), toleranceS, refuses }).map(({ scheme, separator, ...timestamp }) =>
    ({ ...scheme, prefix: separator === ',' ? '' : scheme.prefix, signed: '{timestamp}.{body}', pairs: { time: 'ts', signature: 'h1', separator }, timestamp: { ...timestamp, unit: 's' } }) as const),
  fc.record({ kind: fc.constant('hash'), at: place, signed: fc.constantFrom('{secret}{body}', '{secret}{method}{url}{body}') }).map((each) =>
    ({ ...each, at: { header: 'X-Signature' } }) as const),
  fc.record({ kind: fc.constant('shown'), at: fc.oneof(place, fc.constant(field), fc.tuple(place, fc.constant(field))), prefix }),
  fc.constantFrom({ kind: 'basic' } as const, { kind: 'twilio' } as const),
);

const secretOf = (bytes: Uint8Array): string => `whsec_${Buffer.from(bytes).toString('base64')}`;
const delivery = fc.oneof(
  fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer())).map((json) => ({ json })),
  fc.dictionary(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ unit: 'grapheme' })).map((form) => ({ form })),
);

test('what one signs in any way, with a secret of one\'s own, is authentic by that secret and by no other (WHK-07)', () => {
  fc.assert(fc.property(scheme, delivery, fc.uint8Array({ minLength: 24, maxLength: 64 }), fc.integer({ min: 1e12, max: 2e12 }), (scheme, sent, bytes, atMs) => {
    const [secret, other] = [secretOf(bytes), secretOf(Uint8Array.from(bytes, (byte) => byte ^ 1))];
    const request = signedDelivery(sent, { target: 'https://hub.example.com.br/hooks/webhook/token-0001', platform: 'other', secret, scheme, atMs });
    expect(verifyAuthenticity(scheme, [secret], request, instantOf(atMs))).toEqual({ authentic: 'yes' });
    expect(verifyAuthenticity(scheme, [other, secret], request, instantOf(atMs))).toEqual({ authentic: 'yes' });
    expect(verifyAuthenticity(scheme, [other], request, instantOf(atMs)).authentic).toBe('no');
  }), { numRuns: 1000 });
});
