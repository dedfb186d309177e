import { createHmac } from 'node:crypto';
import type { AuthenticityVerdict, RawRequest } from '../../ports/index.ts';
import { keyOf } from './key.ts';
import { readProof, type Hmac, type Proof } from './proof.ts';
import { anyOf, sameSignature } from './same-text.ts';
import { feed } from './signed-parts.ts';
import { authentic, refused } from './verdict.ts';

const MS_PER_S = 1000;

/** An HMAC over the body, and over the time, the address or an id with it, as each sender has it. */
export function checkHmac(scheme: Hmac, secrets: readonly string[], request: RawRequest, nowMs: number): AuthenticityVerdict {
  const proof = readProof(scheme, request);
  if ('authentic' in proof) return proof;
  const keys = secrets.flatMap((secret) => keyOf(scheme.key ?? 'text', secret) ?? []);
  if (keys.length === 0) return refused('secret-missing');
  const expected = keys.map((key) => signatureOf(scheme, key, proof, request));
  const isGenuine = anyOf(proof.signatures.flatMap((given) => expected.map((each) => sameSignature(given, each))));
  return isGenuine ? timeliness(scheme, proof, nowMs) : refused('signature-wrong');
}

function signatureOf(scheme: Hmac, key: string | Uint8Array, { timestamp, id }: Proof, { body, url, method }: RawRequest): string {
  const digester = createHmac(scheme.algorithm, key);
  feed(digester, scheme.signed ?? '{body}', {
    body, url, method, ...(timestamp === undefined ? {} : { timestamp }), ...(id === undefined ? {} : { id }),
  });
  return digester.digest(scheme.encoding);
}

/** Looked at last, so that only the true sender can be told that it is late. Whole seconds count as whole ones, as the senders' own libraries have it. */
function timeliness({ timestamp: rule }: Hmac, { timestamp: written }: Proof, nowMs: number): AuthenticityVerdict {
  if (rule === undefined || written === undefined) return authentic;
  const ageS = rule.unit === 's' ? Math.floor(nowMs / MS_PER_S) - Number(written) : (nowMs - Number(written)) / MS_PER_S;
  if (ageS > rule.toleranceS) return refused('too-old');
  return rule.refuses === 'old-and-early' && -ageS > rule.toleranceS ? refused('too-early') : authentic;
}
