import type { CrmUserId } from '../agent/agent.ts';
import type { Contact, ContactId } from '../contact/contact.ts';
import type { FunnelId } from '../funnel/funnel.ts';
import { compareInstants } from '../kernel/instant.ts';
import type { Card, CardId } from './card.ts';
import type { LinkRule } from './link-rule.ts';

/** Who a card is for: the company is its client and the contact its person; without a company the contact is the client (CRD-08). */
export interface CardClient {
  readonly clientId: ContactId;
  readonly personId?: ContactId;
  /** The name of the card's client (CRD-09). */
  readonly title: string;
  /** Owner of the card's client, else of the contact (CRD-18). */
  readonly ownerId?: CrmUserId;
}

/** Who a card that is opened for this contact is for (CRD-08, CRD-09, CRD-18). */
export function cardClientOf(contact: Contact): CardClient {
  const { company } = contact;
  const ownerId = company?.ownerId ?? contact.ownerId;
  const owner = ownerId === undefined ? {} : { ownerId };
  if (company === undefined) return { clientId: contact.id, title: contact.name, ...owner };
  return { clientId: company.id, personId: contact.id, title: company.name, ...owner };
}

/** Opens a card in the first stage of the funnel (CRD-18). */
export interface OpenCard {
  readonly type: 'OpenCard';
  readonly funnelId: FunnelId;
  readonly client: CardClient;
}

/** What to do about a stay: open a card, link a known one, or nothing for want of a funnel (CRD-11). */
export type StayDecision =
  | { readonly outcome: 'planned'; readonly step: OpenCard }
  | { readonly outcome: 'chosen'; readonly cardId: CardId }
  | { readonly outcome: 'funnel-unavailable' };

/** What a stay is decided from. `candidates` are the cards whose client is the contact or its company; needed for `link-last`. */
export interface StayFacts {
  readonly rule: LinkRule;
  readonly contact: Contact;
  readonly funnel: 'available' | 'unavailable';
  readonly candidates: readonly Card[];
  /** The CRM user of the session's last integrated agent, for want of an owner (CRD-18). */
  readonly agentUserId?: CrmUserId;
}

/**
 * Decides the card of one stay (CRD-03, CRD-04, CRD-11). `link-last` takes the newest candidate and leaves its client and
 * person as they are; with none, and under `always-create`, a card is opened.
 */
export function decideStay({ rule, contact, funnel, candidates, agentUserId }: StayFacts): StayDecision {
  if (funnel === 'unavailable') return { outcome: 'funnel-unavailable' };
  const last = rule.behaviour === 'link-last' ? newestCandidate(candidates, rule, contact) : undefined;
  if (last !== undefined) return { outcome: 'chosen', cardId: last.id };
  const client = cardClientOf(contact);
  const owned = client.ownerId === undefined && agentUserId !== undefined ? { ...client, ownerId: agentUserId } : client;
  return { outcome: 'planned', step: { type: 'OpenCard', funnelId: rule.funnelId, client: owned } };
}

/** CRD-04: in that funnel now, client is the session's client or the contact itself; newest creation, then highest id. */
export function newestCandidate(candidates: readonly Card[], rule: LinkRule, contact: Contact): Card | undefined {
  const clients = clientsOf(contact);
  const { apartFrom = [], failingOthers = [] } = rule;
  const newestFirst = candidates
    .filter((card) => card.funnelId === rule.funnelId && clients.includes(card.clientId))
    .filter((card) => rule.counting === 'won-and-lost-too' || card.state === 'open')
    .filter((card) => !apartFrom.includes(card.id))
    .toSorted((a, b) => compareInstants(b.createdAt, a.createdAt) || compareIds(b.id, a.id));
  return newestFirst.find((card) => !failingOthers.includes(card.id)) ?? newestFirst[0];
}

/** Whose cards count for a contact: its own and its company's (CRD-04). */
export const clientsOf = (contact: Contact): readonly ContactId[] =>
  contact.company === undefined ? [contact.id] : [contact.company.id, contact.id];

/** Numbers in order of size, whatever their length. */
const compareIds = (a: CardId, b: CardId): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
