import * as z from 'zod';
import { parseInstant } from '../../domain/kernel/instant.ts';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { DeliveryState } from '../../ports/history.ts';
import type { DeliveryId, DeliverySource, LaneKey } from '../../ports/inbox.ts';
import type { Mends } from './parse-input.ts';

/** A page is read at once; more would hold the database's reader. */
export const MAX_ROWS = 200;
const DEFAULT_ROWS = 50;

const STATES = {
  pending: 'pending', later: 'later', awaiting: 'awaiting', done: 'done', 'set-aside': 'set-aside',
} as const satisfies { readonly [State in DeliveryState]: State };

const SOURCES = {
  neppo: 'neppo', ploomes: 'ploomes', automation: 'automation', webhook: 'webhook', library: 'library', internal: 'internal',
} as const satisfies { readonly [Source in DeliverySource]: Source };

const text = z.string().min(1).max(500);
const deliveryId = text.transform((value) => value as DeliveryId);

/** A date alone is its first moment in Brasília, where the offset is missing as well. */
const moment = z.string().max(40).meta({ format: 'date-time' }).transform((value, context) => {
  const read = parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00` : value);
  if (read.ok) return read.value;
  context.addIssue({ code: 'custom', message: read.reason });
  return z.NEVER;
});

/** What a list is narrowed by; the same in a query and in a body. */
const search = {
  connection: text.transform((value) => value as ConnectionId).optional().describe('The id of a connection.'),
  source: z.enum(SOURCES).optional().describe('Who sent it.'),
  kind: text.optional().describe('What it is about, as the list tells it; compared whole.'),
  reason: text.optional().describe('Why it waits or was set aside; compared whole.'),
  lane: text.transform((value) => value as LaneKey).optional().describe('What it is kept in order with; compared whole.'),
  cause: deliveryId.optional().describe('What this delivery led to, directly, replays among it.'),
  phone: z.string().min(1).max(60).optional().describe('About whoever has this phone, with or without DDI and ninth digit.'),
  email: z.string().min(1).max(254).optional().describe('About whoever has this e-mail.'),
  session: text.optional().describe('About the session of this protocol.'),
  contact: text.optional().describe('About this contact of the CRM.'),
  card: text.optional().describe('About this card.'),
  record: text.optional().describe('About this interaction record.'),
  integration: text.optional().describe('Of this integration: what came to it, and what was made of that.'),
  from: moment.optional().describe('Received then or later.'),
  until: moment.optional().describe('Received before.'),
  replayed: z.enum(['yes', 'no']).optional().describe('Whether it was played again.'),
};
const state = z.enum(STATES).describe('Where it stands.');

const limit = z.string().regex(/^\d{1,4}$/).transform(Number).pipe(z.number().int().min(1).max(MAX_ROWS));

/** Of `GET /v1/deliveries`. */
export const listQuery = z.strictObject({
  state: state.optional(), ...search,
  limit: limit.optional().describe(`How many rows, 1 to ${MAX_ROWS}. ${DEFAULT_ROWS} unless said.`),
  after: text.optional().describe('The `next` of the page before, unchanged.'),
}).transform(({ limit: rows = DEFAULT_ROWS, after, ...filter }) => ({ search: withoutUndefined(filter), page: { limit: rows, ...(after === undefined ? {} : { after }) } }));

const filterBody = z.strictObject({ state: state.optional(), ...search }).transform(withoutUndefined);

/** Of `POST /v1/deliveries/search`: what names a person does not belong into an address, which is logged on its way. */
export const searchBody = z.strictObject({
  filter: filterBody.default({}),
  limit: z.number().int().min(1).max(MAX_ROWS).default(DEFAULT_ROWS),
  after: text.optional(),
}).transform(({ filter, limit: rows, after }) => ({ search: filter, page: { limit: rows, ...(after === undefined ? {} : { after }) } }));

/** Of `POST /v1/deliveries/count`. */
export const countBody = z.strictObject({ filter: filterBody.default({}) });

const settings = z.enum(['now', 'then']).default('now').describe('By whose rules: those in force now, or then.');

const bulkFilter = z.strictObject({ state: z.enum(['set-aside', 'done', 'awaiting']).describe('Where it stands; it must have ended.'), ...search })
  .transform(withoutUndefined);

/** Of `POST /v1/deliveries/replay`: some that are named, or all that pass and were counted before. */
export const replayBody = z.union([
  z.strictObject({ ids: z.array(deliveryId).min(1).max(MAX_ROWS), settings }),
  z.strictObject({
    filter: bulkFilter,
    expected: z.number().int().min(0).describe('How many were counted, with `"replayed": "no"`; with more by now nothing is done.'),
    settings,
  }),
]);

/** Of `POST /v1/deliveries/:id/edit-and-replay`. */
export const editBody = z.strictObject({ body: z.string().max(1_000_000).describe('The corrected body, whole, as text.'), settings });

/** What to send instead. */
export const DELIVERY_MENDS: Mends = {
  state: `send one of ${Object.keys(STATES).join(', ')}`,
  'filter.state': `send one of ${Object.keys(STATES).join(', ')}; to play again all together, one of set-aside, done, awaiting`,
  source: `send one of ${Object.keys(SOURCES).join(', ')}`,
  limit: `send a whole number from 1 to ${MAX_ROWS}`,
  after: 'send the `next` of the page before, unchanged',
  from: 'send a date and time such as 2026-05-04T12:00:00-03:00, or a date',
  until: 'send a date and time such as 2026-05-04T12:00:00-03:00, or a date',
  replayed: 'send yes or no',
  phone: 'send one number, as in +55 11 98765-4321',
  email: 'send one address, as in ana@example.com',
  ids: `send a list of 1 to ${MAX_ROWS} delivery ids`,
  settings: 'send now or then',
  expected: 'send the number that /v1/deliveries/count gave for the same filter',
  body: 'send a JSON object such as {"ids": ["…"]}',
};

function withoutUndefined<Filter extends object>(filter: Filter): { [Key in keyof Filter]: Exclude<Filter[Key], undefined> } {
  return parsePresent(filter);
}

const parsePresent = <Filter extends object>(filter: Filter): { [Key in keyof Filter]: Exclude<Filter[Key], undefined> } =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as { [Key in keyof Filter]: Exclude<Filter[Key], undefined> };
