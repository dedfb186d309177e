import { identityKeysOf, identityKeyText, type IdentityKey } from '../contact/identity-key.ts';
import type { ClientMatch } from '../contact/decide-client.ts';
import { hasPhone, type ChatClientFacts, type MatchedClient, type RegisteredClient } from './chat-client.ts';
import { standingLinkOf } from './links.ts';

/** Why a user name, CPF or e-mail that a client has does not make it the contact's. */
export type PaperObjection =
  /** More than one client has it, or another contact has it too. */
  | 'several-match'
  | 'linked-to-another'
  | 'has-another-phone';

/** What the papers tell: a client, or nothing, with the objection to the strongest paper that anybody has. */
export type PaperDecision =
  | ({ readonly outcome: 'known' } & MatchedClient)
  | { readonly outcome: 'unknown'; readonly because: PaperObjection | 'nobody-matches' };

interface Paper {
  readonly matchedBy: ClientMatch;
  readonly has: (client: RegisteredClient) => boolean;
  /** The key that no other contact may have. */
  readonly key?: IdentityKey;
}

/**
 * Looks for a contact's chat client by the user name that the CRM keeps, else by CPF, else by e-mail (SYN-03). Each counts
 * only when exactly one client and no other contact has it, and that client is linked to nobody else and has no phone:
 * one that had a phone of the contact's was found by it.
 */
export function decideByPaper(facts: ChatClientFacts): PaperDecision {
  let objection: PaperObjection | undefined;
  for (const paper of papersOf(facts)) {
    const [client, ...others] = facts.candidates.filter(paper.has);
    if (client === undefined) continue;
    const found = others.length > 0 ? 'several-match' : objectionTo(client, paper, facts);
    if (found === undefined) return { outcome: 'known', client, matchedBy: paper.matchedBy };
    objection ??= found;
  }
  return { outcome: 'unknown', because: objection ?? 'nobody-matches' };
}

function objectionTo(client: RegisteredClient, { key }: Paper, facts: ChatClientFacts): PaperObjection | undefined {
  const linked = standingLinkOf(client, facts);
  if (linked !== undefined && linked !== facts.contact.id) return 'linked-to-another';
  if (hasPhone(client)) return 'has-another-phone';
  return key !== undefined && facts.rivals.some((rival) => holds(identityKeysOf({ cpf: rival.cpf, email: rival.email }), key)) ? 'several-match' : undefined;
}

function papersOf({ contact, userName = '' }: ChatClientFacts): readonly Paper[] {
  const wanted = userName.trim();
  const byName: readonly Paper[] = wanted === '' ? [] : [{ matchedBy: 'link', has: (client) => client.userName?.trim() === wanted }];
  const byKey = identityKeysOf({ cpf: contact.cpf, email: contact.email }).map(
    (key): Paper => ({ matchedBy: key.kind === 'cpf' ? 'cpf' : 'email', key, has: ({ keys }) => holds(keys, key) }),
  );
  return [...byName, ...byKey];
}

const holds = (keys: readonly IdentityKey[], key: IdentityKey): boolean => keys.some((each) => identityKeyText(each) === identityKeyText(key));
