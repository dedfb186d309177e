import { createHash } from 'node:crypto';
import { formatBrasilia, parseMoment } from './brasilia-time.ts';
import { kindOf } from './schema.ts';
import type { Kind } from './schema.ts';
import type { Store } from './store.ts';
import { childrenOf, idOf, numberAt, textAt } from './wire.ts';
import type { Json, Row } from './wire.ts';

/** What happened to a row, as a webhook tells it. */
export interface Change {
  readonly kind: Kind;
  readonly action: 'Create' | 'Update' | 'Delete' | 'Win' | 'Lose' | 'Reopen' | 'Finish';
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

/** The switches of one simulated account. */
export interface Switches {
  readonly getByKey: boolean;
  readonly patchArrays: 'replace' | 'merge';
  readonly filterOtherProperties: boolean;
}

/** Everything that a rule may consult: the rows, the clock, new ids, the switches and the webhook outlet. */
export interface World {
  readonly store: Store;
  readonly switches: Switches;
  now(): number;
  nowText(): string;
  guid(): string;
  newId(kind: Kind): number;
  emit(change: Change): void;
  /** Does something of which no webhook tells. */
  quietly<Result>(act: () => Result): Result;
  /** From now on no webhook tells of anything, until it is put out. */
  setQuiet(isQuiet: boolean): void;
}

export interface WorldOptions {
  readonly store: Store;
  readonly switches: Switches;
  readonly seed: number;
  readonly now: () => number;
  readonly emit: (change: Change) => void;
}

export function createWorld({ store, switches, seed, now, emit }: WorldOptions): World {
  let quiet = false;
  return {
    store, switches, now,
    emit: (change) => {
      if (!quiet) emit(change);
    },
    setQuiet: (isQuiet) => {
      quiet = isQuiet;
    },
    quietly: (act) => {
      const before = quiet;
      quiet = true;
      try {
        return act();
      } finally {
        quiet = before;
      }
    },
    nowText: () => formatBrasilia(now()),
    guid: () => guidFrom(`${seed}:${store.next('guid', 1)}`),
    newId: (kind) => store.next(`id:${kind.path}`, kind.firstId),
  };
}

/** An upper-case GUID that follows from the text alone, so that one seed always gives the same keys. */
function guidFrom(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex').toUpperCase();
  const middle = [hex.slice(8, 12), `4${hex.slice(13, 16)}`, `A${hex.slice(17, 20)}`];
  return [hex.slice(0, 8), ...middle, hex.slice(20, 32)].join('-');
}

const HOUR_MS = 3_600_000;

/** A column's value now: most are stored, the ages of a deal are counted when asked. */
export function valueOf(world: World, kind: Kind, row: Row, column: string): Json {
  const age = kind.path === 'Deals' ? dealAge(world, row, column) : undefined;
  return age ?? row[column] ?? null;
}

function dealAge(world: World, row: Row, column: string): number | undefined {
  if (column !== 'DaysInStage' && column !== 'HoursInStage' && column !== 'Length') return undefined;
  const since = parseMoment(textAt(row, column === 'Length' ? 'StartDate' : '~StageDate') ?? '') ?? world.now();
  const until = parseMoment(textAt(row, 'FinishDate') ?? '') ?? world.now();
  return Math.max(0, Math.floor((until - since) / (column === 'HoursInStage' ? HOUR_MS : 24 * HOUR_MS)));
}

/** The row that a `one` link leads to; `undefined` when the column is empty or the row is gone. */
export function linkedRow(world: World, row: Row, to: string, by: string): Row | undefined {
  const id = numberAt(row, by);
  return id === undefined ? undefined : world.store.get(to, id);
}

/** The rows that a collection link leads to, oldest first. */
export function linkedRows(world: World, kind: Kind, row: Row, name: string): readonly Row[] {
  const link = kind.links[name];
  if (link?.how === 'inside') return childrenOf(row, name);
  if (link?.how !== 'many') return [];
  return world.store.rows(link.to).filter((each) => each[link.by] === idOf(row));
}

export const targetOf = (kind: Kind, name: string): Kind | undefined => {
  const link = kind.links[name];
  return link ? kindOf(link.to) : undefined;
};

/** Moves a row's `LastUpdateDate` (and a pointer to what was added) without telling any webhook. */
export function touchRow(world: World, path: string, id: Json | undefined, pointer: Row = {}): void {
  const row = typeof id === 'number' ? world.store.get(path, id) : undefined;
  if (row) world.store.put(path, { ...row, ...pointer, LastUpdateDate: world.nowText() });
}
