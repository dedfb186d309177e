import type { Instant } from '../../domain/kernel/instant.ts';

/** A value of a row on its way between two databases; a body is text here whatever it is stored as. */
export type DumpValue = string | number | null;

/** Rows of one table, in the order of their keys, a share of them at once. */
export interface DumpChunk {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly DumpValue[])[];
}

/** What a store that was restored before it was copied had forgotten, and until when what began is asked for first. */
export interface Forgotten {
  readonly since: Instant;
  readonly restoredAt?: Instant;
}

/** A whole store at one moment, table by table. */
export interface Dump {
  /** The version of the schema that the rows have. */
  readonly version: number;
  readonly forgotten?: Forgotten;
  /** From the beginning, each time: a transaction that met a crossed lock begins again. */
  readonly chunks: () => AsyncIterable<DumpChunk>;
}

/** The older of two moments, of which one may not be known. */
export const olderOf = (a: Instant, b: Instant | undefined): Instant => (b !== undefined && b < a ? b : a);

/** So many rows travel together. */
export const ROWS_AT_ONCE = 1_000;

/**
 * Tables that belong to one installation and do not travel with its data. Agents are given new tokens, which live for minutes; of what they
 * were told the numbers travel, so that whoever reads on elsewhere is told of the gap.
 */
export const LEFT_BEHIND: ReadonlySet<string> = new Set(['installation', 'agent_pass', 'stream_event']);

/**
 * What a restored store forgot was told to agents under numbers that it will give again: no number is near those, so that whoever
 * reads on from one is told of the gap.
 */
export const NUMBERS_SKIPPED = 1_000_000;
