import { InputRejected } from '../../domain/kernel/error.ts';
import type { DeliveryRecord, DeliverySummary, History } from '../../ports/history.ts';
import { selectCount, selectRecord, selectSummaries } from '../sql/delivery-queries.ts';
import { parseJson } from '../sql/json.ts';
import type { Database } from './database.ts';
import { closedFailure, translateDriverError } from './failures.ts';
import { createKyselyReader } from './kysely-reader.ts';
import { parseCalls, type Row } from './translate-delivery.ts';

export function createSqliteHistory({ reader }: Database): History {
  const db = createKyselyReader(reader);

  const read = async <Result>(doing: string, reading: () => Promise<Result>): Promise<Result> => {
    if (!reader.isOpen) throw closedFailure(doing);
    try {
      return await reading();
    } catch (error) {
      throw translateDriverError(error, doing);
    }
  };

  return {
    list: (filter, { limit, after }) =>
      read('list deliveries', async () => {
        // One more than asked for tells whether there is a next page.
        const rows = await selectSummaries(db, filter, { limit: limit + 1, before: parseCursor(after) }).execute();
        const page = rows.slice(0, limit);
        const last = rows.length > limit ? page.at(-1) : undefined;
        return { rows: page.map(translateSummary), ...(last && { next: String(last.position) }) };
      }),
    find: (id) =>
      read('find a delivery', async () => {
        const row = await selectRecord(db, id).executeTakeFirst();
        return row && translateRecord(row);
      }),
    count: (filter) => read('count deliveries', async () => (await selectCount(db, filter).executeTakeFirstOrThrow()).count),
  };
}

function parseCursor(after: string | undefined): number | undefined {
  if (after === undefined) return undefined;
  if (/^\d{1,15}$/.test(after)) return Number(after);
  const message = 'The page could not be read: "after" is no cursor of this list; begin with the first page.';
  throw new InputRejected('input.cursor-malformed', message, { field: 'after' });
}

function translateSummary(row: Row): DeliverySummary {
  const { id, connection, source, kind, lane, state, reason, received_at: receivedAt, ended_at: endedAt, attempts, cause, repeats } = row;
  return {
    id, connection, source, kind, lane, state, receivedAt, attempts, repeats,
    ...(reason !== null && { reason }),
    ...(endedAt !== null && { endedAt }),
    ...(cause !== null && { cause }),
  } as DeliverySummary;
}

function translateRecord(row: Row): DeliveryRecord {
  const { body, headers, decision, calls, due_at: dueAt } = row;
  return {
    ...translateSummary(row),
    body,
    headers: parseJson(String(headers)),
    ...(decision !== null && { decision: parseJson(String(decision)) }),
    calls: parseCalls(calls),
    ...(dueAt !== null && { dueAt }),
  } as DeliveryRecord;
}
