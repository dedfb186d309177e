import { cardClientOf, clientsOf, type CardClient } from '../card-linking/decide-stay.ts';
import type { Card, CardId } from '../card-linking/card.ts';
import type { Company, Contact, ContactId } from '../contact/contact.ts';
import { parseFunnelId, type FunnelId } from '../funnel/funnel.ts';
import { compareIds } from '../kernel/brand.ts';
import { compareInstants } from '../kernel/instant.ts';
import { presentText, presentValues } from './lead-values.ts';
import type { Lead, LeadCapture, LeadValues } from './lead.ts';

/** A card of a lead, as it is to be opened (ACL-03). */
export interface OpenLeadCard {
  readonly funnelId: FunnelId;
  /** Absent: the funnel's first stage. */
  readonly stageId?: string;
  readonly client: CardClient;
  readonly values: LeadValues;
}

/** Whether a lead gets a card. */
export type LeadCardDecision =
  | { readonly outcome: 'planned'; readonly step: OpenLeadCard }
  | { readonly outcome: 'nothing-to-do'; readonly because: 'behaviour' | 'funnel-unset' }
  /** An open card is there already; of several, the newest. */
  | { readonly outcome: 'there-already'; readonly cardId: CardId }
  | { readonly outcome: 'funnel-unavailable' };

/** What the card of a lead is decided from. */
export interface LeadCardFacts {
  readonly lead: Pick<Lead, 'cardTitle' | 'card'>;
  readonly capture: LeadCapture;
  /** The lead's person. */
  readonly contact: Contact;
  /** The company that was found or made for the lead. Absent: the person's own, where it has one. */
  readonly company?: Company | undefined;
  readonly funnel: 'available' | 'unavailable';
  /** Open cards of {@link leadClients}, in any funnel and order; needed under `unlessOpenCard` alone. */
  readonly openCards?: readonly Card[];
}

/** Whose open cards keep a lead from getting another one: its person's and its company's (ACL-03). */
export const leadClients = (contact: Contact, company?: Company): readonly ContactId[] => clientsOf(withCompany(contact, company));

/**
 * Decides the card of a lead (ACL-02, ACL-03). Client, person and owner are as in CRD-08 and CRD-18, the title as in CRD-09 unless one was
 * mapped. Under `unlessOpenCard` an open card of the person or its company, in any funnel, is card enough.
 */
export function decideLeadCard({ lead, capture, contact, company, funnel, openCards = [] }: LeadCardFacts): LeadCardDecision {
  if (capture.behaviour === 'company+person') return { outcome: 'nothing-to-do', because: 'behaviour' };
  const funnelId = parseFunnelId(capture.funnelId ?? '');
  if (!funnelId.ok) return { outcome: 'nothing-to-do', because: 'funnel-unset' };

  const whose = withCompany(contact, company);
  const standing = capture.unlessOpenCard === 'yes' ? newestOpen(openCards, clientsOf(whose)) : undefined;
  if (standing !== undefined) return { outcome: 'there-already', cardId: standing.id };
  if (funnel === 'unavailable') return { outcome: 'funnel-unavailable' };

  const client = cardClientOf(whose);
  const stageId = presentText(capture.stageId);
  return {
    outcome: 'planned',
    step: {
      funnelId: funnelId.value,
      ...(stageId === undefined ? {} : { stageId }),
      client: { ...client, title: presentText(lead.cardTitle) ?? client.title },
      values: presentValues(lead.card),
    },
  };
}

const withCompany = (contact: Contact, company: Company | undefined): Contact => (company === undefined ? contact : { ...contact, company });

function newestOpen(cards: readonly Card[], clients: readonly ContactId[]): Card | undefined {
  const own = cards.filter(({ state, clientId, personId }) => state === 'open' && clients.some((id) => id === clientId || id === personId));
  return own.toSorted((a, b) => compareInstants(b.createdAt, a.createdAt) || compareIds(b.id, a.id))[0];
}
