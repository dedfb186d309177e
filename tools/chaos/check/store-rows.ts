import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { StoreName } from '../hubs/hub-orders.ts';

/** A delivery as the database has it: read beside the hub, so that what the hub says of itself is not taken on trust. */
export interface StoredDelivery {
  readonly id: string;
  readonly connection: string;
  readonly source: string;
  readonly lane: number;
  readonly seq: number;
  readonly state: string;
  readonly reason: string | null;
  readonly receivedAt: string;
  readonly firstTriedAt: string | null;
  readonly endedAt: string | null;
  readonly repeats: number;
}

/** A delivery that was set aside, with what was decided about it. */
export interface SetAside {
  readonly id: string;
  readonly connection: string;
  readonly kind: string;
  readonly reason: string;
  readonly receivedAt: string;
  readonly endedAt: string;
  readonly decision: unknown;
}

/** The rows of a hub's database, whichever it is. */
export interface StoreRows {
  /** In order of lane and place in it. */
  deliveries(visit: (row: StoredDelivery) => void): Promise<void>;
  /** Bodies of what came from outside. */
  bodies(visit: (row: { readonly connection: string; readonly body: string; readonly times: number }) => void): Promise<void>;
  setAside(): Promise<readonly SetAside[]>;
  pending(): Promise<number>;
  /** Sessions whose records will be written once more. */
  rewritings(): Promise<number>;
  /** What has not ended, by what holds it. */
  unended(): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

type Cells = Readonly<Record<string, unknown>>;
/** Runs one statement and shows its rows one by one. */
type Reading = (sql: string, visit: (cells: Cells) => void) => Promise<void>;

const COLUMNS = 'id, connection, source, lane, seq, state, reason, received_at, first_tried_at, ended_at, repeats';

export async function openStoreRows(store: StoreName): Promise<StoreRows> {
  const { read, close } = store.kind === 'sqlite' ? openFile(store.file) : await openServer(store.url);
  return {
    deliveries: async (visit) => await read(`select ${COLUMNS} from delivery order by lane, seq`, (cells) => visit(translateDelivery(cells))),
    bodies: async (visit) => await read("select connection, body, repeats from delivery where source in ('neppo', 'ploomes')", (cells) => visit({
      connection: text(cells, 'connection'), body: text(cells, 'body'), times: Number(cells['repeats']) + 1,
    })),
    async setAside() {
      const found: SetAside[] = [];
      await read("select id, connection, kind, reason, received_at, ended_at, decision from delivery where state = 'set-aside'", (cells) => found.push(translateSetAside(cells)));
      return found;
    },
    async pending() {
      let pending = 0;
      await read('select count(*) as pending from delivery where ended_at is null', (cells) => void (pending = Number(cells['pending'])));
      return pending;
    },
    async rewritings() {
      let waiting = 0;
      await read("select count(*) as waiting from timer where key like 'rewrite:%'", (cells) => void (waiting = Number(cells['waiting'])));
      return waiting;
    },
    async unended() {
      const found: Record<string, number> = {};
      await read("select connection, state, coalesce(reason, '') as reason, count(*) as many from delivery where ended_at is null group by connection, state, coalesce(reason, '')", (cells) => {
        found[`${text(cells, 'connection')}: ${text(cells, 'state')} ${text(cells, 'reason')}`] = Number(cells['many']);
      });
      return found;
    },
    close,
  };
}

function openFile(file: string): { readonly read: Reading; readonly close: () => Promise<void> } {
  const db = new DatabaseSync(file, { readOnly: true });
  return {
    read: async (sql, visit) => {
      for (const row of db.prepare(sql).iterate()) visit(row);
    },
    close: async () => db.close(),
  };
}

const ROWS_AT_ONCE = 10_000;

/** A cursor, so that a million bodies are never in memory at once. */
async function openServer(url: string): Promise<{ readonly read: Reading; readonly close: () => Promise<void> }> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  await client.query('set search_path to vinculo, public');
  return {
    read: async (sql, visit) => {
      await client.query('begin');
      await client.query(`declare rows no scroll cursor for ${sql}`);
      for (let full = true; full;) {
        const { rows } = await client.query<Cells>(`fetch ${ROWS_AT_ONCE} from rows`);
        for (const row of rows) visit(row);
        full = rows.length === ROWS_AT_ONCE;
      }
      await client.query('commit');
    },
    close: async () => await client.end(),
  };
}

function textOrNull(cells: Cells, column: string): string | null {
  const cell = cells[column];
  if (cell instanceof Uint8Array) return Buffer.from(cell).toString('utf8');
  return typeof cell === 'string' ? cell : cell === null || cell === undefined ? null : JSON.stringify(cell);
}

const text = (cells: Cells, column: string): string => textOrNull(cells, column) ?? '';

const translateDelivery = (cells: Cells): StoredDelivery => ({
  id: text(cells, 'id'), connection: text(cells, 'connection'), source: text(cells, 'source'),
  lane: Number(cells['lane']), seq: Number(cells['seq']), state: text(cells, 'state'), reason: textOrNull(cells, 'reason'),
  receivedAt: text(cells, 'received_at'), firstTriedAt: textOrNull(cells, 'first_tried_at'), endedAt: textOrNull(cells, 'ended_at'),
  repeats: Number(cells['repeats']),
});

const translateSetAside = (cells: Cells): SetAside => ({
  id: text(cells, 'id'), connection: text(cells, 'connection'), kind: text(cells, 'kind'), reason: text(cells, 'reason'),
  receivedAt: text(cells, 'received_at'), endedAt: text(cells, 'ended_at'),
  decision: cells['decision'] === null ? undefined : JSON.parse(text(cells, 'decision')),
});
