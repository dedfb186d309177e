import { createHash } from 'node:crypto';

/** What pg-boss takes for the name of a schema, in quotes. */
const MOST_BYTES = 50;
const UNFIT = /["'%$.\\\p{Cc}]/u;
const SUFFIX = '_wake';

/**
 * The schema that pg-boss keeps its tables in, beside ours. One whose name pg-boss would refuse is told by its hash.
 *
 * @param schema - ours, quoted.
 */
export function wakeSchemaOf(schema: string): string {
  const name = `${schema.slice(1, -1)}${SUFFIX}`;
  const isFit = Buffer.byteLength(name) <= MOST_BYTES && !UNFIT.test(name);
  return `"${isFit ? name : `${createHash('sha256').update(schema).digest('hex').slice(0, 16)}${SUFFIX}`}"`;
}
