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
  /** The card whose link was removed, or that is gone: the record stays on the person, and takes no other card by itself. */
  readonly leftCardId?: CardId;
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

/** No record yet. */
export const initialRecords: RecordSlots = { slots: [] };

/** SES-02: the session is to be recorded; makes the first record, on the card that the session has by then, if any. */
export const recordSession = (records: RecordSlots, cardId?: CardId): RecordSlots =>
  records.slots.length > 0 ? records : added(records, cardId);

/** SES-12: an automatic link. The record of that card is reused, else a record that never had one takes it, else it gets its own. */
export function recordAutomaticLink(records: RecordSlots, cardId: CardId): RecordSlots {
  const known = slotOfCard(records, cardId) ?? records.slots.find((slot) => slot.leftCardId === cardId);
  const taking = known ?? records.slots.find((slot) => slot.cardId === undefined && slot.leftCardId === undefined);
  return taking === undefined ? added(records, cardId) : { ...changed(records, onCard(taking, cardId)), current: taking.slot };
}

/** SES-12: a change of card by hand moves the current record; where there is none, none is made for it (SES-02). */
export function recordLinkByHand(records: RecordSlots, cardId: CardId): RecordSlots {
  const known = slotOfCard(records, cardId);
  if (known !== undefined) return { ...records, current: known.slot };
  const current = currentSlot(records);
  return current === undefined ? records : changed(records, onCard(current, cardId));
}

/** SES-12, CRD-19: the link is gone; the record of that card stays on the person. */
export function recordUnlinked(records: RecordSlots, cardId: CardId): RecordSlots {
  const slot = slotOfCard(records, cardId);
  return slot === undefined ? records : changed(records, { ...withoutCard(slot), leftCardId: cardId });
}

/** CRD-19: the session is another client's now, so its records leave the cards of the one before; the next card takes one of them. */
export const recordAnotherClient = (records: RecordSlots, kept?: CardId): RecordSlots => ({
  ...records,
  slots: records.slots.map((slot) => (slot.cardId === kept ? slot : withoutCard(slot))),
});

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

/** The record that a change of card by hand moves; absent while there is none. */
export const currentSlot = (records: RecordSlots): RecordSlot | undefined =>
  records.slots.find((slot) => slot.slot === records.current);

const slotOfCard = (records: RecordSlots, cardId: CardId): RecordSlot | undefined =>
  records.slots.find((slot) => slot.cardId === cardId);

const added = (records: RecordSlots, cardId: CardId | undefined): RecordSlots => ({
  slots: [...records.slots, { slot: records.slots.length, ...(cardId === undefined ? {} : { cardId }) }],
  current: records.slots.length,
});

const changed = (records: RecordSlots, next: RecordSlot): RecordSlots => ({
  ...records,
  slots: records.slots.map((each) => (each.slot === next.slot ? next : each)),
});

const onCard = (slot: RecordSlot, cardId: CardId): RecordSlot => ({ ...withoutCard(slot), cardId });

const withoutCard = ({ slot, recordId, written }: RecordSlot): RecordSlot => ({
  slot,
  ...(recordId === undefined ? {} : { recordId }),
  ...(written === undefined ? {} : { written }),
});
