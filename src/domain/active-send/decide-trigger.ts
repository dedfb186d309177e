import type { CardId } from '../card-linking/card.ts';
import type { ContactId } from '../contact/contact.ts';
import type { Brand } from '../kernel/brand.ts';
import { addMs, type Instant } from '../kernel/instant.ts';

/** Names one firing of an automation: what is sent for it is sent once (SND-03). */
export type TriggerKey = Brand<string, 'TriggerKey'>;

/** A call of the connection's address by an automation of the CRM. */
export interface Trigger {
  /** The hub's id of the automation. */
  readonly automation: string;
  readonly contactId: ContactId;
  readonly cardId?: CardId;
  /** What the CRM calls this firing, where it says. */
  readonly action?: string;
  /** The moment that the call itself carries, where it does. */
  readonly firedAt?: Instant;
  readonly receivedAt: Instant;
}

/** A firing that was taken before. */
export interface SeenTrigger {
  readonly key: TriggerKey;
  readonly trigger: Trigger;
}

/** Whether a call is a firing of its own. */
export type TriggerDecision =
  | { readonly outcome: 'new'; readonly key: TriggerKey }
  /** The same firing, delivered again. */
  | { readonly outcome: 'repeat'; readonly of: TriggerKey };

/** A CRM that has no answer within seconds calls again, and gives up within minutes. */
export const SAME_TRIGGER_MS = 10 * 60_000;

/**
 * Decides whether a call is a firing of its own, or one delivered again (SND-03). Firings of one automation about one contact and
 * card are told apart by what the CRM calls them, else by the moment that they carry. Calls that carry neither are one firing
 * within a while: a message too few is asked for again, and one too many cannot be taken back.
 *
 * @param seen - earlier firings of this automation, of any subject.
 */
export function decideTrigger(trigger: Trigger, seen: readonly SeenTrigger[], { sameWithinMs = SAME_TRIGGER_MS } = {}): TriggerDecision {
  const before = seen.find(({ trigger: other }) => isSame(trigger, other, sameWithinMs));
  return before === undefined ? { outcome: 'new', key: keyOf(trigger) } : { outcome: 'repeat', of: before.key };
}

function isSame(trigger: Trigger, other: Trigger, sameWithinMs: number): boolean {
  if (subjectOf(trigger) !== subjectOf(other)) return false;
  if (trigger.action !== undefined && other.action !== undefined) return trigger.action === other.action;
  if (trigger.firedAt !== undefined && other.firedAt !== undefined) return trigger.firedAt === other.firedAt;
  return addMs(earlier(trigger, other), sameWithinMs) > later(trigger, other);
}

const earlier = (a: Trigger, b: Trigger): Instant => (a.receivedAt < b.receivedAt ? a.receivedAt : b.receivedAt);
const later = (a: Trigger, b: Trigger): Instant => (a.receivedAt < b.receivedAt ? b.receivedAt : a.receivedAt);

const subjectOf = ({ automation, contactId, cardId }: Trigger): string => JSON.stringify([automation, contactId, cardId ?? null]);

function keyOf({ automation, contactId, cardId, action, firedAt, receivedAt }: Trigger): TriggerKey {
  const firing = action === undefined ? ['at', firedAt ?? receivedAt] : ['action', action];
  return parsedKey(JSON.stringify([automation, contactId, cardId ?? null, ...firing]));
}

const parsedKey = (text: string): TriggerKey => text as TriggerKey;
