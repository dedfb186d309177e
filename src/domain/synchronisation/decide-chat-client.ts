import { compareContactIds, type Contact } from '../contact/contact.ts';
import type { ClientCandidate, ClientMatch } from '../contact/decide-client.ts';
import { compareIds } from '../kernel/brand.ts';
import { isNonEmpty, type NonEmpty } from '../kernel/non-empty.ts';
import type { PhoneKey } from '../phone/phone-key.ts';
import { linkedContactOf, phoneKeysIn, phoneKeysOfContact, type ChatClientFacts, type MatchedClient, type RegisteredClient } from './chat-client.ts';
import { decideByPaper, type PaperObjection } from './decide-by-paper.ts';
import { linkLossOf, standingLinkOf } from './links.ts';
import { decidePhoneClaim, type PhoneClaim, type PhoneConflict } from './phone-claim.ts';

/** Which chat clients are a contact's (SYN-03, SYN-07). A person may have several, each on a number of its own. */
export type ChatClientDecision =
  /** The one on the contact's main number first. */
  | { readonly outcome: 'known'; readonly clients: NonEmpty<MatchedClient>; readonly conflicts: readonly PhoneConflict[] }
  /** `phone-of-another`: a person whose company this is has the number by right, or the contact that somebody settled on. */
  | { readonly outcome: 'unknown'; readonly because: PaperObjection | 'nobody-matches' | 'phone-of-another'; readonly conflicts: readonly PhoneConflict[] }
  /** The chat client of the contact's number is another contact's, until somebody settles it. */
  | { readonly outcome: 'conflict'; readonly conflicts: NonEmpty<PhoneConflict> };

/**
 * Finds the chat clients of a contact (SYN-03): those that carry its external code, and those that have one of its numbers
 * in either form (PHN-04) which no other contact holds (SYN-07). For want of these, the one that its papers tell
 * ({@link decideByPaper}). A client with its external code and another number is its own no more (SYN-04).
 */
export function decideChatClient(given: ChatClientFacts): ChatClientDecision {
  const facts = inOrder(given);
  const phones = phoneKeysOfContact(facts.contact, facts.settings.reading);
  const own = facts.candidates.filter((client) => isOwn(client, phones, facts));
  const conflicts = phones.flatMap((phone) => conflictsOn(phone, phones, facts));

  const known = own.map((client) => ({ client, matchedBy: matchOf(client, facts) })).toSorted((a, b) => placeOf(a.client, phones) - placeOf(b.client, phones));
  if (isNonEmpty(known)) return { outcome: 'known', clients: known, conflicts };
  const paper = decideByPaper(facts);
  if (paper.outcome === 'known') return { outcome: 'known', clients: [paper], conflicts };
  if (holdsMainPhone(facts)) return { outcome: 'unknown', because: paper.because, conflicts };
  const lost = conflicts.filter(({ other }) => other === facts.contact.id);
  return isNonEmpty(lost) ? { outcome: 'conflict', conflicts: lost } : { outcome: 'unknown', because: 'phone-of-another', conflicts };
}

/** Whether a chat client may be on the contact's main number for it; also where it has none (SYN-07). */
export function holdsMainPhone(facts: ChatClientFacts): boolean {
  const phones = phoneKeysOfContact(facts.contact, facts.settings.reading);
  const [main] = phones;
  return main === undefined || claimOn(main, phones, facts)?.holder === facts.contact.id;
}

/** A client on a number is the holder's; one on no number, or on one that cannot be read, is whose external code it carries. */
function isOwn(client: RegisteredClient, phones: readonly PhoneKey[], facts: ChatClientFacts): boolean {
  const shared = phones.find((phone) => phoneKeysIn(client.keys).includes(phone));
  if (shared !== undefined) return claimOn(shared, phones, facts, client)?.holder === facts.contact.id;
  return linkedContactOf(client) === facts.contact.id && linkLossOf(client, facts) === undefined;
}

/** A number goes with the link of its client; a client without one, with that of another client on the same number. */
function claimOn(phone: PhoneKey, phones: readonly PhoneKey[], facts: ChatClientFacts, client?: RegisteredClient): PhoneClaim | undefined {
  const { contact, rivals, settings, merges = [] } = facts;
  const others = rivals.map((rival) => candidateOf(rival, phoneKeysOfContact(rival, settings.reading)));
  const [lowest] = clientsOn(phone, facts).flatMap((each) => standingLinkOf(each, facts) ?? []).toSorted(compareContactIds);
  const linked = (client && standingLinkOf(client, facts)) ?? lowest;
  return decidePhoneClaim({ phone, client: client?.id, linked, contacts: [candidateOf(contact, phones), ...others], merges });
}

/** Those on a number that concern this contact, once for each pair. */
function conflictsOn(phone: PhoneKey, phones: readonly PhoneKey[], facts: ChatClientFacts): readonly PhoneConflict[] {
  const on = clientsOn(phone, facts);
  const all = (on.length === 0 ? [undefined] : on).flatMap((client) => claimOn(phone, phones, facts, client)?.conflicts ?? []);
  const own = all.filter(({ kept, other }) => kept === facts.contact.id || other === facts.contact.id);
  return [...new Map(own.map((conflict) => [phoneConflictKey(conflict), conflict])).values()];
}

const candidateOf = ({ id, kind }: Contact, phones: readonly PhoneKey[]): ClientCandidate => ({
  id, kind, keys: phones.map((value) => ({ kind: 'phone', value })),
});

const clientsOn = (phone: PhoneKey, { candidates }: ChatClientFacts): readonly RegisteredClient[] =>
  candidates.filter(({ keys }) => phoneKeysIn(keys).includes(phone));

/** One text for a conflict, whoever of the two was looked at: what it is kept and found again under. */
export const phoneConflictKey = ({ kept, other, phone }: PhoneConflict): string => [...[kept, other].toSorted(compareContactIds), phone].join(':');

const matchOf = (client: RegisteredClient, { contact }: ChatClientFacts): ClientMatch =>
  linkedContactOf(client) === contact.id ? 'external-code' : 'phone';

/** Clients on the contact's numbers first, in the order of those; the others keep theirs. */
const placeOf = ({ keys }: RegisteredClient, phones: readonly PhoneKey[]): number => {
  const place = phones.findIndex((phone) => phoneKeysIn(keys).includes(phone));
  return place < 0 ? phones.length : place;
};

function inOrder(facts: ChatClientFacts): ChatClientFacts {
  const clients = new Map(facts.candidates.map((client) => [client.id, client]));
  const isRival = ({ id, kind }: Contact): boolean => id !== facts.contact.id && !(kind === 'company' && facts.settings.companies === 'left-out');
  const rivals = facts.rivals.filter(isRival);
  return { ...facts, rivals, candidates: [...clients.values()].toSorted((a, b) => compareIds(a.id, b.id)) };
}
