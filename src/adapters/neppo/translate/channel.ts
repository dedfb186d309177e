import type { Channel } from '../../../domain/attendance/channel.ts';

type NamedKind = Exclude<Channel['kind'], 'other'>;

const KINDS: ReadonlyMap<string, NamedKind> = new Map([
  ['WHATSAPP', 'whatsapp'],
  ['WHATSAPP_WEB', 'whatsapp'],
  ['VOICE', 'voice'],
  ['PHONE', 'voice'],
  ['EMAIL', 'email'],
  ['WEBCHAT', 'webchat'],
  ['INSTAGRAM', 'instagram'],
  ['FACEBOOK', 'messenger'],
]);

/** The first two letters of a protocol, as the vendor's own widget reads them. */
const NAMES_BY_PREFIX: ReadonlyMap<string, string> = new Map([
  ['WA', 'WHATSAPP'], ['WC', 'WEBCHAT'], ['TL', 'TELEGRAM'], ['FB', 'FACEBOOK'], ['SM', 'SMS'], ['SP', 'SKYPE'],
  ['PH', 'PHONE'], ['IT', 'INSTAGRAM'], ['AP', 'APPLE'], ['GO', 'GOOGLE'], ['MT', 'MSTEAMS'], ['VC', 'VOICE'],
  ['SL', 'SLACK'], ['EM', 'EMAIL'], ['SB', 'SKYPEFORBUSINESS'], ['WP', 'WORKPLACE'], ['VI', 'VIBER'], ['TW', 'TWITTERDIRECT'],
]);

/** The channel of a session: the one it names, else the one its protocol begins with. */
export function translateChannel(name: string | undefined, protocol: string): Channel {
  const prefix = protocol.slice(0, 2).toUpperCase();
  const known = name ?? NAMES_BY_PREFIX.get(prefix) ?? prefix;
  const kind = KINDS.get(known.toUpperCase());
  return kind === undefined ? { kind: 'other', name: known } : { kind };
}
