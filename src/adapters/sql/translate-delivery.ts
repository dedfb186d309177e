import type { Instant } from '../../domain/kernel/instant.ts';
import type { NewDelivery, Subject } from '../../ports/inbox.ts';
import type { CallNote } from '../../ports/work-queue.ts';
import { parseJson } from './json.ts';

/** A row as either driver gives it. */
type Row = Readonly<Record<string, unknown>>;

/** A delivery that has not ended, as the queue keeps it at hand. */
export interface Pending {
  readonly position: number;
  readonly laneId: number;
  readonly seq: number;
  readonly attempts: number;
  readonly firstTriedAt: Instant | undefined;
  /** Calls of earlier tries. */
  readonly calls: readonly CallNote[];
  readonly delivery: NewDelivery;
}

/** Columns that {@link translatePending} reads. */
export const PENDING_COLUMNS = `d.position, d.lane as lane_id, d.seq, d.attempts, d.first_tried_at, d.calls, d.id, d.connection, d.source,
  d.kind, l.key as lane, d.body, d.headers, d.received_at, d.repeat_key, d.cause, d.settings_at, d.replay_of, d.asked_by, d.about, d.urgency`;

export function translatePending(row: Row): Pending {
  return {
    position: Number(row['position']),
    laneId: Number(row['lane_id']),
    seq: Number(row['seq']),
    attempts: Number(row['attempts']),
    firstTriedAt: (row['first_tried_at'] ?? undefined) as Instant | undefined,
    calls: parseCalls(row['calls']),
    delivery: translateNewDelivery(row),
  };
}

function translateNewDelivery(row: Row): NewDelivery {
  const { id, connection, source, kind, lane, body, received_at: receivedAt, repeat_key: repeatKey, cause } = row;
  const { settings_at: settingsAt, replay_of: replayOf, asked_by: askedBy, about, urgency } = row;
  return {
    id, connection, source, kind, lane, receivedAt,
    body: parseBody(body),
    headers: parseJson(String(row['headers'])),
    ...(repeatKey !== null && { repeatKey }),
    ...(cause !== null && { cause }),
    ...(settingsAt !== null && { settingsAt }),
    ...(replayOf !== null && { replayOf }),
    ...(askedBy !== null && { askedBy }),
    ...(urgency === 'bulk' && { urgency }),
    ...(typeof about === 'string' && { subjects: parseAbout(about) }),
  } as NewDelivery;
}

const UTF_8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Text in SQLite, bytes in PostgreSQL. */
export const parseBody = (body: unknown): string => (typeof body === 'string' ? body : UTF_8.decode(body as Uint8Array));

export const parseCalls = (text: unknown): readonly CallNote[] => (typeof text === 'string' ? (parseJson(text) as readonly CallNote[]) : []);

/** What a delivery is about, as it stands beside it until it is first tried. */
export const parseAbout = (about: string): readonly Subject[] => parseJson(about) as readonly Subject[];

export const parseTimedDelivery = (text: string): NewDelivery => parseJson(text) as NewDelivery;
