import { parse, stringify } from 'node:querystring';

const PARTS = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*@)?(\[[^\]/?#]*\]|[^:/?#]*)(:[^/?#]*)?/i;

/**
 * The spellings of an address that Twilio may have signed: as it came, without a port and with the usual one; then, for some of its servers, with its
 * special characters escaped. The address is never rebuilt from its parts beyond that: the order and the escapes of a query are signed too.
 */
export function spellingsOf(url: string): readonly string[] {
  const [address = ''] = url.split('#', 1);
  const asItCame = [withoutPort(address), withPort(address)];
  if (!URL.canParse(address)) return asItCame;
  const escaped = new URL(address).toString();
  const both = [withoutPort(escaped), withPort(escaped)];
  return [...new Set([...asItCame, ...both, ...both.map(withQueryRewritten)])];
}

const withoutPort = (url: string): string =>
  url.replace(PARTS, (_, scheme: string, user: string | undefined, host: string) => scheme + (user ?? '') + host);

const withPort = (url: string): string =>
  url.replace(PARTS, (_, scheme: string, user: string | undefined, host: string, port: string | undefined) =>
    scheme + (user ?? '') + host + (port || usualPort(scheme)));

const usualPort = (scheme: string): string => (scheme.toLowerCase() === 'https://' ? ':443' : ':80');

function withQueryRewritten(url: string): string {
  const start = url.indexOf('?');
  return start === -1 || start === url.length - 1 ? url : `${url.slice(0, start)}?${stringify(parse(url.slice(start + 1)))}`;
}
