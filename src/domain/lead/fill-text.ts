import { writtenFor } from '../active-send/template-sources.ts';
import { isNonEmpty, type NonEmpty } from '../kernel/non-empty.ts';
import type { Lead, LeadValue } from './lead.ts';

/** A place of a text that cannot be filled: nothing is called so, or the lead has none of it. */
export interface PlaceFault {
  readonly place: string;
  readonly problem: 'unknown' | 'empty';
}

/** A text with its places filled, or why it is not. */
export type FilledText =
  /** `value` is the lead's own value where the text is one place and nothing else, as numbers and several options are; else the text. */
  | { readonly outcome: 'filled'; readonly text: string; readonly value: LeadValue }
  | { readonly outcome: 'unfit'; readonly faults: NonEmpty<PlaceFault> };

/** How a text is filled. */
export interface TextFilling {
  /** Fields that there are beside those that this lead brings: the integration's own and its platform's. */
  readonly known?: readonly string[];
  /** How values are written for people. Absent: as they are. */
  readonly writing?: { readonly language: string; readonly timeZone: string };
}

/** What every lead may have; `firstName` is the first word of its name. */
export const LEAD_PLACES = ['name', 'firstName', 'phone', 'email', 'document', 'company', 'companyDocument', 'cardTitle'] as const;

/** Blanks around a name are cut off afterwards: to look for them here takes time that grows with the cube of their number. */
const PLACE = /\{\{([^{}]*)\}\}/g;
const ALONE = /^\{\{([^{}]*)\}\}$/;

/**
 * Fills `{{name}}`, `{{product}}` and the like with what a lead brings (WHK-06). Nothing is evaluated: a place is a name, and a value that
 * looks like a place stays what it is. A place that nothing is called after, or of which the lead has nothing, is told by its name.
 */
export function fillText(text: string, lead: Lead, { known = [], writing }: TextFilling = {}): FilledText {
  const values = valuesOf(lead);
  const faults = placesIn(text).flatMap((place): readonly PlaceFault[] => {
    if (values.has(place)) return [];
    return [{ place, problem: isPlace(place, known) ? 'empty' : 'unknown' }];
  });
  if (isNonEmpty(faults)) return { outcome: 'unfit', faults };
  const filled = text.replace(PLACE, (_, place: string) => textOf(values.get(place.trim()) ?? '', writing));
  const alone = ALONE.exec(text.trim())?.[1]?.trim();
  return { outcome: 'filled', text: filled, value: (alone === undefined ? undefined : values.get(alone)) ?? filled };
}

/** The names that stand in a text's places, each once, in their order. */
export const placesIn = (text: string): readonly string[] => [...new Set([...text.matchAll(PLACE)].map(([, place = '']) => place.trim()))];

/** Places of a text that nothing is called after, when it is set up (WHK-06). */
export const unknownPlaces = (text: string, known: readonly string[]): readonly string[] => placesIn(text).filter((place) => !isPlace(place, known));

const isPlace = (place: string, known: readonly string[]): boolean => known.includes(place) || LEAD_PLACES.some((each) => each === place);

/** A field of the integration's own that is called like one of those that every lead has does not hide it. */
function valuesOf(lead: Lead): ReadonlyMap<string, LeadValue> {
  const own = LEAD_PLACES.map((place) => [place, place === 'firstName' ? lead.name?.trim().split(/\s+/)[0] : lead[place]] as const);
  const all = [...Object.entries(lead.fields), ...own.filter((entry): entry is readonly [typeof entry[0], string] => entry[1] !== undefined)];
  return new Map(all.filter(([, value]) => textOf(value, undefined).trim() !== ''));
}

const textOf = (value: LeadValue, writing: TextFilling['writing']): string =>
  writing === undefined ? (typeof value === 'object' ? value.join(', ') : String(value)) : writtenFor(value, writing);
