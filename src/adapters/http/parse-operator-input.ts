import * as z from 'zod';
import { accepted, rejected, type Result } from '../../domain/kernel/result.ts';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { DeliveryFilter } from '../../ports/history.ts';
import type { DeliveryId, LaneKey } from '../../ports/inbox.ts';
import type { InputFault } from './problem.ts';

/** A page is read at once; more would hold the database's reader. */
const MAX_ROWS = 200;
const DEFAULT_ROWS = 50;

const text = z.string().min(1).max(500);

const listQuery = z.strictObject({
  state: z.enum(['pending', 'later', 'awaiting', 'done', 'set-aside']).optional(),
  connection: text.transform((value) => value as ConnectionId).optional(),
  source: z.enum(['neppo', 'ploomes', 'library', 'internal']).optional(),
  kind: text.optional(),
  reason: text.optional(),
  lane: text.transform((value) => value as LaneKey).optional(),
  cause: text.transform((value) => value as DeliveryId).optional(),
  limit: z.string().regex(/^\d{1,4}$/).transform(Number).pipe(z.number().int().min(1).max(MAX_ROWS)).optional(),
  after: text.optional(),
});

const replayBody = z.strictObject({
  ids: z.array(text.transform((value) => value as DeliveryId)).min(1).max(MAX_ROWS),
});

/** What to send instead, by field; said in the answer, so that nobody has to look it up. */
const MENDS: Readonly<Record<string, string>> = {
  state: 'send one of pending, later, awaiting, done, set-aside',
  source: 'send one of neppo, ploomes, library, internal',
  limit: `send a whole number from 1 to ${MAX_ROWS}`,
  after: 'send the `next` of the page before, unchanged',
  ids: `send a list of 1 to ${MAX_ROWS} delivery ids`,
  body: 'send a JSON object such as {"ids": ["…"]}',
};

export interface ListRequest {
  readonly filter: DeliveryFilter;
  readonly page: { readonly limit: number; readonly after?: string };
}

/** Reads the query of a list of deliveries. Unknown and repeated names are refused: a filter that is ignored misleads. */
export function parseListQuery(query: URLSearchParams): Result<ListRequest, readonly InputFault[]> {
  const repeated = [...new Set(query.keys())].filter((name) => query.getAll(name).length > 1);
  if (repeated.length > 0) {
    return rejected(repeated.map((field) => ({ field, reason: 'is given more than once', mend: 'send it once' })));
  }
  const parsed = listQuery.safeParse(Object.fromEntries(query));
  if (!parsed.success) return rejected(faultsOf(parsed.error, 'query'));
  const { limit = DEFAULT_ROWS, after, ...filter } = parsed.data;
  return accepted({ filter: withoutUndefined(filter), page: { limit, ...(after === undefined ? {} : { after }) } });
}

/** Reads the body of a wish to play deliveries again. */
export function parseReplayBody(body: Uint8Array): Result<readonly DeliveryId[], readonly InputFault[]> {
  const parsed = replayBody.safeParse(parseJson(body));
  return parsed.success ? accepted([...new Set(parsed.data.ids)]) : rejected(faultsOf(parsed.error, 'body'));
}

export const parseDeliveryId = (id: string): DeliveryId => id as DeliveryId;

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    // Not JSON: the schema refuses `undefined` with the same words as any other body of the wrong shape.
    return undefined;
  }
}

const faultsOf = (error: z.ZodError, whole: string): readonly InputFault[] =>
  error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((field) => ({ field: field.slice(0, 60), reason: 'is not known here', mend: 'leave it out' }))
      : [faultOf(String(issue.path[0] ?? whole))],
  );

const faultOf = (field: string): InputFault => ({
  field,
  reason: 'cannot be used',
  mend: MENDS[field] ?? 'send a text of 1 to 500 characters',
});

const withoutUndefined = (filter: { readonly [Key in keyof DeliveryFilter]: DeliveryFilter[Key] | undefined }): DeliveryFilter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
