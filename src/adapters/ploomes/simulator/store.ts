import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createOrderedRows, type OrderedRows } from './ordered-rows.ts';
import { idOf, isRow, parseJson } from './wire.ts';
import type { Json, Row } from './wire.ts';

/** Rows by table, and counters that only grow. What a request changes is kept by `commit` or undone by `rollback`. */
export interface Store {
  /** In the order of their numbers; never a copy, so that a large table costs nothing to look at. */
  rows(table: string): readonly Row[];
  get(table: string, id: number): Row | undefined;
  put(table: string, row: Row): void;
  drop(table: string, id: number): void;
  /** The next number of a series; the first is `first`. Not given back by a rollback, like a database's identity. */
  next(series: string, first: number): number;
  counter(name: string): number;
  setCounter(name: string, value: number): void;
  commit(): void;
  rollback(): void;
  clear(): void;
  readonly isEmpty: boolean;
}

/** Rows name people, and hold the account's keys. A file from before is written anew when it is read, and so is narrowed. */
const OWNER_ONLY = { mode: 0o600 };

type Change = readonly [table: string, id: number, row: Row | null];

/**
 * A store in memory, with a journal beside it when `file` is given: one line for each committed request, so that a
 * process killed at any moment leaves whole requests behind; a torn last line is left out when it is read again.
 */
export function createStore(file?: string): Store {
  const tables = new Map<string, OrderedRows>();
  let counters: Record<string, number> = {};
  let changes: Change[] = [];
  let undo: (() => void)[] = [];
  let countersMoved = false;

  const table = (name: string): OrderedRows => {
    const found = tables.get(name) ?? createOrderedRows();
    tables.set(name, found);
    return found;
  };
  const apply = ([name, id, row]: Change): void => {
    if (row === null) table(name).drop(id);
    else table(name).put(row);
  };
  const change = (name: string, id: number, row: Row | null): void => {
    const before = table(name).get(id) ?? null;
    undo.push(() => apply([name, id, before]));
    changes.push([name, id, row]);
    apply([name, id, row]);
  };
  const setCounter = (name: string, value: number): void => {
    counters = { ...counters, [name]: value };
    countersMoved = true;
  };
  const settle = (): void => {
    changes = [];
    undo = [];
  };
  const snapshot = (): string => {
    const all = [...tables].flatMap(([name, { rows }]) => rows.map((row): Change => [name, idOf(row), row]));
    return journalLine(all, counters);
  };
  const compact = (path: string): void => {
    rmSync(`${path}.tmp`, { force: true });
    writeFileSync(`${path}.tmp`, snapshot(), OWNER_ONLY);
    renameSync(`${path}.tmp`, path);
  };
  const load = (path: string): void => {
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      const entry = parseJson(line);
      if (!isRow(entry)) continue;
      for (const each of changesIn(entry)) apply(each);
      counters = { ...counters, ...countersIn(entry) };
    }
    compact(path);
  };
  if (file !== undefined && existsSync(file)) load(file);

  return {
    rows: (name) => table(name).rows,
    get: (name, id) => table(name).get(id),
    put: (name, row) => change(name, idOf(row), row),
    drop: (name, id) => change(name, id, null),
    next: (series, first) => {
      const value = Math.max(first, (counters[series] ?? 0) + 1);
      setCounter(series, value);
      return value;
    },
    counter: (name) => counters[name] ?? 0,
    setCounter,
    commit: () => {
      const moved = changes.length > 0 || countersMoved;
      if (file !== undefined && moved) appendFileSync(file, journalLine(changes, counters), OWNER_ONLY);
      countersMoved = false;
      settle();
    },
    rollback: () => {
      for (const each of undo.toReversed()) each();
      settle();
    },
    clear: () => {
      tables.clear();
      counters = {};
      settle();
      if (file !== undefined) compact(file);
    },
    get isEmpty() {
      return [...tables.values()].every(({ rows }) => rows.length === 0);
    },
  };
}

const journalLine = (changes: readonly Change[], counters: Readonly<Record<string, number>>): string =>
  `${JSON.stringify({ changes, counters })}\n`;

function changesIn(entry: Row): readonly Change[] {
  const listed = entry['changes'];
  return Array.isArray(listed) ? listed.flatMap(changeIn) : [];
}

function changeIn(item: Json): readonly Change[] {
  const parts: readonly Json[] = Array.isArray(item) ? item : [];
  const [table, id, row] = parts;
  if (typeof table !== 'string' || typeof id !== 'number') return [];
  return [[table, id, isRow(row) ? row : null]];
}

function countersIn(entry: Row): Record<string, number> {
  const listed = isRow(entry['counters']) ? entry['counters'] : {};
  const isCounter = (pair: [string, Json]): pair is [string, number] => typeof pair[1] === 'number';
  return Object.fromEntries(Object.entries(listed).filter(isCounter));
}
