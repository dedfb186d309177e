import type { Confidence, KnownEvent } from '../../ports/platform.ts';

/** `[identification, name in Portuguese, name in English, meaning]`. */
export type EventRow = readonly [identification: string, pt: string, en: string, meaning?: EventMeaning];

/** What an event means for business, whoever sends it. */
export type EventMeaning =
  | 'lead' | 'cart-abandoned' | 'awaiting-payment' | 'pix-issued' | 'boleto-issued' | 'paid' | 'refused' | 'cancelled' | 'expired' | 'late'
  | 'refund-requested' | 'refunded' | 'chargeback' | 'completed' | 'shipped' | 'delivered' | 'trial-started' | 'subscription-started'
  | 'subscription-renewed' | 'subscription-cancelled' | 'unsubscribed' | 'updated';

/** A preset's events, all as sure as the list that they were read in. */
export function knownEvents(confidence: Confidence, rows: readonly EventRow[]): readonly KnownEvent[] {
  return rows.map(([identification, pt, en, meaning]) => ({
    identification,
    name: { pt, en },
    ...(meaning === undefined ? {} : { meaning }),
    confidence,
  }));
}
