import type { Incoming } from '../../../domain/mapping/mapping.ts';
import type { HandshakeAnswer, RawRequest } from '../../../ports/platform.ts';
import { answerProbe } from '../answer-probe.ts';

/**
 * Meta asks for a challenge back before it sends anything, with the verify token that was typed beside the address. That token is the
 * integration's secret, or, so that the app secret need not be typed there, the last part of the address itself.
 */
export function answerChallenge(request: RawRequest, { query }: Incoming, secret: string | undefined): HandshakeAnswer | undefined {
  const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = query;
  if (mode === undefined) return answerProbe(request);
  const isKnown = token !== undefined && token !== '' && [secret, lastPart(request.url)].includes(token);
  return isKnown && mode === 'subscribe' && challenge !== undefined
    ? { status: 200, body: challenge, contentType: 'text/plain' }
    : { status: 403 };
}

function lastPart(url: string): string | undefined {
  const [address = ''] = url.split(/[?#]/, 1);
  return address.split('/').findLast((part) => part !== '');
}
