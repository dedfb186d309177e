import type { CardId } from '../../../domain/card-linking/card.ts';
import type { ContactId } from '../../../domain/contact/contact.ts';
import type { PaperId } from '../../../domain/desk/paper.ts';
import type { InteractionRecordId } from '../../../domain/interaction/interaction-record.ts';
import { notAnId } from '../failures.ts';

export const translateCardId = (id: number): CardId => String(id) as CardId;

export const translateContactId = (id: number): ContactId => String(id) as ContactId;

export const translatePaperId = (id: number): PaperId => String(id) as PaperId;

export const translateRecordId = (id: number): InteractionRecordId => String(id) as InteractionRecordId;

/** Ploomes' number behind an id of ours. @throws {@link PortFailure} `port.refused` when it cannot be one. */
export function numberOf(id: string, what: string): number {
  const number = wholeNumber(id);
  if (number === undefined) throw notAnId(what);
  return number;
}

/** The number that a text is; absent when Ploomes cannot have given it. */
export function wholeNumber(text: string): number | undefined {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  return number > 0 ? number : undefined;
}
