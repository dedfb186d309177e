import { mainPhoneOf } from '../contact/contact-phones.ts';
import type { Contact, ContactId } from '../contact/contact.ts';
import type { NonEmpty } from '../kernel/non-empty.ts';
import { digitsForNeppo, phoneKeyOf } from '../phone/phone-key.ts';
import {
  hasPhone, linkedContactOf, phoneKeysIn, phoneKeysOfContact,
  type ChatClientFacts, type ChatClientId, type ContactLinkFields, type MatchedClient, type RegisteredClient,
} from './chat-client.ts';
import { differingValues, validCpf, validEmail, valuesLost, wantedValuesOf, type ChatClientValues } from './chat-client-values.ts';
import { decideChatClient, holdsMainPhone, type ChatClientDecision } from './decide-chat-client.ts';
import { linkLossOf, type LinkLoss } from './links.ts';

/** Makes a client in the chat, linked to its contact (SYN-01). `phone` is digits with DDI. */
export interface CreateChatClient {
  readonly type: 'CreateChatClient';
  readonly values: ChatClientValues & { readonly name: string; readonly phone: string };
}

/** Writes what differs, and nothing else. */
export interface UpdateChatClient {
  readonly type: 'UpdateChatClient';
  readonly client: ChatClientId;
  /** `phone` only where the client has none. */
  readonly change: ChatClientValues & { readonly phone?: string };
  /** What somebody else than this hub had put there, for the history (SYN-08). */
  readonly overwritten?: ChatClientValues;
}

/** Takes the external code away; the number and all else stay (SYN-04). */
export interface UnlinkChatClient {
  readonly type: 'UnlinkChatClient';
  readonly client: ChatClientId;
  readonly contact: ContactId;
  readonly because: LinkLoss | 'contact-deleted';
}

/** What is written on the CRM's contact, and nothing besides is (SYN-05, SYN-09). */
export interface WriteContact {
  readonly type: 'WriteContact';
  readonly contact: ContactId;
  readonly change: {
    readonly link?: { readonly userName: string } | 'none';
    readonly client?: ContactLinkFields['client'];
    /** Only where the contact has none. */
    readonly email?: string;
    readonly cpf?: string;
  };
}

/** One write on either side. */
export type SynchronisationStep = UnlinkChatClient | CreateChatClient | UpdateChatClient | WriteContact;

/** Why a contact is not looked for in the chat at all. */
export type NotSynchronised = 'companies-left-out' | 'contact-deleted';

/** What keeps one contact the same on both sides, and why. Without steps nothing differs, or nothing may be done. */
export interface ChatClientPlan {
  readonly match: ChatClientDecision | { readonly outcome: 'not-asked'; readonly because: NotSynchronised };
  readonly steps: readonly SynchronisationStep[];
}

/** {@link ChatClientFacts}, and what the CRM and this hub keep of the contact's chat client. */
export interface ChatClientPlanFacts extends Omit<ChatClientFacts, 'userName'> {
  /** `unknown` where the fields lack or may not be read: then they are not written. */
  readonly link: ContactLinkFields | 'unknown';
  /** What this hub last wrote on a chat client: losing it is no loss (SYN-08). */
  readonly lastWritten?: Readonly<Record<ChatClientId, ChatClientValues>>;
}

/**
 * Plans what one contact needs, with as many writes as there are clients that differ (SYN-03). A client with a number that is the
 * contact's no more is unlinked first (SYN-04). Then those that match are made to say what the CRM says, and the CRM's
 * empty fields are filled from them (SYN-08, SYN-09); where none does, one is made on the main number (SYN-01).
 *
 * Carried out and read anew, a plan has nothing left to do, with two exceptions. A client just made has its user name to be
 * written on the contact: plan again with it among the candidates. A client just unlinked, or whose e-mail or CPF was
 * overwritten, may be another contact's: plan again those who share a key with what it was.
 */
export function planChatClient(given: ChatClientPlanFacts): ChatClientPlan {
  const { contact, settings, link } = given;
  const facts = { ...given, userName: link === 'unknown' ? undefined : link.userName };
  if (contact.deleted) return { match: { outcome: 'not-asked', because: 'contact-deleted' }, steps: unlinkAll(facts) };
  if (contact.kind === 'company' && settings.companies === 'left-out') return { match: { outcome: 'not-asked', because: 'companies-left-out' }, steps: [] };

  const unlinks = staleLinks(facts);
  const match = decideChatClient(facts);
  if (match.outcome === 'known') return { match, steps: [...unlinks, ...alignments(facts, match.clients)] };
  const creation = holdsMainPhone(facts) ? creationOf(contact, facts) : [];
  // A client about to be made leaves its own name there, once it has one.
  const forgetting = creation.length > 0 ? [] : writeContact(contact, linkChange(link, { client: 'active' }));
  return { match, steps: [...unlinks, ...creation, ...forgetting] };
}

function unlinkAll({ contact, candidates, settings }: ChatClientFacts): readonly UnlinkChatClient[] {
  if (settings.unlinkOnRemoval === 'off') return [];
  const linked = candidates.filter((client) => linkedContactOf(client) === contact.id);
  return eachOnce(linked).map(({ id }) => ({ type: 'UnlinkChatClient', client: id, contact: contact.id, because: 'contact-deleted' }));
}

const staleLinks = (facts: ChatClientFacts): readonly UnlinkChatClient[] =>
  eachOnce(facts.candidates).flatMap((client) => {
    const because = linkLossOf(client, facts);
    return because === undefined ? [] : [{ type: 'UnlinkChatClient', client: client.id, contact: facts.contact.id, because }];
  });

/** On the first valid mobile, else the first valid number; without one the chat has nothing to know the client by. */
function creationOf(contact: Contact, { settings }: ChatClientFacts): readonly CreateChatClient[] {
  const phone = mainPhoneOf(contact, settings.reading);
  if (phone === undefined) return [];
  const { companyName, ...values } = wantedValuesOf(contact);
  const digits = digitsForNeppo(phone);
  return [{ type: 'CreateChatClient', values: { ...values, ...(companyName && { companyName }), name: values.name ?? digits, phone: digits } }];
}

/** Both directions at once, so that what the CRM gains from one client the others have too. */
function alignments(facts: ChatClientPlanFacts, matched: NonEmpty<MatchedClient>): readonly SynchronisationStep[] {
  const clients = matched.map(({ client }) => client);
  const fill = fillingOf(facts.contact, clients);
  const wanted = wantedValuesOf({ ...facts.contact, ...fill });
  const updates = clients.flatMap((client) => updateOf(client, wanted, facts, phoneFor(client, clients, facts)));
  const main = matched[0].client;
  const state = clients.some(({ active }) => active) ? 'active' : 'inactive';
  const userName = main.userName?.trim();
  return [...updates, ...writeContact(facts.contact, { ...fill, ...linkChange(facts.link, { ...(userName && { userName }), client: state }) })];
}

function updateOf(client: RegisteredClient, wanted: ChatClientValues, facts: ChatClientPlanFacts, phone: string | undefined): readonly UpdateChatClient[] {
  const change = differingValues(wanted, client);
  if (Object.keys(change).length === 0 && phone === undefined) return [];
  const overwritten = valuesLost(change, client, facts.lastWritten?.[client.id]);
  const told = Object.keys(overwritten).length > 0 ? { overwritten } : {};
  return [{ type: 'UpdateChatClient', client: client.id, change: { ...change, ...(phone !== undefined && { phone }) }, ...told }];
}

/** The main number of somebody whom the chat knew without any, learned later: for the first such client, when no client has it yet. */
function phoneFor(client: RegisteredClient, own: readonly RegisteredClient[], facts: ChatClientFacts): string | undefined {
  const phone = mainPhoneOf(facts.contact, facts.settings.reading);
  if (phone === undefined || own.find((each) => !hasPhone(each)) !== client || !holdsMainPhone(facts)) return undefined;
  const phones = phoneKeysOfContact(facts.contact, facts.settings.reading);
  const isKnown = own.some(({ keys }) => phoneKeysIn(keys).some((key) => phones.includes(key)));
  const isTaken = facts.candidates.some(({ keys }) => phoneKeysIn(keys).includes(phoneKeyOf(phone)));
  return isKnown || isTaken ? undefined : digitsForNeppo(phone);
}

/** SYN-09: only what is empty, from the first client that has it. The name is never taken. */
function fillingOf({ kind, email = '', cpf = '' }: Contact, clients: readonly RegisteredClient[]): { readonly email?: string; readonly cpf?: string } {
  const [foundEmail] = email.trim() === '' ? clients.flatMap((client) => validEmail(client.email) ?? []) : [];
  const [foundCpf] = kind === 'person' && cpf.trim() === '' ? clients.flatMap((client) => validCpf(client.cpf) ?? []) : [];
  return { ...(foundEmail !== undefined && { email: foundEmail }), ...(foundCpf !== undefined && { cpf: foundCpf }) };
}

function linkChange(now: ContactLinkFields | 'unknown', wanted: ContactLinkFields): WriteContact['change'] {
  if (now === 'unknown') return {};
  const isNamed = (now.userName?.trim() || undefined) === wanted.userName;
  return {
    ...(!isNamed && { link: wanted.userName === undefined ? 'none' : { userName: wanted.userName } }),
    ...(now.client !== wanted.client && { client: wanted.client }),
  };
}

const writeContact = (contact: Contact, change: WriteContact['change']): readonly WriteContact[] =>
  Object.keys(change).length === 0 ? [] : [{ type: 'WriteContact', contact: contact.id, change }];

const eachOnce = (clients: readonly RegisteredClient[]): readonly RegisteredClient[] => [...new Map(clients.map((client) => [client.id, client])).values()];
