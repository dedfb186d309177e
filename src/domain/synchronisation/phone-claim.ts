import type { ClientCandidate } from '../contact/decide-client.ts';
import { compareContactIds, type ContactId } from '../contact/contact.ts';
import { successorsOf, type Merge } from '../contact/identity-group.ts';
import type { PhoneKey } from '../phone/phone-key.ts';
import { phoneKeysIn, type ChatClientId } from './chat-client.ts';

/** Two contacts have one number, and one of them alone can have its chat client (SYN-07). To be settled by hand. */
export interface PhoneConflict {
  /** Who has the link, or would have it. */
  readonly kept: ContactId;
  readonly other: ContactId;
  readonly phone: PhoneKey;
  /** The chat client in question; absent where there is none yet. */
  readonly client?: ChatClientId;
}

/** Who of several contacts has the chat client of a number, and who is told about it. */
export interface PhoneClaim {
  readonly holder: ContactId;
  readonly conflicts: readonly PhoneConflict[];
}

/** The number in question, and the contacts that may have it, in any order. Those who lack it do not count. */
export interface PhoneClaimFacts {
  readonly phone: PhoneKey;
  readonly client?: ChatClientId | undefined;
  /** The contact that the client is linked to, among the contacts or not. */
  readonly linked?: ContactId | undefined;
  readonly contacts: readonly ClientCandidate[];
  /** How earlier conflicts were settled. */
  readonly merges: readonly Merge[];
}

interface Claimant {
  readonly id: ContactId;
  /** Absent for a linked contact that nobody read. */
  readonly kind?: ClientCandidate['kind'];
}

/**
 * Decides who has the chat client of a number (SYN-07): whom a person settled on, else the contact already linked, else a
 * person before a company (SES-13), else the lowest id. Every other contact is in conflict with the holder, except those
 * settled by hand, and companies that have the number of a person. Absent when nobody has the number.
 */
export function decidePhoneClaim({ phone, client, linked, contacts, merges }: PhoneClaimFacts): PhoneClaim | undefined {
  const claimants = claimantsOf(phone, linked, contacts);
  const unsettled = claimants.filter(({ id }) => !claimants.some((other) => successorsOf(merges, id).includes(other.id)));
  // Merged in a ring, nobody is left; then all of them are.
  const standing = unsettled.length > 0 ? unsettled : claimants;
  const holder = standing.find(({ id }) => id === linked) ?? standing.find(({ kind }) => kind === 'person') ?? standing[0];
  if (holder === undefined) return undefined;
  const rivals = standing.filter(({ id, kind }) => id !== holder.id && !(holder.kind === 'person' && kind === 'company'));
  return {
    holder: holder.id,
    conflicts: rivals.map(({ id }) => ({ kept: holder.id, other: id, phone, ...(client !== undefined && { client }) })),
  };
}

/** Each once, lowest id first. */
function claimantsOf(phone: PhoneKey, linked: ContactId | undefined, contacts: readonly ClientCandidate[]): readonly Claimant[] {
  const named: readonly Claimant[] = linked === undefined ? [] : [{ id: linked }];
  const holders = contacts.filter(({ id, keys }) => id === linked || phoneKeysIn(keys).includes(phone));
  return [...new Map([...named, ...holders].map((claimant) => [claimant.id, claimant])).values()].toSorted((a, b) => compareContactIds(a.id, b.id));
}
