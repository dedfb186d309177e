import type { RawBuilder } from 'kysely';
import type { TableNames } from './conditions.ts';
import type { Row } from './row.ts';

/** Runs statements that both stores understand. */
export interface SqlRunner {
  readonly table: TableNames;
  /** A text that others write, as it stands in a column that is looked up by. */
  text<Text extends string>(text: Text): Text;
  /** A member of the JSON that a column of text holds, as text; null where it has none. */
  jsonText(column: RawBuilder<unknown>, member: string): RawBuilder<unknown>;
  rows(doing: string, query: RawBuilder<unknown>): Promise<readonly Row[]>;
  /** The same for a list of which the best plan depends on what is looked for: none is kept. */
  listed(doing: string, query: RawBuilder<unknown>): Promise<readonly Row[]>;
  /** All or none, in this order; gives how many rows each changed. */
  write(doing: string, queries: readonly RawBuilder<unknown>[]): Promise<readonly number[]>;
}
