import type { NonEmpty } from '../kernel/non-empty.ts';
import { isNonEmpty } from '../kernel/non-empty.ts';
import { compareContactIds, type ContactId } from './contact.ts';
import { identityKeyText, type IdentityKey } from './identity-key.ts';

/** A person or company of the CRM that may be the client of a session. */
export interface ClientCandidate {
  readonly id: ContactId;
  readonly kind: 'person' | 'company';
  readonly keys: readonly IdentityKey[];
  /** The company that a person belongs to. */
  readonly companyId?: ContactId;
}

/** What is known of the client, and who answers to it. Candidates may be listed twice, in any order. */
export interface ClientFacts {
  readonly keys: readonly IdentityKey[];
  /** The contact that the chat's client is already linked to; it counts only when it is among the candidates. */
  readonly linked?: ContactId;
  readonly candidates: readonly ClientCandidate[];
}

/** What a client was recognised by, the strongest first. */
export type ClientMatch = 'link' | 'external-code' | 'phone' | 'cpf' | 'email';

/** Who the client of a session is: a person or company of the CRM, or nobody for certain (SES-13). */
export type ClientDecision =
  | {
      readonly outcome: 'known';
      readonly client: ContactId;
      /** `company` when only a company answered: then it is the client, with no person. */
      readonly kind: 'person' | 'company';
      readonly matchedBy: ClientMatch;
      /** Another contact has the same phone (SYN-07). Of several, the lowest id; the next shows once this is settled. */
      readonly conflict?: { readonly kept: ContactId; readonly other: ContactId };
    }
  | { readonly outcome: 'unknown'; readonly because: 'nobody-matches' | 'several-match' };

/**
 * Finds out whose session it is (SES-13): the linked contact or the external code, else the phone in both forms, else
 * CPF, else e-mail, of which the last two count only when exactly one answers. A person wins over a company. Contacts
 * that share a phone are settled by SYN-07: the linked one stays, else the lowest id, and the other is reported.
 */
export function decideClient({ keys, linked, candidates }: ClientFacts): ClientDecision {
  const known = distinct(candidates);
  const phoneHolders = firstAnswer(keys, known, 'phone');
  const coded = answering(keys, known, 'external-code');

  const link = known.find(({ id }) => id === linked) ?? only(coded);
  if (link) return decided(link, link.id === linked ? 'link' : 'external-code', phoneHolders);
  const [lowest] = phoneHolders;
  if (lowest) return decided(lowest, 'phone', phoneHolders);
  return decideByPaper(keys, known, coded);
}

function decideByPaper(keys: ClientFacts['keys'], known: readonly ClientCandidate[], coded: readonly ClientCandidate[]): ClientDecision {
  const byCpf = answering(keys, known, 'cpf');
  const byEmail = answering(keys, known, 'email');
  const cpfHolder = only(byCpf);
  if (cpfHolder) return decided(cpfHolder, 'cpf', []);
  const emailHolder = only(byEmail);
  if (emailHolder) return decided(emailHolder, 'email', []);
  const nobody = [...coded, ...byCpf, ...byEmail].length === 0;
  return { outcome: 'unknown', because: nobody ? 'nobody-matches' : 'several-match' };
}

function decided(chosen: ClientCandidate, matchedBy: ClientMatch, phoneHolders: readonly ClientCandidate[]): ClientDecision {
  const shares = phoneHolders.some(({ id }) => id === chosen.id);
  const other = shares ? phoneHolders.find(({ id }) => id !== chosen.id) : undefined;
  return {
    outcome: 'known',
    client: chosen.id,
    kind: chosen.kind,
    matchedBy,
    ...(other && { conflict: { kept: chosen.id, other: other.id } }),
  };
}

/** Who holds the first of the client's phones that anybody holds. */
function firstAnswer(keys: ClientFacts['keys'], known: readonly ClientCandidate[], kind: IdentityKey['kind']): readonly ClientCandidate[] {
  const answers = keys.filter((key) => key.kind === kind).map((key) => answering([key], known, kind));
  return answers.find((holders) => holders.length > 0) ?? [];
}

/** Those who hold one of the client's keys of this kind, lowest id first: the persons, or where there is none the companies. */
function answering(keys: ClientFacts['keys'], known: readonly ClientCandidate[], kind: IdentityKey['kind']): readonly ClientCandidate[] {
  const wanted = new Set(keys.filter((key) => key.kind === kind).map(identityKeyText));
  const holders = known.filter((candidate) => textsOf(candidate).some((text) => wanted.has(text)));
  const persons = holders.filter((holder) => holder.kind === 'person');
  return isNonEmpty(persons) ? persons : holders;
}

/** A contact's id is its external code, whether or not the keys say so. */
const textsOf = ({ id, keys }: ClientCandidate): NonEmpty<string> => [
  identityKeyText({ kind: 'external-code', value: id }),
  ...keys.map(identityKeyText),
];

/** One row for each contact, lowest id first: two questions to the CRM may have found the same one. */
function distinct(candidates: readonly ClientCandidate[]): readonly ClientCandidate[] {
  const byId = new Map<ContactId, ClientCandidate>();
  for (const candidate of candidates) {
    const before = byId.get(candidate.id);
    byId.set(candidate.id, before ? { ...before, keys: [...before.keys, ...candidate.keys] } : candidate);
  }
  return [...byId.values()].toSorted((a, b) => compareContactIds(a.id, b.id));
}

const only = <Element>(list: readonly Element[]): Element | undefined => (list.length === 1 ? list[0] : undefined);
