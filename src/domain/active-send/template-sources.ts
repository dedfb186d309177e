import { formatInstant, parseInstant } from '../kernel/instant.ts';
import { sendWording } from '../wording/send-wording.ts';
import type { MessageTemplate, TemplateParameter, TemplateValue } from './active-send.ts';
import { fieldAt, type FieldRef, type FieldsAtHand, type FieldValue } from './conditions.ts';
import { placesOf } from './fill-template.ts';

/** Where a value of a template comes from: a field, or a text that never changes. */
export type ValueSource = FieldRef | { readonly text: string };

/** What fills one place: the first of these that holds something. */
export interface PlaceSources {
  readonly part: TemplateParameter['part'];
  readonly place: number;
  readonly from: readonly ValueSource[];
}

/** How values are written for the client. */
export interface ValueWriting {
  readonly timeZone: string;
  /** Three letters, for amounts. */
  readonly currency: string;
}

/** The values of a template from fields, in the template's own language (SND-02). What has no value is left out, and shows as missing. */
export function valuesFrom(
  template: MessageTemplate, sources: readonly PlaceSources[], fields: FieldsAtHand, writing: ValueWriting,
): readonly TemplateValue[] {
  return placesOf(template).flatMap(({ part, place, type }) => {
    const from = sources.find((each) => each.part === part && each.place === place)?.from ?? [];
    const found = from.map((source) => valueOf(source, fields)).find((value) => value !== undefined);
    return found === undefined ? [] : [{ part, place, value: written(found, type, { ...writing, language: languageOf(template) }) }];
  });
}

const valueOf = (source: ValueSource, fields: FieldsAtHand): FieldValue | undefined =>
  'text' in source ? source.text.trim() || undefined : fieldAt(fields, source);

/** `pt_BR` is how Meta writes it. A language that nobody knows is no reason to send nothing. */
function languageOf({ language }: MessageTemplate): string {
  const tag = language.replaceAll('_', '-');
  return /^[a-z]{2,3}(?:-[A-Za-z]{4})?(?:-[A-Z]{2})?$/.test(tag) ? tag : 'pt-BR';
}

function written(value: FieldValue, type: TemplateParameter['type'], { language, timeZone, currency }: ValueWriting & { readonly language: string }): string {
  if (typeof value === 'object') return value.map((each) => each.trim()).filter((each) => each !== '').join(', ');
  if (typeof value === 'number') return amount(value, type === 'currency' ? { language, style: 'currency', currency } : { language });
  if (typeof value === 'boolean') return sendWording[language.startsWith('pt') ? 'pt-BR' : 'en'].flag[value ? 'yes' : 'no'];
  return type === 'date' ? dayOf(value.trim(), timeZone) : value.trim();
}

/** The spaces that Intl writes are not those that people type. */
const amount = (value: number, { language, ...options }: Intl.NumberFormatOptions & { readonly language: string }): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 2, useGrouping: options.style === 'currency', ...options }).format(value).replaceAll(/\s/gu, ' ');

/** A value as people read it, whatever it is: days as days, amounts as amounts. */
export const writtenFor = (value: FieldValue, { language, timeZone }: { readonly language: string; readonly timeZone: string }): string =>
  written(value, typeof value === 'string' ? 'date' : 'text', { language, timeZone, currency: 'BRL' });

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** An ISO date as people in Brazil read it. Midnight sharp is a day, which the CRM writes as a moment. */
function dayOf(text: string, timeZone: string): string {
  const [, year = '', month = '', day] = DAY.exec(text) ?? [];
  if (day !== undefined) return `${day}/${month}/${year}`;
  const moment = MOMENT.test(text) ? parseInstant(text) : undefined;
  if (moment?.ok !== true) return text;
  const [whole = '', time = ''] = formatInstant(moment.value, 'pt-BR', timeZone).split(', ');
  return time === '00:00' ? whole : `${whole} ${time}`;
}
