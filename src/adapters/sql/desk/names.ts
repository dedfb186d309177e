import type { SqlRunner } from '../sql-runner.ts';

/** How tables, and texts that are looked up by, are named in a statement of either store. */
export type SqlNames = Pick<SqlRunner, 'table' | 'text'>;
