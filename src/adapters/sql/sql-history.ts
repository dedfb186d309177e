import type { Kysely } from 'kysely';
import { InputRejected } from '../../domain/kernel/error.ts';
import type { DeliveryRecord, DeliverySummary, History, Page, PageWish } from '../../ports/history.ts';
import { selectCount, selectRecords, selectReplays, selectSubjects, selectSummaries } from './delivery-queries.ts';
import type { HistoryTables } from './schema.ts';
import { readTallies } from './tally.ts';
import { translateRecord, translateSummary, type HistoryRow } from './translate-history.ts';

/** Runs a reading, with the driver's errors told as failures of the store. */
export type Reading = <Result>(doing: string, reading: () => Promise<Result>) => Promise<Result>;

/** The history of either store. */
export function createSqlHistory(db: Kysely<HistoryTables>, read: Reading): History {
  async function subjectsOf(rows: readonly HistoryRow[]): Promise<ReadonlyMap<number, readonly string[]>> {
    const found = rows.length === 0 ? [] : await selectSubjects(db, rows.map(positionOf)).execute();
    const about = Map.groupBy(found, positionOf);
    return new Map([...about].map(([position, those]) => [position, those.map(({ subject }) => subject)]));
  }

  /** What the rows were played again as, by their ids. */
  async function replaysOf(rows: readonly HistoryRow[]): Promise<ReadonlyMap<string, string>> {
    const found = rows.length === 0 ? [] : await selectReplays(db, rows.map(({ id }) => id)).execute();
    return new Map(found.toReversed().map(({ id, replay_of: replayOf }) => [replayOf ?? '', id]));
  }

  async function summaries(rows: readonly HistoryRow[]): Promise<readonly DeliverySummary[]> {
    const replays = await replaysOf(rows);
    return rows.map((row) => translateSummary(row, replays.get(row.id)));
  }

  async function records(rows: readonly HistoryRow[]): Promise<readonly DeliveryRecord[]> {
    const [replays, subjects] = [await replaysOf(rows), await subjectsOf(rows)];
    return rows.map((row) => translateRecord(row, { replayedAs: replays.get(row.id), subjects: subjects.get(positionOf(row)) }));
  }

  return {
    list: (scope, filter, { limit, after }) =>
      read('list deliveries', async () => {
        const rows = await selectSummaries(db, scope, filter, { limit: limit + 1, beyond: parseCursor(after) }).execute();
        return await pageOf(rows, limit, summaries);
      }),
    find: (scope, id) =>
      read('find a delivery', async () => {
        const rows = await selectRecords(db, scope, { ids: [id] }, { limit: 1, beyond: undefined }).execute();
        return (await records(rows))[0];
      }),
    count: (scope, filter) => read('count deliveries', async () => Number((await selectCount(db, scope, filter).executeTakeFirstOrThrow()).count)),
    records: (scope, filter, { limit, after }) =>
      read('read deliveries', async () => {
        const rows = await selectRecords(db, scope, filter, { limit: limit + 1, beyond: parseCursor(after) }).execute();
        return await pageOf(rows, limit, records);
      }),
    effects: (connection, result) =>
      read('find what came to a result', async () => {
        const done = db.selectFrom('effect').select('key').where('connection', '=', connection).where('state', '=', 'done').where('result', '=', JSON.stringify(result));
        return (await done.orderBy('intended_at').orderBy('key').execute()).map(({ key }) => key);
      }),
    tally: (now) => read('count what is open', async () => await readTallies(db, now)),
  };
}

const positionOf = ({ position }: { readonly position: number | string }): number => Number(position);

/** One row more than asked for tells whether there is a next page. */
async function pageOf<Told>(rows: readonly HistoryRow[], limit: number, tell: (rows: readonly HistoryRow[]) => Promise<readonly Told[]>): Promise<Page<Told>> {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { rows: await tell(page), ...(last && { next: String(positionOf(last)) }) };
}

function parseCursor(after: PageWish['after']): number | undefined {
  if (after === undefined) return undefined;
  if (/^\d{1,15}$/.test(after)) return Number(after);
  const message = 'The page could not be read: "after" is no cursor of this list; begin with the first page.';
  throw new InputRejected('input.cursor-malformed', message, { field: 'after' });
}
