import * as z from 'zod';
import type { AuditDesk } from '../../ports/audit-desk.ts';
import type { ChainHead, ChainName } from '../../ports/audit-log.ts';
import type { CardId } from '../../domain/card-linking/card.ts';
import type { ContactId } from '../../domain/contact/contact.ts';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { InteractionRecordId } from '../../domain/interaction/interaction-record.ts';
import type { LineageDesk } from '../../ports/lineage-desk.ts';
import type { Operator } from '../../ports/operator-desk.ts';
import { answerJson } from './answer.ts';
import { MAX_ROWS } from './delivery-schemas.ts';
import { problem } from './problem.ts';
import { proofAnswers } from './proof-answers.ts';
import { createRoute, NO_BODY, NO_QUERY, type Route } from './route.ts';

const DEFAULT_ROWS = 50;
const text = z.string().min(1).max(500);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const seq = z.string().regex(/^\d{1,15}$/).transform(Number);

const pageQuery = z.strictObject({
  subject: text.optional().describe('Only entries about this, such as settings:3 or the key of an effect.'),
  limit: z.string().regex(/^\d{1,4}$/).transform(Number).pipe(z.number().int().min(1).max(MAX_ROWS)).optional()
    .describe(`How many rows, 1 to ${MAX_ROWS}. ${DEFAULT_ROWS} unless said.`),
  after: text.optional().describe('The `next` of the page before, unchanged.'),
}).transform(({ limit = DEFAULT_ROWS, subject, after }) => ({ limit, ...(subject === undefined ? {} : { subject }), ...(after === undefined ? {} : { after }) }));

const notedQuery = z.strictObject({
  seq: seq.optional().describe('With `hash`: a head that somebody noted, which the chain has to come by.'),
  hash: hash.optional(),
}).refine((noted) => (noted.seq === undefined) === (noted.hash === undefined), { path: ['hash'] })
  .transform(({ seq: at, hash: noted }): ChainHead | undefined => (at === undefined || noted === undefined ? undefined : { seq: at, hash: noted }));

const lineageQuery = z.strictObject({
  card: text.optional().describe('The id of a card of the CRM.'),
  record: text.optional().describe('The id of an interaction record of the CRM.'),
  contact: text.optional().describe('The id of a contact of the CRM that came as a lead: a person or a company.'),
}).refine(({ card, record, contact }) => [card, record, contact].filter((id) => id !== undefined).length === 1, { path: ['card'] });

const mends = {
  subject: 'send what an entry is about, whole', limit: `send a whole number from 1 to ${MAX_ROWS}`, after: 'send the `next` of the page before, unchanged',
  seq: 'send the number of a head, with its hash', hash: 'send the 64 letters and digits of a head, with its number',
  card: 'send one of card, record and contact, with an id of the CRM', record: 'send one of card, record and contact, with an id of the CRM',
  contact: 'send one of card, record and contact, with an id of the CRM',
} as const;

/** Where cards and records come from, and the chains that prove it. */
export const proofRoutes = (lineage: LineageDesk, audit: AuditDesk): readonly Route[] => [
  createRoute({
    method: 'get', path: '/v1/connections/:id/lineage', operationId: 'traceLineage', needs: 'see', mends,
    summary: 'What made a card, a record, or a contact that came as a lead: effect, plan, delivery, rule, integration, and version of the settings.',
    query: lineageQuery, body: NO_BODY, problems: ['not-found'],
    answer: { description: 'Where it comes from. No origin: this hub neither made it nor tied anything to it.', schema: proofAnswers.lineage },
    async handle({ operator, params, query: { card, record, contact } }) {
      const connection = parseConnection(params['id']);
      const ofCrm = card === undefined ? { connection, record: parseRecord(record) } : { connection, card: parseCard(card) };
      const traced = await lineage.trace(operator.scope, contact === undefined ? ofCrm : { connection, contact: parseContact(contact) });
      return traced === undefined ? noSuchConnection() : answerJson(traced);
    },
  }),
  createRoute({
    method: 'get', path: '/v1/audit/chains', operationId: 'listChains', needs: 'see', mends,
    summary: 'The chains that this key reaches.',
    query: NO_QUERY, body: NO_BODY, problems: [],
    answer: { description: "Their names: ids of connections, and * for the hub's own.", schema: proofAnswers.chains },
    handle: async ({ operator }) => answerJson({ chains: await audit.chains(operator.scope) }),
  }),
  ...chainRoutes('/v1/connections/:id/audit', ['listAudit', 'verifyAudit'], "a connection's chain", audit, (params) => parseConnection(params['id'])),
  ...chainRoutes('/v1/audit', ['listHubAudit', 'verifyHubAudit'], "the hub's own chain, of what belongs to no connection", audit, () => '*'),
];

function chainRoutes(path: `/v1/${string}`, [list, verify]: readonly [string, string], what: string, audit: AuditDesk, chainOf: (params: Params) => ChainName): readonly Route[] {
  return [
    createRoute({
      method: 'get', path, operationId: list, needs: 'see', mends,
      summary: `Lists ${what}, newest first.`,
      query: pageQuery, body: NO_BODY, problems: ['not-found'],
      answer: { description: 'A page of entries.', schema: proofAnswers.entries },
      async handle({ operator, params, query }) {
        const page = await audit.entries(operator.scope, chainOf(params), query);
        return page === undefined ? notInReach(operator) : answerJson(page);
      },
    }),
    createRoute({
      method: 'get', path: `${path}/verification`, operationId: verify, needs: 'see', mends,
      summary: `Goes through ${what} and tells whether it is whole, or where it is first broken.`,
      query: notedQuery, body: NO_BODY, problems: ['not-found'],
      answer: { description: 'What was found. A head can be noted outside and sent with a later question.', schema: proofAnswers.verification },
      async handle({ operator, params, query: noted }) {
        const verified = await audit.verify(operator.scope, chainOf(params), noted);
        return verified === undefined ? notInReach(operator) : answerJson(verified);
      },
    }),
  ];
}

type Params = Readonly<Record<string, string>>;

const noSuchConnection = (): Response => problem('not-found', 'No connection has this id, or this key does not reach it.');

const notInReach = ({ scope }: Operator): Response =>
  scope === 'every-connection' ? noSuchConnection() : problem('not-found', 'No chain is here for this key. It reaches the chains of its connections.');

/** Any text may be asked for; only known ones answer. */
const parseConnection = (id = ''): ConnectionId => id as ConnectionId;
const parseCard = (id: string): CardId => id as CardId;
const parseContact = (id: string): ContactId => id as ContactId;
const parseRecord = (id = ''): InteractionRecordId => id as InteractionRecordId;
