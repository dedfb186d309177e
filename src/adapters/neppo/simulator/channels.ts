const PREFIX: Readonly<Record<string, string>> = {
  WHATSAPP: 'WA',
  WHATSAPP_WEB: 'WA',
  WEBCHAT: 'WC',
  TELEGRAM: 'TL',
  FACEBOOK: 'FB',
  SMS: 'SM',
  SKYPE: 'SP',
  PHONE: 'PH',
  INSTAGRAM: 'IT',
  APPLE: 'AP',
  GOOGLE: 'GO',
  MSTEAMS: 'MT',
  VOICE: 'VC',
  SLACK: 'SL',
  EMAIL: 'EM',
  SKYPEFORBUSINESS: 'SB',
  WORKPLACE: 'WP',
  VIBER: 'VI',
  TWITTERDIRECT: 'TW',
};

const OTHER_NAMES: Readonly<Record<string, string>> = { MESSENGER: 'FACEBOOK', 'E-MAIL': 'EMAIL', VOZ: 'VOICE' };

/** Channels whose client is a telephone number. */
const TELEPHONE = new Set(['WHATSAPP', 'WHATSAPP_WEB', 'VOICE', 'PHONE', 'SMS']);

export const channelNames: readonly string[] = Object.keys(PREFIX);

/** Neppo's name of a channel written in any case; `messenger` is Neppo's FACEBOOK. Undefined when there is none. */
export function channelNamed(text: string): string | undefined {
  const upper = text.trim().toUpperCase();
  const name = OTHER_NAMES[upper] ?? upper;
  return name in PREFIX ? name : undefined;
}

export const isWhatsApp = (channel: string): boolean => channel.startsWith('WHATSAPP');
export const isTelephone = (channel: string): boolean => TELEPHONE.has(channel);

/** A protocol such as `WA00000000001`. */
export const protocolOf = (channel: string, number: number): string =>
  `${PREFIX[channel] ?? 'WC'}${String(number).padStart(11, '0')}`;
