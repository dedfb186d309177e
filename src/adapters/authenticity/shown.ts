import type { AuthenticityVerdict, Place, RawRequest, Scheme } from '../../ports/index.ts';
import { textAt } from './place.ts';
import { anyOf, sameSecret } from './same-text.ts';
import { refused, verdictOf } from './verdict.ts';

type Shown = Extract<Scheme, { readonly kind: 'shown' }>;

/** The secret itself stands in the request: Hotmart's hottok, Asaas' token, the header that a VTEX account chose. */
export function checkShown({ at, prefix = '' }: Shown, secrets: readonly string[], request: RawRequest): AuthenticityVerdict {
  const found = firstShown(placesOf(at), request);
  if (found === undefined) return refused('signature-missing');
  const { place, text: given } = found;
  if (!given.startsWith(prefix)) return refused('signature-malformed');
  const spelled = 'header' in place ? secrets.flatMap(inHeader) : secrets;
  return verdictOf(anyOf(spelled.map((secret) => sameSecret(given.slice(prefix.length), secret))));
}

const placesOf = (at: Shown['at']): readonly Place[] => ('length' in at ? at : [at]);

/** Places after it are not read: a body that need not be is not taken apart. */
function firstShown(places: readonly Place[], request: RawRequest): { readonly place: Place; readonly text: string } | undefined {
  for (const place of places) {
    const text = textAt(place, request);
    if (text !== undefined) return { place, text };
  }
  return undefined;
}

/** A header is read byte by byte; some senders write a secret with accents as UTF-8, some as Latin-1. */
const inHeader = (secret: string): readonly string[] => [secret, Buffer.from(secret).toString('latin1')];
