import type { DeliveryRecord, DeliverySummary } from '../../ports/history.ts';
import { parseJson } from './json.ts';
import { parseAbout, parseBody, parseCalls } from './translate-delivery.ts';

/** A row of a list, as either driver gives it. */
export interface HistoryRow {
  readonly position: number | string;
  readonly id: string;
  readonly [column: string]: unknown;
}

export function translateSummary(row: HistoryRow, replayedAs: string | undefined): DeliverySummary {
  const { id, connection, source, kind, lane, state, received_at: receivedAt, attempts, repeats } = row;
  return {
    id, connection, source, kind, lane, state, receivedAt, attempts, repeats,
    ...present({
      reason: row['reason'], endedAt: row['ended_at'], cause: row['cause'], replayOf: row['replay_of'], replayedAs,
      askedBy: row['asked_by'], settingsAt: row['settings_at'], payloadGone: row['payload_gone'],
    }),
  } as DeliverySummary;
}

/** What is known of a row beside its own columns. */
export interface RowTies {
  readonly replayedAs: string | undefined;
  readonly subjects: readonly string[] | undefined;
}

export function translateRecord(row: HistoryRow, { replayedAs, subjects = [] }: RowTies): DeliveryRecord {
  const { body, headers, decision, calls, due_at: dueAt, about } = row;
  const all: readonly string[] = [...new Set([...typeof about === 'string' ? parseAbout(about) : [], ...subjects])].toSorted();
  return {
    ...translateSummary(row, replayedAs),
    body: parseBody(body),
    headers: parseJson(String(headers)),
    ...present({ decision: typeof decision === 'string' ? parseJson(decision) : undefined, dueAt }),
    calls: parseCalls(calls),
    subjects: all,
  } as DeliveryRecord;
}

const present = (columns: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null && value !== undefined));
