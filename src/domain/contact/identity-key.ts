import { channelLabel, type Channel } from '../attendance/channel.ts';
import type { PhoneKey } from '../phone/phone-key.ts';
import { phoneKeyOf } from '../phone/phone-key.ts';
import { parsePhone } from '../phone/phone-number.ts';
import { parseCpf, type Cpf } from './cpf.ts';
import { parseEmail, type Email } from './email.ts';

/** Something that tells who a client is. Two records with a key in common may be the same client (SYN-03, SES-13). */
export type IdentityKey =
  /** The id that the CRM's contact has in the chat. */
  | { readonly kind: 'external-code'; readonly value: string }
  | { readonly kind: 'phone'; readonly value: PhoneKey }
  /** A name within a channel that carries no phone, such as Instagram or a web chat. */
  | { readonly kind: 'channel'; readonly channel: string; readonly value: string }
  | { readonly kind: 'cpf'; readonly value: Cpf }
  | { readonly kind: 'email'; readonly value: Email };

/** A client as a chat or a form has it: loose texts, any of which may be missing or wrong. */
export interface LooseClient {
  readonly userName?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly cpf?: string | undefined;
  readonly externalCode?: string | undefined;
  readonly channel?: Channel | undefined;
}

// In these the user name is the phone number.
const PHONE_CHANNELS: ReadonlySet<string> = new Set(['whatsapp', 'whatsapp-web', 'voice', 'phone', 'sms']);
const WHATSAPP_NAME = /^whatsapp(?:_web)?_|@(?:c\.us|s\.whatsapp\.net)$/i;
const CHANNEL_IN_NAME = /^(instagram|facebook|messenger|telegram|webchat)_./i;

/**
 * The keys that a client's data give: external code, phone, user name, CPF, e-mail, in this order, each once. Phones are
 * read as the chat writes them, with DDI. A value that does not parse gives no key; nothing is ever thrown.
 */
export function identityKeysOf(client: LooseClient): readonly IdentityKey[] {
  const keys = [
    ...externalCodeKeys(client.externalCode),
    ...phoneKeys(client.phone),
    ...userNameKeys(client.userName?.trim() ?? '', channelName(client.channel)),
    ...cpfKeys(client.cpf),
    ...emailKeys(client.email),
  ];
  return [...new Map(keys.map((key) => [identityKeyText(key), key])).values()];
}

/** One text for each key, `phone:5511m87654321`: equal keys have equal texts, and their order is a fit one to lock in. */
export const identityKeyText = (key: IdentityKey): string =>
  key.kind === 'channel' ? `channel:${key.channel}:${key.value}` : `${key.kind}:${key.value}`;

function externalCodeKeys(raw = ''): readonly IdentityKey[] {
  const value = raw.trim();
  return value === '' ? [] : [{ kind: 'external-code', value }];
}

function phoneKeys(raw = ''): readonly IdentityKey[] {
  const phone = parsePhone(raw, { kind: 'with-ddi' });
  return phone.ok ? [{ kind: 'phone', value: phoneKeyOf(phone.value) }] : [];
}

function cpfKeys(raw = ''): readonly IdentityKey[] {
  const cpf = parseCpf(raw);
  return cpf.ok ? [{ kind: 'cpf', value: cpf.value }] : [];
}

function emailKeys(raw = ''): readonly IdentityKey[] {
  const email = parseEmail(raw);
  return email.ok ? [{ kind: 'email', value: email.value }] : [];
}

/** A user name is a phone in some channels, an address in e-mail, and a name of its own in the others. */
function userNameKeys(userName: string, channel: string | undefined): readonly IdentityKey[] {
  if (WHATSAPP_NAME.test(userName)) return phoneKeys(userName);
  const named = channel ?? CHANNEL_IN_NAME.exec(userName)?.[1]?.toLowerCase();
  if (userName === '' || named === undefined) return [];
  if (PHONE_CHANNELS.has(named)) return phoneKeys(userName);
  return named === 'email' ? emailKeys(userName) : [{ kind: 'channel', channel: named, value: userName }];
}

// No colon is left, so that no two keys share a text.
const channelName = (channel: Channel | undefined): string | undefined =>
  channel && channelLabel(channel).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
