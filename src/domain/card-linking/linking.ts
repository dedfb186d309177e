import type { GroupId } from '../attendance/sighting.ts';
import { comparePositions, startedAt, visitsOf, type ChatSession, type GroupVisit, type Position } from '../attendance/chat-session.ts';
import type { ContactId } from '../contact/contact.ts';
import type { FunnelId } from '../funnel/funnel.ts';
import { floorToSecond } from '../kernel/instant.ts';
import type { CardId } from './card.ts';
import type { LinkRule } from './link-rule.ts';

/** One separate stay of a session in a funnel: what a card is opened or chosen for, at most once. */
export type StayKey = string;

/** A stay whose rule acts, in source order. */
export interface Stay {
  readonly key: StayKey;
  readonly rule: LinkRule;
  readonly groupId: GroupId;
}

/** What became of a stay: a card opened for it, a card chosen among the client's, or no funnel to act in (CRD-11). */
export type Verdict =
  | { readonly type: 'opened' | 'chosen'; readonly cardId: CardId }
  | { readonly type: 'funnel-unavailable' };

/**
 * What happened to a session outside the groups, at its place among the visits known then. `after` is absent when nothing
 * had been seen before.
 */
export type LinkMark = { readonly after?: Position } & (
  /** The client is this contact from here on; `rule` is what the entry into the current funnel asks for now (CRD-10, CRD-17, CRD-19). */
  | { readonly type: 'client-known'; readonly contactId: ContactId; readonly rule?: LinkRule }
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

export const initialLinking: Linking = { marks: [], verdicts: {} };

/** Where a session stands: the answer to every question of CRD. */
export interface LinkView {
  /** The funnel of the last rule carried out, or waiting for its client. */
  readonly currentFunnel?: FunnelId;
  /** How the session entered its current funnel: by this group, under this rule. */
  readonly entry?: { readonly groupId: GroupId; readonly rule: LinkRule };
  /** `yes` while the rule of the entry waits for the client (CRD-10). */
  readonly waiting: 'yes' | 'no';
  readonly clientId?: ContactId;
  readonly stays: readonly Stay[];
  /** Stays that nobody has acted on yet, oldest first. */
  readonly pending: readonly Stay[];
  /** The one card that the session has now. */
  readonly card?: CardId;
  /** Funnels that could not be used, each once (CRD-11). */
  readonly unavailable: readonly FunnelId[];
}

/** The key under which a stay's card is opened or chosen. The behaviour is part of it: a visit that comes to light late may change it. */
export const stayKeyOf = (funnelId: FunnelId, nth: number, rule: LinkRule): StayKey => `${funnelId}#${nth}:${rule.behaviour}`;

/**
 * Reads where a session stands from all that is known of it, in source order, however it was learned (CRD-14). A visit that
 * comes to light late takes its place and every decision after it is read anew; what was made stays made.
 */
export function viewLinking(session: ChatSession, linking: Linking): LinkView {
  const reader = new LinkReader(session, linking.verdicts);
  const visits = visitsOf(session);
  let next = 0;
  for (const mark of linking.marks) {
    while (next < visits.length && isBefore(visits[next], mark.after)) reader.visit(visits[next++]);
    reader.mark(mark);
  }
  while (next < visits.length) reader.visit(visits[next++]);
  return reader.view();
}

const isBefore = (visit: GroupVisit | undefined, after: Position | undefined): boolean =>
  visit !== undefined && after !== undefined && comparePositions(visit.begins, after) <= 0;

/** Walks visits and marks once; lives no longer than one reading. */
class LinkReader {
  readonly #verdicts: Linking['verdicts'];
  readonly #sessionStart: string;
  #visited = 0;
  #current: FunnelId | undefined;
  #entry: { groupId: GroupId; rule: LinkRule } | undefined;
  #clientId: ContactId | undefined;
  #handFunnel: FunnelId | undefined;
  #card: CardId | undefined;
  #waiting = false;
  readonly #stays: Stay[] = [];
  readonly #pending: Stay[] = [];
  readonly #unavailable = new Set<FunnelId>();
  readonly #counts = new Map<FunnelId, number>();

  constructor(session: ChatSession, verdicts: Linking['verdicts']) {
    this.#verdicts = verdicts;
    this.#sessionStart = startedAt(session);
  }

  visit(visit: GroupVisit | undefined): void {
    if (visit === undefined) return;
    const isStart = this.#visited++ === 0;
    const { rule } = visit;
    if (rule === undefined) return; // CRD-01, CRD-02
    if (isStart && rule.onSince !== undefined && this.#sessionStart < floorToSecond(rule.onSince)) return; // CRD-17
    if (rule.funnelId === this.#current) return; // CRD-06
    if (this.#clientId === undefined) return this.#wait(visit.group.id, rule); // CRD-10
    if (rule.funnelId === this.#handFunnel) return this.#move(visit.group.id, rule); // CRD-13
    this.#act(visit.group.id, rule); // CRD-03, CRD-04, CRD-05
  }

  mark(mark: LinkMark): void {
    switch (mark.type) {
      case 'client-known': return this.#meet(mark.contactId, mark.rule);
      case 'client-lost': return this.#lose();
      case 'waiting-ended': return this.#stopWaiting();
      case 'linked-by-hand': return this.#linkByHand(mark.cardId, mark.funnelId);
      case 'unlinked-by-hand': return this.#unlinkByHand();
      case 'card-gone': if (this.#card === mark.cardId) this.#card = undefined;
    }
  }

  view(): LinkView {
    return {
      ...(this.#current === undefined ? {} : { currentFunnel: this.#current }),
      ...(this.#entry === undefined ? {} : { entry: this.#entry }),
      waiting: this.#waiting && this.#entry !== undefined ? 'yes' : 'no',
      ...(this.#clientId === undefined ? {} : { clientId: this.#clientId }),
      ...(this.#card === undefined ? {} : { card: this.#card }),
      stays: this.#stays,
      pending: this.#pending,
      unavailable: [...this.#unavailable],
    };
  }

  #wait(groupId: GroupId, rule: LinkRule): void {
    this.#move(groupId, rule);
    this.#waiting = true;
  }

  #move(groupId: GroupId, rule: LinkRule): void {
    this.#current = rule.funnelId;
    this.#entry = { groupId, rule };
  }

  #act(groupId: GroupId, rule: LinkRule): void {
    const nth = this.#counts.get(rule.funnelId) ?? 0;
    this.#counts.set(rule.funnelId, nth + 1);
    const stay = { key: stayKeyOf(rule.funnelId, nth, rule), rule, groupId };
    this.#stays.push(stay);
    const verdict = this.#verdictOf(rule, nth);
    if (verdict === undefined) this.#pending.push(stay);
    if (verdict?.type === 'funnel-unavailable') {
      this.#unavailable.add(rule.funnelId);
      return; // CRD-11: no action, and the current funnel stays what it was
    }
    if (verdict !== undefined) this.#card = verdict.cardId;
    this.#handFunnel = undefined;
    this.#move(groupId, rule);
  }

  /** A card opened under either behaviour serves both; one merely chosen does not serve a rule that always creates. */
  #verdictOf(rule: LinkRule, nth: number): Verdict | undefined {
    const own = this.#verdicts[stayKeyOf(rule.funnelId, nth, rule)];
    if (own !== undefined) return own;
    const other = this.#verdicts[stayKeyOf(rule.funnelId, nth, { ...rule, behaviour: rule.behaviour === 'link-last' ? 'always-create' : 'link-last' })];
    return other?.type === 'opened' ? other : undefined;
  }

  #meet(contactId: ContactId, rule: LinkRule | undefined): void {
    const entry = this.#waiting || (this.#clientId !== undefined && this.#clientId !== contactId) ? this.#entry : undefined;
    this.#clientId = contactId;
    this.#waiting = false;
    if (entry === undefined) return;
    this.#entry = undefined;
    this.#current = undefined;
    if (rule !== undefined) this.#act(entry.groupId, rule);
  }

  #lose(): void {
    this.#clientId = undefined;
    this.#waiting = this.#entry !== undefined && this.#card === undefined;
  }

  #stopWaiting(): void {
    this.#waiting = false;
    this.#entry = undefined;
  }

  #linkByHand(cardId: CardId, funnelId: FunnelId): void {
    this.#waiting = false;
    this.#card = cardId;
    this.#handFunnel = funnelId;
  }

  #unlinkByHand(): void {
    this.#waiting = false;
    this.#card = undefined;
    this.#handFunnel = undefined;
  }
}
