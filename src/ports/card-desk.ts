import type { CardId } from '../domain/card-linking/card.ts';
import type { Card } from '../domain/card-linking/card.ts';
import type { ContactId } from '../domain/contact/contact.ts';
import type { LinkClient } from '../domain/desk/decide-link-candidates.ts';
import type { CrmUserId } from '../domain/agent/agent.ts';
import type { FunnelId } from '../domain/funnel/funnel.ts';
import type { Instant } from '../domain/kernel/instant.ts';

/** What is asked of the CRM to open a card (CRD-08, CRD-09, CRD-18). It stands in the funnel's first stage. */
export interface CardRequest {
  readonly funnelId: FunnelId;
  /** The company, or the contact where there is none. */
  readonly clientId: ContactId;
  /** The contact, where the client is its company. */
  readonly personId?: ContactId;
  readonly title: string;
  /** Absent: the CRM's own default. */
  readonly ownerId?: CrmUserId;
  /** Written on the card in the creating call ("Chave Vínculo"), so that a lost answer can be asked for. */
  readonly marker: string;
}

/** Cards that a session may be linked to: those in the funnel now whose client is one of `clients` (CRD-04). */
export interface CandidateQuery {
  readonly funnelId: FunnelId;
  readonly clients: readonly ContactId[];
  readonly counting: 'open-ones-only' | 'won-and-lost-too';
}

/** Asks whether a card with this marker was opened since `since` (a lost answer). */
export interface MarkerQuery {
  readonly marker: string;
  readonly funnelId: FunnelId;
  readonly clientId: ContactId;
  readonly since: Instant;
  /** A card that is known to exist: an answer that does not return it is not to be believed. */
  readonly knownCard?: CardId;
}

/** A card with the words that people know it by (PAN-03). A name is absent where the CRM did not give it. */
export interface ListedCard extends Card {
  readonly funnelName?: string;
  readonly stageName?: string;
  readonly statusName?: string;
}

/** Which cards to list, from where on. */
export interface CardPageWish {
  /** A part of the title; its case does not count. @defaultValue every title */
  readonly search?: string | undefined;
  /** At least 1. No page is longer; the CRM may give shorter ones. */
  readonly limit: number;
  /** The last card of the page before; it may be gone by now. */
  readonly after?: CardId | undefined;
}

/** Some cards, newest first. `next` is the `after` of the page behind; absent on the last one. */
export interface CardPage {
  readonly cards: readonly ListedCard[];
  readonly next?: CardId;
}

/** `believable: false`: the answer lacked a row that exists, so absence in it means nothing. */
export interface MarkerAnswer<Id> {
  readonly found?: Id;
  /** Further rows with the same marker: it was made more than once. */
  readonly others?: readonly Id[];
  readonly believable: boolean;
}

/**
 * The place where deal cards are opened and looked up.
 *
 * Absence is `undefined` or an empty list, never an error. All methods may overlap. Failures: {@link PortFailure};
 * `port.refused` from `openCard` may mean that the funnel was archived or deleted meanwhile: ask the catalogue.
 */
export interface CardDesk {
  /** Opens one card for each call: it does not deduplicate. Fails with `mayHaveHappened: 'yes'` when the answer was lost. */
  openCard(request: CardRequest): Promise<CardId>;
  /** Candidates, newest creation first, then highest id (CRD-04). An empty answer is confirmed before it is given. */
  candidates(query: CandidateQuery): Promise<readonly Card[]>;
  find(cardId: CardId): Promise<Card | undefined>;
  /**
   * The cards that an agent may link a session to, newest first: those whose client is the contact, whose person is the contact, or whose
   * client is the contact's company, in every funnel and state, and no others (PAN-03).
   */
  ofClients(clients: LinkClient, wish: CardPageWish): Promise<CardPage>;
  findByMarker(query: MarkerQuery): Promise<MarkerAnswer<CardId>>;
}
