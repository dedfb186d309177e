import type { Journal } from './journal.ts';
import { createOrderedRows } from './ordered-rows.ts';

export interface Row {
  readonly id: number;
}

export type IndexKey = string | number | null;

/** Rows of one kind by id, with a few secondary indexes; every write goes to the journal. */
export interface Table<R extends Row> {
  readonly get: (id: number) => R | undefined;
  readonly all: () => R[];
  /** All rows, lowest id first; never a copy. */
  readonly ordered: readonly R[];
  readonly find: (index: string, key: IndexKey) => R[];
  readonly indexes: readonly string[];
  readonly insert: (make: (id: number) => R) => R;
  readonly put: (row: R) => R;
  readonly remove: (id: number) => void;
  readonly clear: () => void;
}

export interface TableOptions<R extends Row> {
  readonly name: string;
  readonly firstId: number;
  readonly indexes?: Readonly<Record<string, (row: R) => IndexKey>>;
}

export function createTable<R extends Row>(journal: Journal, options: TableOptions<R>): Table<R> {
  const rows = new Map<number, R>();
  const ordered = createOrderedRows<R>();
  const indexes = Object.entries(options.indexes ?? {}).map(([name, keyOf]) => createIndex(name, keyOf));
  let nextId = options.firstId;

  const unindex = (id: number): void => {
    const known = rows.get(id);
    if (known !== undefined) for (const index of indexes) index.remove(known);
  };
  const keep = (row: R): void => {
    unindex(row.id);
    rows.set(row.id, row);
    ordered.put(row);
    for (const index of indexes) index.add(row);
  };
  const put = (row: R): R => {
    keep(row);
    journal.note([options.name, row.id, row]);
    return row;
  };
  const remove = (id: number): void => {
    unindex(id);
    rows.delete(id);
    ordered.remove(id);
    journal.note([options.name, id, null]);
  };

  const parseRow = (value: unknown): R => value as R;
  for (const [table, key, value] of journal.past) {
    if (table === options.name) keep(parseRow(value));
    if (table === 'next' && key === options.name) nextId = Number(value);
  }
  return {
    get: (id) => rows.get(id),
    all: () => [...ordered.rows],
    ordered: ordered.rows,
    find: (name, key) => indexes.find((index) => index.name === name)?.rowsOf(key) ?? [],
    indexes: indexes.map(({ name }) => name),
    insert: (make) => {
      const id = nextId++;
      journal.note(['next', options.name, nextId]);
      return put(make(id));
    },
    put,
    remove,
    clear: () => [...rows.keys()].forEach(remove),
  };
}

interface Index<R extends Row> {
  readonly name: string;
  readonly add: (row: R) => void;
  readonly remove: (row: R) => void;
  readonly rowsOf: (key: IndexKey) => R[];
}

function createIndex<R extends Row>(name: string, keyOf: (row: R) => IndexKey): Index<R> {
  const byKey = new Map<IndexKey, Map<number, R>>();
  return {
    name,
    add: (row) => {
      const rows = byKey.get(keyOf(row)) ?? new Map<number, R>();
      byKey.set(keyOf(row), rows.set(row.id, row));
    },
    remove: (row) => void byKey.get(keyOf(row))?.delete(row.id),
    rowsOf: (key) => [...(byKey.get(key)?.values() ?? [])],
  };
}
