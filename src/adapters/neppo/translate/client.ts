import { identityKeysOf, type IdentityKey } from '../../../domain/contact/identity-key.ts';
import { parseInstant } from '../../../domain/kernel/instant.ts';
import type { ChatClientId } from '../../../domain/synchronisation/chat-client.ts';
import type { ChatClientChange, DirectoryClient } from '../../../ports/chat-clients.ts';
import type { ClientHabits } from '../neppo-config.ts';
import type { WireClient } from '../wire/session.ts';
import type { WireAttribute, WireUser } from '../wire/user.ts';
import { translateChannel } from './channel.ts';

export const translateClientId = (id: string): ChatClientId => id as ChatClientId;

/** Clients share their table with those who attend them. */
export const isClient = ({ typeUser }: WireUser): boolean => !['AGENT', 'BOT'].includes(typeUser?.toUpperCase() ?? '');

/** How a client's row is read: what the tenant calls things, and where its dates are at home. */
export interface ClientReading {
  readonly companyName: string;
  readonly timeZone: string;
}

/** A row of the users' list as a client. */
export function translateClient(row: WireUser, { companyName, timeZone }: ClientReading): DirectoryClient {
  const updatedAt = row.updatedAt === undefined ? undefined : parseInstant(row.updatedAt, timeZone);
  const texts = {
    userName: row.userName,
    name: row.displayName ?? row.name,
    phone: row.phone,
    email: row.email,
    cpf: row.cpf,
    externalCode: row.externalCode,
    companyName: row.attributes.find(({ name }) => name === companyName)?.value,
  };
  return {
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined)),
    id: translateClientId(row.id),
    active: row.active,
    keys: keysOfUser(row),
    ...(updatedAt?.ok === true ? { updatedAt: updatedAt.value } : {}),
  };
}

/** Every key that a client's row carries; its channel tells how its user name is to be read. */
export function keysOfUser(user: WireClient): readonly IdentityKey[] {
  const channel = user.originUser === undefined ? undefined : translateChannel(user.originUser, '');
  return identityKeysOf({ ...user, channel });
}

/** A user as it is sent. */
export interface UserBody {
  readonly id?: number | string | null;
  readonly phone?: unknown;
  readonly externalCode?: unknown;
  readonly attributes?: readonly object[];
}

/** What is written of a client: a field that is not named is not sent. */
export function userBody(change: ChatClientChange, { attributes, emptying }: ClientHabits): UserBody {
  const { name, phone, email, cpf, externalCode, companyName } = change;
  const texts = { name, displayName: name, phone, email, cpf, externalCode };
  return {
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined).map(([column, text]) => [column, text === '' && emptying === 'null' ? null : text])),
    ...(companyName === undefined ? {} : { attributes: [attributeBody({ name: attributes.companyName, value: companyName || undefined }, attributes.shape)] }),
  };
}

/** The whole of a row with some of it changed, for tenants whose saving empties what is not sent. */
export function wholeUserBody(standing: WireUser, body: UserBody, { attributes }: ClientHabits): UserBody {
  const { attributes: all, updatedAt: _, ...columns } = standing;
  const written = body.attributes ?? [];
  const kept = all.filter(({ name }) => written.length === 0 || name !== attributes.companyName);
  return { ...columns, ...body, attributes: [...kept.map((each) => attributeBody(each, attributes.shape)), ...written] };
}

const attributeBody = ({ name, value }: WireAttribute, shape: ClientHabits['attributes']['shape']): object => ({ [shape]: name, value: value ?? null });
