import type { Card } from '../card-linking/card.ts';
import type { Contact, ContactId } from '../contact/contact.ts';
import { compareIds } from '../kernel/brand.ts';
import { compareInstants } from '../kernel/instant.ts';

/** Whose cards are offered for a session: its contact, and the company that the contact belongs to. */
export interface LinkClient {
  readonly contactId: ContactId;
  readonly companyId?: ContactId;
}

/** Why a card is offered: its client is the contact, its person is, or its client is the contact's company (PAN-03). */
export type LinkTie = 'client' | 'person' | 'company';

type TiedCard = Pick<Card, 'clientId' | 'personId'>;
type DatedCard = Pick<Card, 'createdAt' | 'id'>;

/** A session's contact, as its cards are asked for. */
export const linkClientOf = ({ id, company }: Contact): LinkClient =>
  company === undefined ? { contactId: id } : { contactId: id, companyId: company.id };

/** What ties a card to a session's contact, the closest tie first; absent for a card that is not offered (PAN-03). */
export function linkTieOf({ clientId, personId }: TiedCard, { contactId, companyId }: LinkClient): LinkTie | undefined {
  if (clientId === contactId) return 'client';
  if (personId === contactId) return 'person';
  return companyId !== undefined && clientId === companyId ? 'company' : undefined;
}

/** The cards that are offered for linking, newest first, then highest id (PAN-03, SES-08). */
export const decideLinkCandidates = <Each extends TiedCard & DatedCard>(cards: readonly Each[], client: LinkClient): readonly Each[] =>
  cards.filter((card) => linkTieOf(card, client) !== undefined).toSorted(newestCardFirst);

/** Newest creation first, then highest id. */
export const newestCardFirst = (a: DatedCard, b: DatedCard): number => compareInstants(b.createdAt, a.createdAt) || compareIds(b.id, a.id);
