import { keysOfLead, matchEvent } from '../../../domain/lead/index.ts';
import { isLike, type MappedEvent } from '../../../domain/mapping/index.ts';
import type { Integration, Platform, PlatformText } from '../../../ports/index.ts';

/** What is made of one event of a delivery, before anything is kept. */
export type EventVerdict =
  | { readonly as: 'lead' }
  | { readonly as: 'unmapped'; readonly missing: readonly string[] }
  | { readonly as: 'without-person' | 'event-unknown' };

/** What it is judged by. */
export interface JudgedEvent {
  readonly mapped: MappedEvent;
  readonly integration: Pick<Integration, 'events'>;
  readonly platform: Platform;
  /** Whether somebody with the lead's phone or e-mail is known here by name. */
  readonly nameIsKnown: boolean;
}

/** Judges whether an event makes a lead; what is compulsory and missing is told by name (WHK-02, WHK-05, WHK-07). */
export function judgeEvent({ mapped: { event: { identification }, lead, missing }, integration: { events }, platform, nameIsKnown }: JudgedEvent): EventVerdict {
  const isSomebody = keysOfLead(lead).length > 0;
  if (isWithoutPerson(platform, identification) && !isSomebody) return { as: 'without-person' };
  if (identification !== undefined && events.length > 0 && matchEvent(events, identification) === undefined) return { as: 'event-unknown' };
  if (!isSomebody && mayLack(platform, identification, 'phone')) return { as: 'without-person' };
  const isNamed = lead.name !== undefined || nameIsKnown;
  const still = missing.filter((target) => {
    switch (target) {
      case 'phone': return !isSomebody; // an e-mail is a name too (WHK-10)
      case 'name': return !isNamed && !mayLack(platform, identification, 'name');
      case 'event': return identification === undefined && events.length > 0;
    }
  });
  return still.length > 0 || !isSomebody ? { as: 'unmapped', missing: still } : { as: 'lead' };
}

/** Why an event may come without a name or a phone, or without anybody at all; `undefined` where it should have both. */
export function whyLacking({ withoutPerson = [], mayLack: lacking = [] }: Platform, identification: string | undefined, field: 'name' | 'phone'): PlatformText | undefined {
  return [...withoutPerson, ...lacking.filter(({ fields }) => fields.includes(field))].find(({ identification: like }) => isLike(identification ?? '', like))?.because;
}

const isWithoutPerson = ({ withoutPerson = [] }: Platform, identification: string | undefined): boolean => withoutPerson.some(({ identification: like }) => isLike(identification ?? '', like));

/** A lead without a name is called by its e-mail or its phone. */
const mayLack = ({ mayLack: lacking = [] }: Platform, identification: string | undefined, field: 'name' | 'phone'): boolean =>
  lacking.some(({ identification: like, fields }) => fields.includes(field) && isLike(identification ?? '', like));
