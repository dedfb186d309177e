import type * as z from 'zod';
import { accepted, rejected, type Result } from '../../domain/kernel/result.ts';
import { beyondJsonLimits } from '../../ports/json-limits.ts';
import type { InputFault } from './problem.ts';

/** What to send instead, by field; said in the answer, so that nobody has to look it up. */
export type Mends = Readonly<Record<string, string>>;

type Read<Schema extends z.ZodType> = Result<z.output<Schema>, readonly InputFault[]>;

/** Reads a query. Unknown and repeated names are refused: a filter that is ignored misleads. */
export function parseQuery<Schema extends z.ZodType>(schema: Schema, query: URLSearchParams, mends: Mends): Read<Schema> {
  const repeated = [...new Set(query.keys())].filter((name) => query.getAll(name).length > 1);
  if (repeated.length > 0) {
    return rejected(repeated.map((field) => ({ field: clipped(field), reason: 'is given more than once', mend: 'send it once' })));
  }
  return parseWith(schema, Object.fromEntries(query), mends, 'query');
}

/** Reads a JSON body; `undefined` where the route takes none. */
export const parseBody = <Schema extends z.ZodType>(schema: Schema, body: Uint8Array | undefined, mends: Mends): Read<Schema> =>
  parseWith(schema, body === undefined ? undefined : parseJson(body), mends, 'body');

function parseWith<Schema extends z.ZodType>(schema: Schema, value: unknown, mends: Mends, whole: string): Read<Schema> {
  const parsed = schema.safeParse(value);
  return parsed.success ? accepted(parsed.data) : rejected(faultsOf(parsed.error.issues, mends, whole));
}

function parseJson(body: Uint8Array): unknown {
  try {
    const text = new TextDecoder().decode(body);
    return beyondJsonLimits(text) === undefined ? JSON.parse(text) : undefined;
  } catch {
    // Not JSON, as little as what is beyond its limits: the schema refuses it with the same words as any other body of the wrong shape.
    return undefined;
  }
}

type Issue = z.core.$ZodIssue;

const faultsOf = (issues: readonly Issue[], mends: Mends, whole: string): readonly InputFault[] =>
  issues.flatMap((issue) => {
    if (issue.code === 'invalid_union') return faultsOf(closestOf(issue.errors), mends, whole);
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((field) => ({ field: clipped([...issue.path, field].join('.')), reason: 'is not known here', mend: 'leave it out' }))
      : [faultOf(fieldOf(issue.path) ?? whole, mends)];
  });

/** Of several forms that a body may have, the one that was probably meant: whose names were used. */
const closestOf = (forms: readonly (readonly Issue[])[]): readonly Issue[] => {
  const strangeness = (issues: readonly Issue[]): number => issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? 10 * issue.keys.length : 1), 0);
  return forms.toSorted((a, b) => strangeness(a) - strangeness(b))[0] ?? [];
};

/** As deep as the names go: `filter.state`, and `ids` for one of them. */
const fieldOf = (path: readonly PropertyKey[]): string | undefined => {
  const names = path.filter((step) => typeof step === 'string');
  return names.length === 0 ? undefined : clipped(names.join('.'));
};

const faultOf = (field: string, mends: Mends): InputFault => ({
  field,
  reason: 'cannot be used',
  mend: mends[field] ?? mends[field.split('.').at(-1) ?? ''] ?? 'send a text of 1 to 500 characters',
});

const clipped = (field: string): string => field.slice(0, 60);
