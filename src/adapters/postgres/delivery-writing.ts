import type { NewDelivery, Subject } from '../../ports/inbox.ts';
import { firstStateOf } from '../sql/first-state.ts';
import { toJson } from '../sql/json.ts';
import { columns } from './columns.ts';
import { keyText } from './key-text.ts';
import type { Conversation } from './conversation.ts';

/** A delivery with its number in its lane. */
export interface NumberedDelivery {
  readonly delivery: NewDelivery;
  readonly laneId: number;
  readonly seq: number;
}

const COLUMNS = {
  id: 'text', connection: 'text', lane: 'bigint', seq: 'bigint', source: 'text', kind: 'text', state: 'text', reason: 'text', received_at: 'text',
  ended_at: 'text', cause: 'text', repeat_key: 'text', settings_at: 'text', replay_of: 'text', asked_by: 'text', body: 'bytea', headers: 'text',
  decision: 'text', about: 'text', urgency: 'text',
} as const;

type ColumnName = keyof typeof COLUMNS;
type DeliveryRow = Readonly<Record<ColumnName, unknown>> & { readonly indexed: readonly Subject[] };

const NAMES: readonly ColumnName[] = [
  'id', 'connection', 'lane', 'seq', 'source', 'kind', 'state', 'reason', 'received_at', 'ended_at', 'cause', 'repeat_key', 'settings_at', 'replay_of',
  'asked_by', 'body', 'headers', 'decision', 'about', 'urgency',
];

/** Writes new deliveries, in their order, and what they are about. */
export function createDeliveryWriting(schema: string): (db: Conversation, deliveries: readonly NumberedDelivery[]) => void {
  const list = NAMES.join(', ');
  const values = NAMES.map((name, place) => `$${place + 1}::${COLUMNS[name]}[]`).join(', ');
  const insert = `insert into ${schema}.delivery (${list}) select ${list} from unnest(${values}) with ordinality as row (${list}, place) order by place`;
  const note = `insert into ${schema}.delivery_subject (position, subject, connection)
    select position, subject, connection from ${schema}.delivery join unnest($1::text[], $2::text[]) as about (id, subject) using (id)
    on conflict do nothing`;

  return (db, deliveries) => {
    if (deliveries.length === 0) return;
    const rows = deliveries.map(rowOf);
    db.send(insert, columns(rows, NAMES));
    const indexed = rows.flatMap(({ id, indexed: subjects }) => subjects.map((subject) => ({ id, subject })));
    if (indexed.length > 0) db.send(note, columns(indexed, ['id', 'subject']));
  };
}

function rowOf({ delivery, laneId, seq }: NumberedDelivery): DeliveryRow {
  const { id, connection, source, kind, receivedAt, cause, repeatKey, settingsAt, replayOf, askedBy, body, headers, urgency } = delivery;
  const { state, reason, endedAt, decision, about, indexed } = firstStateOf({ ...delivery, subjects: translateSubjects(delivery.subjects) });
  return {
    id, connection, lane: laneId, seq, source, kind, state, reason, received_at: receivedAt, ended_at: endedAt, cause: cause ?? null,
    repeat_key: repeatKey ?? null, settings_at: settingsAt ?? null, replay_of: replayOf ?? null, asked_by: askedBy ?? null,
    body: Buffer.from(body), headers: toJson(headers), decision, about, urgency: urgency ?? null, indexed,
  };
}

const translateSubjects = (subjects: readonly Subject[] = []): readonly Subject[] => subjects.map((subject) => keyText(subject) as Subject);
