import { fillText, matchEvent, planActions, type ConversionEvent, type Lead, type LeadAction } from '../../../domain/lead/index.ts';
import { compileMapping, compileSource, mapIncoming, type Incoming, type MappedEvent, type Mapping, type Source } from '../../../domain/mapping/index.ts';
import type { Platform, TriedAction } from '../../../ports/index.ts';
import { filledTextOf } from '../../use-cases/leads/check-integration.ts';
import { judgeEvent, whyLacking } from '../../use-cases/leads/judge-event.ts';
import type { Terminal } from '../terminal.ts';

/** By what a delivery is mapped, and what its events set off. */
export interface MappedBy {
  readonly mapping: Mapping;
  readonly events: readonly ConversionEvent[];
  /** From the delivery itself, where nothing is known of its platform. */
  readonly isGuessed: boolean;
}

/** What came of it: one line for programs for each event, and why something compulsory is not there. */
export interface MappedLines {
  readonly lines: readonly object[];
  readonly reasons: readonly string[];
}

/** Maps a delivery as the hub would, up to its decisions (WHK-08). */
export function mapDelivery(platform: Platform, by: MappedBy, incoming: Incoming, terminal: Terminal): MappedLines {
  const { events } = mapIncoming(compileMapping(by.mapping), incoming);
  if (events.length === 0) return { lines: [], reasons: [terminal.words.map.noEvents] };
  return {
    lines: events.map((mapped) => lineOf(platform, by, mapped)),
    reasons: [...new Set(events.flatMap((mapped) => reasonsOf(platform, by, mapped, terminal)))],
  };
}

function lineOf(platform: Platform, { events }: MappedBy, mapped: MappedEvent): object {
  const { index, event: { identification, happenedAt }, lead, problems, missing } = mapped;
  const matches = matchEvent(events, identification);
  const { as } = judgeEvent({ mapped, integration: { events }, platform, nameIsKnown: false });
  return {
    index, event: identification, happenedAt, becomes: as, lead, problems, missing, ...(matches === undefined ? {} : { matches: matches.name }),
    actions: as !== 'lead' || matches === undefined ? [] : planActions(matches).map((action) => tried(action, lead)),
  };
}

function tried(action: LeadAction, lead: Lead): TriedAction {
  const template = filledTextOf(action);
  if (template === '') return { action };
  const filled = fillText(template, lead);
  return filled.outcome === 'filled' ? { action, text: filled.text } : { action, unfilled: filled.faults };
}

/** Why each compulsory field is not there: a value of no use, an event that brings none by itself, or nothing where it was looked for. */
function reasonsOf(platform: Platform, { mapping }: MappedBy, { event: { identification }, problems, missing }: MappedEvent, { words: { map }, language }: Terminal): readonly string[] {
  return missing.map((target) => {
    const unusable = problems.find((problem) => problem.target === target);
    if (unusable !== undefined) return map.unusable(target, unusable.path, unusable.because ?? unusable.problem);
    const because = target === 'event' ? undefined : whyLacking(platform, identification, target);
    if (because !== undefined) return map.byItself(target, language === 'en' ? because.en : because.pt);
    const sources = Object.hasOwn(mapping.fields, target) ? mapping.fields[target]?.from ?? [] : [];
    return sources.length === 0 ? map.notMapped(target) : map.missing(target, sources.map(told).join(', '));
  });
}

/** As people write it: what is joined with ` + `. */
function told(source: Source): string {
  const compiled = compileSource(source);
  return compiled.ok ? compiled.value.path : JSON.stringify(source);
}
