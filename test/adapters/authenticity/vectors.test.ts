import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { verifyAuthenticity } from '../../../src/adapters/authenticity/index.ts';
import { instantOf } from '../../../src/domain/kernel/instant.ts';
import type { AuthenticityVerdict, Scheme } from '../../../src/ports/index.ts';
import { samplesAvailable } from '../../samples.ts';
import { changesOf } from './changes.ts';
import { readVectors, schemesOf, type Vector } from './vectors.ts';

/** As many as there were when this was written, so that none is lost unseen: 55 signed ones, three of them in two ways, and 8 that nobody signs. */
const VECTORS = 63;
const VERIFICATIONS = 66;

interface Proven {
  readonly vector: Vector;
  readonly scheme: Scheme;
}

const verdictAt = ({ vector, scheme }: Proven, lateMs = 0): AuthenticityVerdict =>
  verifyAuthenticity(scheme, [vector.secret], vector.request, instantOf(vector.signedAtMs + lateMs));

/** Each vector with each of its platform's ways by which it is proven. */
const provenVectors = (): readonly Proven[] =>
  readVectors().flatMap((vector) => schemesOf(vector).map((scheme) => ({ vector, scheme })).filter((each) => verdictAt(each).authentic === 'yes'));

describe.skipIf(!samplesAvailable)('vectors: deliveries signed with known secrets (WHK-07)', () => {
  test(`all ${VECTORS} vectors are there, with the bodies that were signed, and each is proven: ${VERIFICATIONS} verifications`, () => {
    const vectors = readVectors();
    const proven = provenVectors();
    expect(vectors.filter(({ bodySha256, request }) => bodySha256 !== undefined && bodySha256 !== sha256(request.body))).toEqual([]);
    expect(vectors.filter((vector) => !proven.some((each) => each.vector.name === vector.name)).map(({ name }) => name)).toEqual([]);
    expect(vectors.length).toBeGreaterThanOrEqual(VECTORS);
    expect(proven.length).toBeGreaterThanOrEqual(VERIFICATIONS);
  });

  test('every change of one byte, of the signed body, a signed header or the secret, is refused: at all positions of all vectors, over 90,000 changes', () => {
    const passed: string[] = [];
    const exempt = new Map<string, number>();
    let tried = 0;
    for (const { vector, scheme } of provenVectors().filter(({ scheme }) => scheme.kind !== 'address-alone')) {
      for (const change of changesOf(vector, scheme)) {
        if (change.exempt !== undefined) {
          exempt.set(change.exempt, (exempt.get(change.exempt) ?? 0) + 1);
          continue;
        }
        tried += 1;
        const verdict = verifyAuthenticity(scheme, [change.secret], change.request, instantOf(vector.signedAtMs));
        if (verdict.authentic === 'yes') passed.push(`${vector.name}: ${change.what}`);
      }
    }
    expect(passed).toEqual([]);
    expect(tried).toBeGreaterThan(90_000);
    // The first signature of Svix' list in two vectors, of 47 characters each; no form of the vectors reads the same with one bit changed.
    expect(Object.fromEntries(exempt)).toEqual({ 'another signature of the list, which need not be ours': 2 * 47 });
  });

  test('by a second secret, during an exchange, as well; by neither, not at all', () => {
    for (const { vector, scheme } of provenVectors().filter(({ scheme }) => scheme.kind !== 'address-alone')) {
      const at = instantOf(vector.signedAtMs);
      expect(verifyAuthenticity(scheme, ['another-secret', vector.secret], vector.request, at), vector.name).toEqual({ authentic: 'yes' });
      expect(verifyAuthenticity(scheme, ['another-secret', 'and-another'], vector.request, at).authentic, vector.name).toBe('no');
    }
  });

  test('a time that is signed is looked at: within the tolerance, then beyond it, in both directions where the sender looks in both', () => {
    const timed = provenVectors().flatMap(({ vector, scheme }) =>
      scheme.kind === 'hmac' && scheme.timestamp !== undefined ? [{ vector, scheme, ...scheme.timestamp }] : []);
    expect(timed.length).toBeGreaterThanOrEqual(18);
    for (const { vector, scheme, toleranceS, refuses } of timed) {
      const late = (seconds: number): AuthenticityVerdict => verdictAt({ vector, scheme }, seconds * 1000);
      expect(late(toleranceS), vector.name).toEqual({ authentic: 'yes' });
      expect(late(toleranceS + 1), vector.name).toEqual({ authentic: 'no', why: 'too-old' });
      expect(late(-toleranceS), vector.name).toEqual({ authentic: 'yes' });
      expect(late(-toleranceS - 1), vector.name).toEqual(refuses === 'old' ? { authentic: 'yes' } : { authentic: 'no', why: 'too-early' });
    }
  });
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
