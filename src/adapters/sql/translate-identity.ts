import type { IdentityKey } from '../../domain/contact/identity-key.ts';
import type { RememberedContact } from '../../ports/identities.ts';
import { parseJson } from './json.ts';
import type { Row } from './row.ts';

const CHANNEL = 'channel:';

/** A key as two columns; a channel's name belongs to its kind, since names are told apart within a channel only. */
export const translateKey = (key: IdentityKey): readonly [kind: string, value: string] =>
  key.kind === 'channel' ? [`${CHANNEL}${key.channel}`, key.value] : [key.kind, key.value];

export const translateKeyRow = ([kind = '', value = '']: readonly string[]): IdentityKey =>
  (kind.startsWith(CHANNEL) ? { kind: 'channel', channel: kind.slice(CHANNEL.length), value } : { kind, value }) as IdentityKey;

export const translateEntry = (row: Row): RememberedContact => parseJson(String(row['entry'])) as RememberedContact;
