import type { Lead, LeadEvent, LeadValue, LeadValues } from '../lead/lead.ts';
import type { CompiledMapping, CompiledRule } from './compile-mapping.ts';
import { freshAllowance, freshEffort, spend, takeOver } from './effort.ts';
import { isList } from './json.ts';
import type { FieldProblem, Incoming, Json } from './mapping.ts';
import { wholeOf, type Scope } from './read-path.ts';
import type { CompiledSource } from './source.ts';
import { compulsoryTargets, type CompulsoryTarget, type Place } from './targets.ts';
import { applyTransforms } from './transform.ts';
import { scalarText } from './value-text.ts';

/** One event of a delivery, as the mapping made it out (WHK-02). */
export interface MappedEvent {
  /** Its place among the items of `each`; 0 without. */
  readonly index: number;
  readonly event: LeadEvent;
  readonly lead: Lead;
  /** Values that could not be used; the rest of the lead enters all the same (ACL-04). */
  readonly problems: readonly FieldProblem[];
  /** What must be there and is not. */
  readonly missing: readonly CompulsoryTarget[];
}

/** Everything that a delivery says. No event at all: `each` found nothing. */
export interface MappedDelivery {
  readonly events: readonly MappedEvent[];
  /** Items beyond the first thousand, which are not looked at. */
  readonly leftOut: number;
}

/** More than any platform sends at once. */
const MOST_EVENTS = 1000;

/** Reads a delivery by a mapping (WHK-02, WHK-03). Total: never throws, whatever came. */
export function mapIncoming(mapping: CompiledMapping, incoming: Incoming): MappedDelivery {
  const { events, leftOut } = eachEvent(mapping, incoming);
  return { events: [...events], leftOut };
}

/** The same, event by event: whoever has others waiting may look after them in between. */
export function eachEvent(mapping: CompiledMapping, incoming: Incoming): { readonly events: Iterable<MappedEvent>; readonly leftOut: number } {
  if (mapping.each === undefined) return { events: mapped(mapping, incoming, [incoming.body]), leftOut: 0 };
  const found = mapping.each.read(wholeOf(incoming));
  const items: readonly Json[] = found === undefined ? [] : isList(found) ? found : [found];
  return { events: mapped(mapping, incoming, items.slice(0, MOST_EVENTS)), leftOut: Math.max(0, items.length - MOST_EVENTS) };
}

function* mapped(mapping: CompiledMapping, incoming: Incoming, items: readonly Json[]): Iterable<MappedEvent> {
  const ofAll = freshAllowance();
  for (const [index, item] of items.entries()) yield mapItem(mapping, { incoming, item, index, effort: freshEffort(ofAll) });
}

/** As many as a mapping has rules. */
const MOST_PROBLEMS = 300;

/** What is gathered of one event, by where it goes. */
type Draft = { readonly [group in Place['in']]: Map<string, LeadValue> };

function mapItem({ rules, ddi }: CompiledMapping, scope: Scope): MappedEvent {
  const draft: Draft = { event: new Map(), lead: new Map(), fields: new Map(), person: new Map(), companyFields: new Map(), card: new Map() };
  const problems: FieldProblem[] = [];
  const readDdi = (): string | undefined => ddiText(ddi, scope);
  for (const rule of rules) {
    const value = applyRule(rule, scope, readDdi, problems);
    if (value !== undefined && value !== '') draft[rule.place.in].set(rule.place.name, value);
  }
  const event = translateEvent(draft.event);
  const lead = translateLead(draft);
  const there = { event: event.identification, name: lead.name, phone: lead.phone };
  return { index: scope.index, event, lead, problems: problems.slice(0, MOST_PROBLEMS), missing: compulsoryTargets.filter((target) => there[target] === undefined) };
}

function ddiText(ddi: CompiledSource | undefined, scope: Scope): string | undefined {
  const value = ddi?.read(scope);
  return value === undefined ? undefined : scalarText(value);
}

/**
 * The first source that has a value of use. Something that is there and does not convert is told of, and the next source is asked; objects, which stand
 * where other events have a text, are told of only when no source has anything.
 */
function applyRule(rule: CompiledRule, scope: Scope, ddi: () => string | undefined, problems: FieldProblem[]): LeadValue | undefined {
  const shapes: FieldProblem[] = [];
  for (const source of rule.sources) {
    const value = source.read(scope);
    // A part of what stands there would pass for the whole.
    if (!spend(scope.effort, effortOf(value))) {
      problems.push({ target: rule.target, path: source.path, problem: 'too-long' });
      return undefined;
    }
    if (value === undefined) continue;
    const read = readValue(rule, value, ddi);
    if (read.problem !== undefined) {
      const told = { target: rule.target, path: source.path, problem: read.problem, ...(read.because !== undefined && { because: read.because }) };
      (typeof value === 'object' && !isList(value) ? shapes : problems).push(told);
    }
    if (read.value === undefined) continue;
    if (takeOver(scope.effort, lengthOf(read.value))) return read.value;
    problems.push({ target: rule.target, path: source.path, problem: 'too-long' });
    return undefined;
  }
  problems.push(...shapes);
  return undefined;
}

/** To make a phone or a date of a value takes much longer than to find it. */
const effortOf = (value: Json | undefined): number => (value === undefined ? 1 : 50 * (isList(value) ? Math.min(value.length, 100) : 1));

const lengthOf = (value: LeadValue): number => (typeof value === 'string' ? value.length : typeof value === 'object' ? value.reduce((sum, { length }) => sum + length, 0) : 1);

type Read = { readonly value?: LeadValue } & Partial<Pick<FieldProblem, 'problem' | 'because'>>;

function readValue(rule: CompiledRule, value: Json, ddi: () => string | undefined): Read {
  const changed = rule.transforms.length === 0 ? undefined : applyTransforms(value, rule.transforms);
  if (changed?.ok === false) return { problem: changed.reason };
  const ready = changed === undefined ? value : changed.value;
  if (ready === undefined) return {};
  const converted = rule.convert(ready, ddi);
  if (converted.ok) return converted.value === '' ? {} : { value: converted.value };
  const { kept, ...reason } = converted.reason;
  return { ...reason, ...(kept !== undefined && { value: kept }) };
}

/** The rules of these targets give no other types. */
const translateEvent = (values: ReadonlyMap<string, LeadValue>): LeadEvent => Object.fromEntries(values);

function translateLead({ lead, fields, person, companyFields, card }: Draft): Lead {
  const own: Omit<Lead, 'fields' | 'person' | 'companyFields' | 'card'> = Object.fromEntries(lead);
  return { ...own, fields: valuesOf(fields), person: valuesOf(person), companyFields: valuesOf(companyFields), card: valuesOf(card) };
}

const valuesOf = (values: ReadonlyMap<string, LeadValue>): LeadValues => (values.size === 0 ? NONE : Object.fromEntries(values));
const NONE: LeadValues = {};
