import type { Bookmark } from '../attendance/chat-session.ts';
import type { GroupId } from '../attendance/sighting.ts';
import type { ContactId } from '../contact/contact.ts';
import type { FunnelId } from '../funnel/funnel.ts';
import type { CardId } from './card.ts';
import type { LinkRule } from './link-rule.ts';
import type { StayKey, Verdict } from './stay.ts';

/** What one group asked for when a client became known; without a rule: nothing (CRD-01, CRD-02). */
export interface GroupRule {
  readonly groupId: GroupId;
  readonly rule?: LinkRule;
}

/**
 * What happened to a session outside the groups, at its place among the visits known then. `after` is absent when nothing
 * had been seen before.
 */
export type LinkMark = { readonly after?: Bookmark } & (
  /**
   * The client is this contact from here on. `rules` holds what each group seen by then asks for now (CRD-10, CRD-17, CRD-19);
   * a group that comes to light later asks for what its own visit says.
   */
  | { readonly type: 'client-known'; readonly contactId: ContactId; readonly rules?: readonly GroupRule[] }
  /** Nobody any more, until somebody matches (CRD-19). */
  | { readonly type: 'client-lost' }
  /** Nobody came in time (CRD-10). */
  | { readonly type: 'waiting-ended' }
  /** A person linked this card (CRD-13). */
  | { readonly type: 'linked-by-hand'; readonly cardId: CardId; readonly funnelId: FunnelId }
  /** A person removed the link; it is not made again (CRD-13). */
  | { readonly type: 'unlinked-by-hand' }
  /** The CRM says that the card is gone (CRD-19). */
  | { readonly type: 'card-gone'; readonly cardId: CardId }
);

/** What automatic linking remembers of one session. */
export interface Linking {
  readonly marks: readonly LinkMark[];
  readonly verdicts: Readonly<Record<StayKey, Verdict>>;
}

/** Nothing has happened yet. */
export const initialLinking: Linking = { marks: [], verdicts: {} };
