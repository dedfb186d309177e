import * as z from 'zod';
import type { AutomationDesk } from '../../ports/automation-desk.ts';
import { answerJson } from './answer.ts';
import { idIn } from './connection-routes.ts';
import { CHECKED_ROWS, MAX_ROWS } from './page-limits.ts';
import { problem } from './problem.ts';
import { createRoute, NO_BODY, NO_QUERY, type Route } from './route.ts';

const reference = z.union([z.string().trim().min(1).max(100), z.number().int()]);
const trial = z.strictObject({ contactId: reference, cardId: reference.exactOptional() });
const limit = z.string().regex(/^\d{1,4}$/).transform(Number).pipe(z.number().int().min(1).max(MAX_ROWS));
const page = z.strictObject({ limit: limit.optional(), after: z.string().min(1).max(200).optional().describe('The `next` of the page before, unchanged.') });

const answers = {
  preview: z.looseObject({
    outcome: z.enum(['send', 'wait', 'nothing']), text: z.string().optional().describe('What the client would read.'), until: z.string().optional(),
    because: z.string().optional(), notice: z.string().optional().describe('The interaction record that would say so, as HTML.'),
  }),
  sends: z.object({ rows: z.array(z.looseObject({ id: z.string(), by: z.enum(['hand', 'automation']), state: z.string(), phone: z.string().describe('Its last four digits.'), createdAt: z.string() })), next: z.string().optional() }),
};

const mends = {
  contactId: "send the contact's id in the CRM", cardId: "send the card's id in the CRM, or leave it out", body: 'send a JSON object such as {"contactId": 7}',
  limit: `send a whole number from 1 to ${MAX_ROWS}`, after: 'send the `next` of the page before, unchanged',
} as const;

/** Automations of the CRM and what they sent (SND-02, SND-03). */
export const automationRoutes = (desk: AutomationDesk): readonly Route[] => [
  createRoute({
    method: 'post', path: '/v1/connections/:id/automations/:automation/preview', operationId: 'previewAutomation', needs: 'operate', mends,
    summary: 'Tells what an automation would send to a contact now, or why nothing. Nothing is sent.',
    query: NO_QUERY, body: trial, problems: ['not-found'], answer: { description: 'What would happen.', schema: answers.preview },
    async handle({ operator, params, body }) {
      const preview = await desk.preview(operator.scope, idIn(params), params['automation'] ?? '', body);
      return preview === undefined ? noSuch('No automation has this id in a connection that the key reaches. Look it up in the options of the connection.') : answerJson(preview);
    },
  }),
  createRoute({
    method: 'get', path: '/v1/connections/:id/sends', operationId: 'listConnectionSends', needs: 'see', mends,
    summary: 'Active sends by hand and by automation, newest first, with how each stands (SND-03).',
    query: page, body: NO_BODY, problems: ['not-found'], answer: { description: 'A page, without names and texts.', schema: answers.sends },
    async handle({ operator, params, query: { limit: rows = CHECKED_ROWS, after } }) {
      const found = await desk.sends(operator.scope, idIn(params), { limit: rows, ...(after === undefined ? {} : { after }) });
      return found === undefined ? noSuch('No connection has this id, or the key does not reach it. Look it up in /v1/connections.') : answerJson(found);
    },
  }),
];

const noSuch = (detail: string): Response => problem('not-found', detail);
