import { isNonEmpty, type NonEmpty } from '../kernel/non-empty.ts';
import type { MessageTemplate, TemplateApproval, TemplateParameter, TemplateValue } from './active-send.ts';
import { longestOf, unfitFor, type TemplateProblem } from './template-value-fit.ts';

/** A place of a template whose value is missing or unfit. */
export interface TemplateFault {
  readonly part: TemplateParameter['part'];
  readonly place: number;
  readonly problem: TemplateProblem;
}

/** A template with its values, or why it cannot be sent. */
export type FilledTemplate =
  /** `text` is what the client reads, and `values` are those that are sent, trimmed, in the template's own order. */
  | { readonly outcome: 'filled'; readonly text: string; readonly values: readonly TemplateValue[] }
  | { readonly outcome: 'not-approved'; readonly approval: Exclude<TemplateApproval, 'approved'> }
  | { readonly outcome: 'unfit'; readonly faults: NonEmpty<TemplateFault> };

type Part = TemplateParameter['part'];

/**
 * Fills a template (SND-01, SND-02). Only an approved one is sent; every place must have a value that fits its type. Values for
 * places that the template has not are left out. What the panel shows as the preview is this text.
 */
export function fillTemplate(template: MessageTemplate, values: readonly TemplateValue[]): FilledTemplate {
  if (template.approval !== 'approved') return { outcome: 'not-approved', approval: template.approval };
  const given = new Map(values.map((each) => [keyOf(each), each.value.trim()]));
  const places = placesOf(template);
  const faults = places.flatMap((place) => faultOf(place, given.get(keyOf(place)) ?? ''));
  if (isNonEmpty(faults)) return { outcome: 'unfit', faults };

  const texts = TEXT_PARTS.map((part) => ({ part, text: filled(template[part], part, given) }));
  const tooLong = texts.filter(({ part, text }) => text.length > longestOf(part)).map(({ part }): TemplateFault => ({ part, place: 1, problem: 'too-long' }));
  if (isNonEmpty(tooLong)) return { outcome: 'unfit', faults: tooLong };
  return {
    outcome: 'filled',
    text: texts.map(({ text }) => text).filter((text) => text !== '').join('\n\n'),
    values: places.flatMap(({ part, place }) => valueAt(given, part, place)),
  };
}

/**
 * Every place of a template: those that the chat lists, and those that its text shows and the list lacks, as text, so that
 * nobody ever reads `{{2}}`.
 */
export function placesOf(template: MessageTemplate): readonly TemplateParameter[] {
  const listed = new Set(template.parameters.map(keyOf));
  const shown = TEXT_PARTS.flatMap((part) =>
    [...new Set([...(template[part] ?? '').matchAll(PLACE)].map(([, place]) => Number(place)))]
      .map((place): TemplateParameter => ({ part, place, type: 'text' })));
  return [...template.parameters, ...shown.filter((each) => !listed.has(keyOf(each)))];
}

const TEXT_PARTS = ['header', 'body', 'footer'] as const;
const PLACE = /\{\{\s*(\d{1,3})\s*\}\}/g;

const keyOf = ({ part, place }: { readonly part: Part; readonly place: number }): string => `${part}:${place}`;

function faultOf({ part, place, type }: TemplateParameter, value: string): readonly TemplateFault[] {
  const problem = unfitFor({ part, type }, value);
  return problem === undefined ? [] : [{ part, place, problem }];
}

/** In one pass, so that a value which looks like a place stays what it is. */
const filled = (text = '', part: Part, given: ReadonlyMap<string, string>): string =>
  text.replace(PLACE, (_, place: string) => given.get(keyOf({ part, place: Number(place) })) ?? '').trim();

function valueAt(given: ReadonlyMap<string, string>, part: Part, place: number): readonly TemplateValue[] {
  const value = given.get(keyOf({ part, place }));
  return value === undefined || value === '' ? [] : [{ part, place, value }];
}
