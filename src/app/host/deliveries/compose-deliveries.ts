import type { Terminal } from '../terminal.ts';
import { composeTable } from '../table.ts';
import type { DeliveryRow, DeliveryWhole } from './read-deliveries.ts';

type Speech = Pick<Terminal, 'words' | 'language'>;

/** Moments are read in Brasília, where the people are; JSON keeps UTC. */
const readable = (instant: string, { language }: Speech): string =>
  new Intl.DateTimeFormat(language, { timeZone: 'America/Sao_Paulo', dateStyle: 'short', timeStyle: 'medium' }).format(new Date(instant));

export function composeList(rows: readonly DeliveryRow[], speech: Speech): string {
  const { deliveries, deliveryState, deliveryReason } = speech.words;
  if (rows.length === 0) return deliveries.none;
  return composeTable(Object.values(deliveries.columns), rows.map((row) => [
    row.id, readable(row.receivedAt, speech), deliveries.source[row.source], row.kind, deliveryState[row.state],
    row.reason === undefined ? '' : (deliveryReason[row.reason] ?? row.reason), row.lane, String(row.attempts),
  ]));
}

/** Everything about one delivery, for a person to read. */
export function composeWhole(delivery: DeliveryWhole, speech: Speech): string {
  const { deliveries, deliveryState, deliveryReason } = speech.words;
  const { reason, endedAt, dueAt, cause } = delivery;
  const values: Readonly<Record<keyof typeof deliveries.fields, string | undefined>> = {
    id: delivery.id, connection: delivery.connection, source: deliveries.source[delivery.source], kind: delivery.kind, lane: delivery.lane,
    state: deliveryState[delivery.state],
    reason: reason === undefined ? undefined : [deliveryReason[reason], `[${reason}]`].filter(Boolean).join(' '),
    receivedAt: readable(delivery.receivedAt, speech),
    endedAt: endedAt === undefined ? undefined : readable(endedAt, speech),
    dueAt: dueAt === undefined ? undefined : readable(dueAt, speech),
    attempts: String(delivery.attempts), repeats: String(delivery.repeats), cause,
  };
  const widest = Math.max(...Object.values(deliveries.fields).map(({ length }) => length));
  const lines = Object.entries(deliveries.fields).flatMap(([name, label]) => {
    const value = new Map(Object.entries(values)).get(name);
    return value === undefined ? [] : [`${label.padEnd(widest)}  ${value}`];
  });
  const calls = delivery.calls.map(({ route, outcome, ms }) => `  ${route}  ${outcome}  ${ms} ms`);
  return [
    ...lines,
    ...(delivery.decision === undefined ? [] : [`\n${deliveries.decision}:`, indented(delivery.decision)]),
    ...(calls.length === 0 ? [] : [`\n${deliveries.calls}:`, ...calls]),
    ...(Object.keys(delivery.headers).length === 0 ? [] : [`\n${deliveries.headers}:`, indented(delivery.headers)]),
    `\n${deliveries.body}:`, indented(parsedBody(delivery.body)),
  ].join('\n');
}

const indented = (value: unknown): string =>
  (typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)).split('\n').map((line) => `  ${line}`).join('\n');

function parsedBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // What no reader could make anything of is shown as it came.
    return body;
  }
}
