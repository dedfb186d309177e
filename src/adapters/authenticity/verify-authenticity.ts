import type { AuthenticityVerdict, VerifyAuthenticity } from '../../ports/index.ts';
import { checkBasic } from './basic.ts';
import { checkHash } from './hash.ts';
import { checkHmac } from './hmac.ts';
import { checkShown } from './shown.ts';
import { checkTwilio } from './twilio.ts';
import { authentic, refused } from './verdict.ts';

/**
 * Looks whether a delivery comes from who it says, over the bytes as they came (WHK-07).
 *
 * Signatures are compared as texts, in constant time: another spelling of the same bytes, such as hex in capitals or base64 without its padding, is
 * refused, as the platforms' own libraries do. Nothing that stands in a request or in a secret makes it throw.
 *
 * @param secrets - blank ones do not count: what is signed with nothing is signed by anybody.
 *
 * @example
 * const request = { method: 'POST', url: 'https://hub.example.com.br/hooks/webhook/t', headers: { 'x-token': 'segredo' }, body: new Uint8Array() };
 * verifyAuthenticity({ kind: 'shown', at: { header: 'x-token' } }, ['segredo'], request, clock.now());
 * // => { authentic: 'yes' }
 */
export const verifyAuthenticity: VerifyAuthenticity = (scheme, secrets, request, now): AuthenticityVerdict => {
  if (scheme.kind === 'address-alone') return authentic;
  const usable = secrets.filter((secret) => secret.trim() !== '');
  if (usable.length === 0) return refused('secret-missing');
  switch (scheme.kind) {
    case 'shown':
      return checkShown(scheme, usable, request);
    case 'basic':
      return checkBasic(usable, request);
    case 'hmac':
      return checkHmac(scheme, usable, request, Date.parse(now));
    case 'hash':
      return checkHash(scheme, usable, request);
    case 'twilio':
      return checkTwilio(usable, request);
  }
};
