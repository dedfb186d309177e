import type { CardId } from '../card-linking/card.ts';
import type { Instant } from '../kernel/instant.ts';
import type { InteractionRecordId } from './interaction-record.ts';

/**
 * One interaction record of a session, decided or written. Records are keyed by connection, session and card (SES-12);
 * `slot` is the stable part of that key, since the record without a card takes the first card.
 */
export interface RecordSlot {
  readonly slot: number;
  readonly cardId?: CardId;
  /** Absent until the CRM has it. */
  readonly recordId?: InteractionRecordId;
  /** What was written last, as a fingerprint, and when; tells whether anything has changed since. */
  readonly written?: { readonly fingerprint: string; readonly at: Instant };
}

/** The records of a session and which of them is the current one. */
export interface RecordSlots {
  readonly slots: readonly RecordSlot[];
  readonly current?: number;
}

export const initialRecords: RecordSlots = { slots: [] };

/** SES-02: the session is to be recorded; makes the record without a card when there is none yet. */
export const recordSession = (records: RecordSlots): RecordSlots => (records.slots.length > 0 ? records : added(records, {}));

/** SES-12: an automatic link. The record of that card is reused, else the record without a card takes it, else it gets its own. */
export function recordAutomaticLink(records: RecordSlots, cardId: CardId): RecordSlots {
  const known = slotOfCard(records, cardId);
  if (known !== undefined) return { ...records, current: known.slot };
  const free = records.slots.find((slot) => slot.cardId === undefined);
  return free === undefined ? added(records, { cardId }) : { ...changed(records, { ...free, cardId }), current: free.slot };
}

/** SES-12: a change of card by hand moves the current record. */
export function recordLinkByHand(records: RecordSlots, cardId: CardId): RecordSlots {
  const known = slotOfCard(records, cardId);
  if (known !== undefined) return { ...records, current: known.slot };
  const current = currentSlot(records);
  return current === undefined ? added(records, { cardId }) : changed(records, { ...current, cardId });
}

/** SES-12, CRD-19: the link is gone; the current record stays on the person. */
export function recordUnlinked(records: RecordSlots): RecordSlots {
  const current = currentSlot(records);
  return current === undefined ? records : changed(records, withoutCard(current));
}

/** The CRM has the record now, with this content. */
export const recordWritten = (
  records: RecordSlots,
  slot: number,
  written: { readonly recordId: InteractionRecordId; readonly fingerprint: string; readonly at: Instant },
): RecordSlots => ({
  ...records,
  slots: records.slots.map((each) =>
    each.slot === slot ? { ...each, recordId: written.recordId, written: { fingerprint: written.fingerprint, at: written.at } } : each),
});

export const currentSlot = (records: RecordSlots): RecordSlot | undefined =>
  records.slots.find((slot) => slot.slot === records.current);

const slotOfCard = (records: RecordSlots, cardId: CardId): RecordSlot | undefined =>
  records.slots.find((slot) => slot.cardId === cardId);

const added = (records: RecordSlots, fresh: { readonly cardId?: CardId }): RecordSlots => ({
  slots: [...records.slots, { slot: records.slots.length, ...fresh }],
  current: records.slots.length,
});

const changed = (records: RecordSlots, next: RecordSlot): RecordSlots => ({
  ...records,
  slots: records.slots.map((each) => (each.slot === next.slot ? next : each)),
});

const withoutCard = ({ slot, recordId, written }: RecordSlot): RecordSlot => ({
  slot,
  ...(recordId === undefined ? {} : { recordId }),
  ...(written === undefined ? {} : { written }),
});
