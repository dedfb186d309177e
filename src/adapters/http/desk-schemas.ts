import * as z from 'zod';
import { CHECKED_ROWS, MAX_ROWS } from './page-limits.ts';
import type { Mends } from './parse-input.ts';

const id = z.string().min(1).max(200);
const search = z.string().trim().min(1).max(100);
const limit = z.string().regex(/^\d{1,4}$/).transform(Number).pipe(z.number().int().min(1).max(MAX_ROWS));

/** Longer ones are taken by no channel. */
const MOST_TEXT = 4_096;
const MOST_COMMENT = 10_000;

const page = { limit: limit.optional().describe(`How many rows, 1 to ${MAX_ROWS}. ${CHECKED_ROWS} unless said.`), after: id.optional().describe('The `next` of the page before, unchanged.') };
const wished = <Rest extends object>({ limit: rows = CHECKED_ROWS, after, ...rest }: { readonly limit?: number | undefined; readonly after?: string | undefined } & Rest) =>
  ({ page: { limit: rows, ...(after === undefined ? {} : { after }) }, ...rest });

const classification = z.strictObject({
  nodeId: id.describe('A node of the tree that has no children.'),
  comment: z.string().max(MOST_COMMENT).optional(),
  fields: z.array(z.strictObject({ id, value: z.string().max(1_000) })).max(50).optional(),
});

const outgoing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string().trim().min(1).max(MOST_TEXT), replyTo: id.optional() }),
  z.strictObject({ kind: z.enum(['audio', 'image', 'video', 'file']), ref: z.string().min(1).max(2_000).describe('As `POST /v1/desk/uploads` gave it.'), name: z.string().min(1).max(250), caption: z.string().max(MOST_TEXT).optional(), replyTo: id.optional() }),
]);

/** What may be asked at the desk. */
export const deskQueries = {
  page: z.strictObject(page).transform(wished),
  sessions: z.strictObject({ ...page, tab: z.enum(['open', 'closed']).default('open').describe('Em andamento, or Encerrados.'), search: search.optional().describe('A part of the name, or three digits of the number.') }).transform(wished),
  messages: z.strictObject({ limit: page.limit, before: id.optional().describe('The `older` of the page before, unchanged.') }).transform(({ limit: rows = CHECKED_ROWS, before }) => ({ limit: rows, ...(before === undefined ? {} : { before }) })),
  contacts: z.strictObject({ ...page, search: search.describe('A part of the name or the e-mail, a CPF, or three digits of a number.') }).transform(wished),
  cards: z.strictObject({ ...page, search: search.optional().describe('A part of the title.') }).transform(wished),
  pending: z.strictObject({ page: z.string().regex(/^\d{1,4}$/).transform(Number).default(0), size: limit.default(CHECKED_ROWS) }),
  dial: z.strictObject({ number: z.string().min(1).max(60), ddd: z.string().regex(/^\d{2}$/).optional().describe("The agent's own.") }),
};

/** What may be sent to the desk. */
export const deskBodies = {
  message: outgoing,
  comment: z.strictObject({ text: z.string().trim().min(1).max(MOST_COMMENT) }),
  transfer: z.union([z.strictObject({ agent: id }), z.strictObject({ group: id })]),
  close: z.strictObject({ classification: classification.optional().describe('Needed where the group asks for one.') }),
  classify: classification,
  nothing: z.strictObject({}),
  pause: z.strictObject({ reasonId: id }),
  contact: z.strictObject({ contactId: id }),
  newContact: z.strictObject({ name: z.string().trim().min(1).max(250), phone: z.string().max(60).optional(), email: z.string().max(250).optional(), cpf: z.string().max(20).optional(), companyId: id.optional() }),
  card: z.strictObject({ cardId: id }),
  newCard: z.strictObject({ funnelId: id, title: z.string().trim().min(1).max(250).optional() }),
  paper: z.strictObject({
    kind: z.enum(['task', 'document', 'proposal', 'sale']), title: z.string().trim().min(1).max(250).optional(), text: z.string().max(MOST_COMMENT).optional(),
    dueAt: z.iso.datetime({ offset: true }).optional().describe('Of a task.'), funnelId: id.optional().describe('Where the card of a proposal is opened, when the session has none.'),
  }),
};

const group = z.object({ id: z.string(), name: z.string() });
const row = z.object({
  protocol: z.string(), tab: z.enum(['open', 'closed']), name: z.string().optional(), phone: z.string().optional(), channel: z.looseObject({ kind: z.string() }), group: group.optional(),
  agentName: z.string().optional(), at: z.string(), startedAt: z.string(), preview: z.object({ by: z.string(), kind: z.string(), text: z.string().optional(), line: z.string().optional().describe('Of what the system says.') }).optional(),
  unread: z.number(), waitingSince: z.string().optional(), windowClosesAt: z.string().optional(), contactId: z.string().optional(), cardId: z.string().optional(),
});
const message = z.looseObject({
  id: z.string(), part: z.string(), at: z.string(), by: z.enum(['client', 'agent', 'bot', 'system']), kind: z.string(), text: z.string().optional(),
  media: z.looseObject({ name: z.string().optional(), contentType: z.string().optional() }).optional(), state: z.string().optional(), failure: z.string().optional(), clientKey: z.string().optional(),
});
const counts = z.object({ open: z.number(), closed: z.number(), sent: z.number(), pending: z.number() });
const availability = z.looseObject({ state: z.enum(['available', 'paused', 'offline']), reasonId: z.string().optional(), since: z.string().optional(), until: z.string().optional() });
const node: z.ZodType = z.looseObject({ id: z.string(), label: z.string(), children: z.array(z.looseObject({})) });
const groupClassification = z.object({ groupId: z.string(), mandatory: z.enum(['yes', 'no']), tree: node.optional() });
const pageOf = (each: z.ZodType) => z.object({ rows: z.array(each), next: z.string().optional() });

const card = z.object({ cardId: z.string(), title: z.string().optional(), funnel: z.string().optional(), stage: z.string().optional(), status: z.string().optional(), address: z.string().optional() });

/** What the desk answers. */
export const deskAnswers = {
  me: z.object({ agent: z.string(), name: z.string(), transferCode: z.string().describe('What is keyed in a call to hand it over, with `<extension>` in it.'), groups: z.array(group), availability, pauseReasons: z.array(z.object({ id: z.string(), label: z.string(), minutes: z.number().optional() })), counts }),
  counts,
  sessions: pageOf(row),
  session: row.extend({
    parts: z.array(z.string()), agents: z.array(z.object({ id: z.string().optional(), name: z.string() })),
    comments: z.array(z.object({ author: z.string().optional(), at: z.string().optional(), text: z.string() })),
    classification: z.object({ label: z.string(), comment: z.string().optional() }).optional(), groupClassification: groupClassification.optional(),
    company: z.object({ id: z.string(), name: z.string() }).optional(),
    addresses: z.object({ contact: z.string().optional(), company: z.string().optional(), card: z.string().optional() }),
  }),
  messages: z.object({ messages: z.array(message), older: z.string().optional() }),
  history: z.object({ lines: z.array(z.looseObject({ type: z.string(), at: z.string() })), recordings: z.array(z.object({ number: z.number(), at: z.string().optional() })) }),
  acted: z.object({ outcome: z.enum(['done', 'later']), delivery: z.string().optional(), messageId: z.string().optional(), because: z.string().optional() }),
  made: z.object({ outcome: z.enum(['made', 'later']), id: z.string().optional(), address: z.string().optional(), delivery: z.string().optional() }),
  targets: z.object({
    agents: z.array(z.object({ id: z.string(), name: z.string(), state: z.string() })), groups: z.array(z.object({ id: z.string(), name: z.string(), agentsAvailable: z.number() })),
  }),
  fields: z.object({ fields: z.array(z.object({ id: z.string(), label: z.string(), type: z.string(), required: z.enum(['yes', 'no']), options: z.array(z.string()) })) }),
  pending: z.object({ total: z.number(), sessions: z.array(z.looseObject({ part: z.string(), protocol: z.string() })) }),
  contacts: pageOf(z.object({ contactId: z.string(), name: z.string(), kind: z.enum(['person', 'company']), matchedBy: z.array(z.string()), phone: z.string().optional().describe('Digits with DDI.'), companyName: z.string().optional(), address: z.string().optional() })),
  cards: pageOf(card),
  card,
  funnels: z.object({ funnels: z.array(z.object({ id: z.string(), name: z.string() })) }),
  offers: z.object({ offers: z.array(z.object({ kind: z.string(), allowed: z.enum(['yes', 'no']), because: z.string().optional(), text: z.string().optional(), needsCard: z.enum(['yes', 'no']).optional() })) }),
  upload: z.object({ ref: z.string() }),
  dial: z.looseObject({ outcome: z.string() }),
  file: z.string().describe('The file, or the part of it that was asked for.'),
};

export const DESK_MENDS: Mends = {
  limit: `write a number from 1 to ${MAX_ROWS}`,
  after: 'send the next of the page before, unchanged',
  before: 'send the older of the page before, unchanged',
  tab: 'write open or closed',
  search: 'write a part of a name, or at least three digits of a number',
  text: 'write some text, up to the length that the reference names',
  kind: 'write one of the kinds that the reference names',
  ref: 'send what the upload answered',
  reasonId: 'write the id of one of your pause reasons',
  contactId: 'write the id of a contact of the CRM',
  cardId: 'write the id of a card that is offered for the session',
  funnelId: 'write the id of a funnel',
  phone: 'write a number with its DDI, or an e-mail or a CPF instead',
  dueAt: 'write a moment with its offset, such as 2026-05-04T09:00:00-03:00',
  number: 'write a number as it is dialled',
  agent: 'ask whoever looks after the connection to check your accounts',
  connection: 'ask whoever looks after the connection to activate it',
};
