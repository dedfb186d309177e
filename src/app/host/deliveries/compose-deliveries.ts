import * as z from 'zod';
import type { Instant } from '../../../domain/index.ts';
import { beyondJsonLimits } from '../../../ports/index.ts';
import { words as allWords } from '../../wording/index.ts';
import { readableMoment } from '../readable-moment.ts';
import { composeTable } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { composeReason, composeReasonInList } from './reason.ts';
import type { DeliveryRow, DeliveryWhole, Descendant } from './read-deliveries.ts';

/** As `--state` and `/v1` name them, in the order of a delivery's life. */
export const STATES = ['pending', 'later', 'awaiting', 'done', 'set-aside'] as const;

/** The words that are shown, in every language: what people read they may also type. */
export const statesByWord: ReadonlyMap<string, string> = new Map(
  Object.values(allWords).flatMap(({ deliveryState }) => STATES.map((state) => [deliveryState[state], state] as const)),
);

type Speech = Pick<Terminal, 'words' | 'language'>;

export function composeList(rows: readonly DeliveryRow[], speech: Speech): string {
  const { words } = speech;
  const { deliveries, deliveryState } = words;
  if (rows.length === 0) return deliveries.none;
  // Told only where there is something to tell: lines are long as it is.
  const again = rows.some(({ replayedAs }) => replayedAs !== undefined);
  return composeTable([...Object.values(deliveries.columns), ...(again ? [deliveries.replayedColumn] : [])], rows.map((row) => [
    row.id, readableMoment(row.receivedAt, speech), sourceOf(row, speech), row.kind, deliveryState[row.state],
    row.reason === undefined ? '' : composeReasonInList(row.reason, words), row.lane, String(row.attempts),
    ...(again ? [row.replayedAs ?? ''] : []),
  ]));
}

/** A hub of a later release may know more of them. */
const sourceOf = ({ source }: DeliveryRow, { words: { deliveries } }: Speech): string => new Map(Object.entries(deliveries.source)).get(source) ?? source;

/** What the states are called, and what they mean. */
export function composeStates({ words: { deliveryState, deliveries } }: Pick<Terminal, 'words'>): string {
  const rows = STATES.map((state) => `  ${state.padEnd(9)}  ${deliveryState[state]}: ${deliveries.stateMeaning[state]}`);
  return [deliveries.states, ...rows].join('\n');
}

/** Everything about one delivery, for a person to read. */
export function composeWhole(delivery: DeliveryWhole, descendants: readonly Descendant[], speech: Speech): string {
  const { deliveries } = speech.words;
  const fields = fieldsOf(delivery, speech).flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
  const widest = Math.max(...Object.values(deliveries.fields).map(({ length }) => length));
  const lines = fields.map(({ label, value }) => `${label.padEnd(widest)}  ${value}`);
  const calls = delivery.calls.map(({ route, outcome, ms }) => `  ${route}  ${outcome}  ${ms} ms`);
  return [
    ...lines,
    ...(delivery.decision === undefined ? [] : [`\n${deliveries.decision}: ${outcomeOf(delivery.decision, speech)}`.trimEnd(), indented(delivery.decision)]),
    ...(descendants.length === 0 ? [] : [`\n${deliveries.descendants}:`, ...descendants.map((each) => composeDescendant(each, speech))]),
    ...(calls.length === 0 ? [] : [`\n${deliveries.calls}:`, ...calls]),
    ...(Object.keys(delivery.headers).length === 0 ? [] : [`\n${deliveries.headers}:`, indented(delivery.headers)]),
    `\n${deliveries.body}:`, indented(parsedBody(delivery.body)),
  ].join('\n');
}

function composeDescendant({ delivery, depth }: Descendant, speech: Speech): string {
  const { deliveries, deliveryState } = speech.words;
  const { id, kind, state, lane, decision } = delivery;
  const { card, records = [] } = decided.safeParse(decision).data ?? {};
  const made = [
    ...(card === undefined ? [] : [deliveries.card(card)]),
    ...records.flatMap((record) => /^record-(?:written|amended):(.+)$/.exec(record)?.[1] ?? []).map(deliveries.record),
  ];
  const told = [outcomeOf(decision, speech), ...made].filter(Boolean).join(', ');
  return `${'  '.repeat(depth + 1)}${[id, kind, deliveryState[state], lane, told].filter(Boolean).join('  ')}`;
}

const decided = z.object({ outcome: z.string().optional(), card: z.string().optional(), records: z.array(z.string()).optional() });

/** What was decided, in words; empty for an outcome that has none. */
const outcomeOf = (decision: unknown, { words: { deliveries } }: Speech): string =>
  new Map(Object.entries(deliveries.outcome)).get(decided.safeParse(decision).data?.outcome ?? '') ?? '';

function fieldsOf(delivery: DeliveryWhole, speech: Speech): readonly (readonly [label: string, value: string | undefined])[] {
  const { words } = speech;
  const { deliveries: { fields, settingsVersion }, deliveryState } = words;
  const { reason, settings, subjects } = delivery;
  const moment = (instant: Instant | undefined): string | undefined => instant && readableMoment(instant, speech);
  return [
    [fields.id, delivery.id],
    [fields.connection, delivery.connection],
    [fields.source, sourceOf(delivery, speech)],
    [fields.kind, delivery.kind],
    [fields.lane, delivery.lane],
    [fields.state, deliveryState[delivery.state]],
    [fields.reason, reason && composeReason(reason, words)],
    [fields.receivedAt, moment(delivery.receivedAt)],
    [fields.endedAt, moment(delivery.endedAt)],
    [fields.dueAt, moment(delivery.dueAt)],
    [fields.attempts, String(delivery.attempts)],
    [fields.repeats, String(delivery.repeats)],
    [fields.cause, delivery.cause],
    [fields.replayOf, delivery.replayOf],
    [fields.replayedAs, delivery.replayedAs],
    [fields.askedBy, delivery.askedBy],
    [fields.settings, settings && settingsVersion(settings.version, readableMoment(settings.validFrom, speech))],
    [fields.subjects, subjects.filter((subject) => !subject.startsWith('person:')).join('  ') || undefined],
  ];
}

const indented = (value: unknown): string =>
  (typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)).split('\n').map((line) => `  ${line}`).join('\n');

function parsedBody(body: string): unknown {
  if (beyondJsonLimits(body) !== undefined) return body;
  try {
    return JSON.parse(body);
  } catch {
    // What no reader could make anything of is shown as it came.
    return body;
  }
}
