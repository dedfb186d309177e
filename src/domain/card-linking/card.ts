import { parseId, type Brand } from '../kernel/brand.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Result } from '../kernel/result.ts';
import type { ContactId } from '../contact/contact.ts';
import type { FunnelId } from '../funnel/funnel.ts';

/** The CRM's id of a card. */
export type CardId = Brand<string, 'CardId'>;

/** A deal card as the CRM has it now. */
export interface Card {
  readonly id: CardId;
  readonly funnelId: FunnelId;
  readonly clientId: ContactId;
  readonly personId?: ContactId;
  readonly title: string;
  readonly createdAt: Instant;
  readonly state: 'open' | 'won' | 'lost';
  /** Whether its funnel takes cards by itself; absent when the answer did not tell. */
  readonly funnelState?: 'open' | 'archived';
}

/** Reads the CRM's id of a card. */
export const parseCardId = (raw: string | number): Result<CardId, 'empty'> => parseId(raw);
