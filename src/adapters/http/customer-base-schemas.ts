import * as z from 'zod';
import { CHECKED_ROWS, MAX_ROWS } from './page-limits.ts';
import type { Mends } from './parse-input.ts';

const text = z.string().min(1).max(500);
const limit = z.string().regex(/^\d{1,4}$/).transform(Number).pipe(z.number().int().min(1).max(MAX_ROWS));

/** What a page is asked with. */
const page = { limit: limit.optional().describe(`How many rows, 1 to ${MAX_ROWS}. ${CHECKED_ROWS} unless said.`), after: text.optional().describe('The `next` of the page before, unchanged.') };
const wished = <Rest extends object>({ limit: rows = CHECKED_ROWS, after, ...rest }: { readonly limit?: number | undefined; readonly after?: string | undefined } & Rest) =>
  ({ page: { limit: rows, ...(after === undefined ? {} : { after }) }, ...rest });

/** What may be asked about a customer base. */
export const baseQueries = {
  page: z.strictObject(page).transform(wished),
  conflicts: z.strictObject({ ...page, state: z.enum(['open', 'settled', 'gone']).optional().describe('How it stands.') }).transform(wished),
};

/** What may be sent. */
export const baseBodies = {
  start: z.strictObject({
    kind: z.enum(['first', 'reconciliation']).default('reconciliation').describe('`first`: everybody for the first time. `reconciliation`: what webhooks missed.'),
    mode: z.enum(['act', 'plan']).default('act').describe('`plan`: show what would be done, and wait for a `confirm`.'),
  }),
  steer: z.strictObject({ command: z.enum(['pause', 'resume', 'cancel', 'confirm']).describe('`confirm`: go on with what the run asked about.') }),
  settle: z.strictObject({ keep: text.describe("The contact that has the number's chat client from now on."), reason: z.string().min(1).max(500).describe('Why, for whoever looks at it later.') }),
  nothing: z.strictObject({}),
};

const tally = z.record(z.string(), z.number());
const run = z.looseObject({
  number: z.number(), kind: z.enum(['first', 'reconciliation']), mode: z.enum(['act', 'plan']),
  state: z.enum(['running', 'paused', 'asking', 'ended', 'cancelled']), phase: z.string(), startedAt: z.string(), endedAt: z.string().optional(),
  total: z.number().optional().describe('Contacts in all; absent while nobody has counted.'), done: z.number(), failed: z.number(), open: z.number(),
  perMinute: z.number().optional(), secondsLeft: z.number().optional(),
  clients: z.object({ listed: z.number(), total: z.number().optional() }), tally,
  asks: z.object({ because: z.enum(['dry-run', 'too-many-unlinked']), unlinks: z.number() }).optional(),
  trouble: z.string().optional().describe('Why it paused by itself.'), askedBy: z.string().optional(),
});
const pageOf = (row: z.ZodType) => z.object({ rows: z.array(row), next: z.string().optional() });
const conflict = z.object({
  id: z.string(), state: z.enum(['open', 'settled', 'gone']), seenAt: z.string(), settledBy: z.string().optional(),
  conflict: z.object({ kept: z.string(), other: z.string(), client: z.string().optional() }),
});

/** What is answered. */
export const baseAnswers = {
  run,
  started: z.object({ run, fresh: z.boolean().describe('`false`: one was going on already, and nothing was begun.') }),
  runs: pageOf(run),
  stream: z.string().describe('Server-sent events named `progress`, each with a run; the last one when it goes on no more.'),
  plan: pageOf(z.looseObject({ contact: z.string(), client: z.string().optional(), doubt: z.string().optional(), steps: z.array(z.looseObject({ type: z.string() })) })),
  problems: pageOf(z.object({ contact: z.string(), code: z.string(), at: z.string(), detail: z.string().optional() })),
  conflicts: pageOf(conflict),
  settled: z.object({ outcome: z.enum(['settled', 'already-settled']), conflict }),
  merges: pageOf(z.object({
    id: z.string(), into: z.string(), from: z.string(), reason: z.string(), at: z.string(), by: z.string().optional(), undoneAt: z.string().optional(), undoneBy: z.string().optional(),
  })),
  explanation: z.looseObject({ contact: z.string(), match: z.string(), clients: z.array(z.object({ client: z.string(), matchedBy: z.string(), active: z.boolean() })), keys: z.array(z.string()) }),
};

export const BASE_MENDS: Mends = {
  limit: `write a number from 1 to ${MAX_ROWS}`,
  after: 'send the next of the page before, unchanged',
  state: 'write open, settled or gone',
  kind: 'write first or reconciliation',
  mode: 'write act or plan',
  command: 'write pause, resume, cancel or confirm',
  keep: 'write the id of one of the two contacts',
  reason: 'write why, in up to 500 characters',
  id: 'name a connection that is active',
};
