import type { CrmUserId } from '../../domain/agent/agent.ts';
import type { CardId } from '../../domain/card-linking/card.ts';
import type { ContactId } from '../../domain/contact/contact.ts';
import type { FunnelId } from '../../domain/funnel/funnel.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { CardDesk, CardRequest } from '../card-desk.ts';

/** A desk over an account that has no cards yet. */
export interface CardDeskSubject {
  readonly desk: CardDesk;
  readonly funnelId: FunnelId;
  readonly otherFunnelId: FunnelId;
  /** A company, one of its people, and somebody else. */
  readonly clientId: ContactId;
  readonly personId: ContactId;
  readonly otherClientId: ContactId;
  readonly ownerId: CrmUserId;
  /** A moment before the first card. */
  readonly since: Instant;
  /** A card that was never there, in the account's own form. */
  readonly unknownCard: CardId;
  /** Ends a card as the CRM's users do. */
  end(cardId: CardId, how: 'won' | 'lost'): Promise<void>;
  /** Deletes a card as the CRM's users do. */
  remove(cardId: CardId): Promise<void>;
}

/** What a clause wants of a card. Markers differ throughout, as those of different decisions do. */
export type Opening = Partial<CardRequest> & { readonly marker: string };

export const CARD_TITLE = "Padaria O'Hara & Filhos";

/** Opens a card for the subject's client in its funnel, unless told otherwise. */
export const openCard = async ({ desk, funnelId, clientId }: CardDeskSubject, opening: Opening): Promise<CardId> =>
  await desk.openCard({ funnelId, clientId, title: CARD_TITLE, ...opening });
