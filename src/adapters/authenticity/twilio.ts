import { createHmac, hash } from 'node:crypto';
import type { AuthenticityVerdict, RawRequest } from '../../ports/index.ts';
import { headerOf, queryOf } from './place.ts';
import { anyOf, isCanonical, sameSignature } from './same-text.ts';
import { spellingsOf } from './twilio-address.ts';
import { refused, verdictOf } from './verdict.ts';

const SIGNATURE = 'x-twilio-signature';
const SHA1_BYTES = 20;
const BODY_HASH = 'bodySHA256';

/**
 * Twilio signs the address and, of a form, its sorted parameters; of anything else the address alone, whose query then holds the body's SHA-256.
 * Overrides behind `#` are no part of what is signed.
 */
export function checkTwilio(secrets: readonly string[], request: RawRequest): AuthenticityVerdict {
  const given = headerOf(request, SIGNATURE);
  if (given === undefined) return refused('signature-missing');
  if (!isCanonical(given, 'base64', SHA1_BYTES)) return refused('signature-malformed');
  const bodyHash = new URLSearchParams(queryOf(request.url)).get(BODY_HASH) ?? undefined;
  if (bodyHash !== undefined && !sameSignature(bodyHash, hash('sha256', request.body))) return refused('signature-wrong');
  const parameters = bodyHash === undefined ? sortedParameters(request.body) : '';
  const signed = spellingsOf(request.url).map((url) => url + parameters);
  return verdictOf(anyOf(secrets.flatMap((secret) => signed.map((text) => sameSignature(given, signatureOf(secret, text))))));
}

const signatureOf = (secret: string, text: string): string => createHmac('sha1', secret).update(text).digest('base64');

/** Names in order, each with its values in order and each value once, without anything between them. */
function sortedParameters(body: Uint8Array): string {
  const form = new URLSearchParams(new TextDecoder('utf-8', { ignoreBOM: true }).decode(body));
  const names = [...new Set(form.keys())].toSorted(byCodeUnit);
  return names.flatMap((name) => [...new Set(form.getAll(name))].toSorted(byCodeUnit).map((value) => name + value)).join('');
}

const byCodeUnit = (left: string, right: string): number => (left < right ? -1 : Number(left > right));
