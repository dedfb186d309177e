import * as z from 'zod';
import { parseGroupId } from '../../domain/attendance/sighting.ts';
import type { SendId, TemplateId } from '../../domain/active-send/active-send.ts';
import { InputRejected } from '../../domain/kernel/error.ts';
import type { SendDesk, SendRefused, SendWish } from '../../ports/send-desk.ts';
import { createAgentRoute, type AgentRoute } from './agent-route.ts';
import { answerJson } from './answer.ts';
import { DESK_MENDS } from './desk-schemas.ts';
import { CHECKED_ROWS, MAX_ROWS } from './page-limits.ts';
import { problem } from './problem.ts';
import { NO_BODY, NO_QUERY } from './route.ts';

const id = z.string().min(1).max(200);
const limit = z.string().regex(/^\d{1,4}$/).transform(Number).pipe(z.number().int().min(1).max(MAX_ROWS));
const states = ['queued', 'sent', 'delivered', 'read', 'failed', 'answered', 'unknown'] as const;

const queries = {
  sends: z.strictObject({ limit: limit.optional(), after: id.optional().describe('The `next` of the page before, unchanged.'), search: z.string().trim().min(1).max(100).optional(), state: z.enum(states).optional() }),
  templates: z.strictObject({ group: id.describe('One of your groups.') }),
};

const wish = z.strictObject({
  channel: z.enum(['whatsapp', 'voice']).default('whatsapp'), phone: z.string().min(3).max(60).describe('With its DDI: 5511999999999.'), clientName: z.string().min(1).max(250).optional(),
  group: id, template: id.optional().describe('Needed for WhatsApp.'),
  values: z.array(z.strictObject({ part: z.enum(['header', 'body', 'footer', 'button']), place: z.int().min(1).max(100), value: z.string().max(2_000) })).max(100).default([]),
});

const send = z.looseObject({ id: z.string(), channel: z.string(), phone: z.string(), state: z.enum(states), text: z.string(), createdAt: z.string(), stateAt: z.string(), failure: z.string().optional().describe('Why it failed, as the chat said it.'), told: z.object({ text: z.string(), mend: z.string(), code: z.string().optional() }).optional().describe('Why it failed, in words, and what to do.'), protocol: z.string().optional() });
const answers = {
  sends: z.object({ rows: z.array(send), next: z.string().optional() }),
  send,
  templates: z.object({ templates: z.array(z.looseObject({ id: z.string(), name: z.string(), language: z.string(), approval: z.string(), body: z.string(), parameters: z.array(z.looseObject({})) })) }),
  preview: z.object({ outcome: z.literal('ready'), text: z.string().describe('What the client will read.') }),
  sent: z.object({ outcome: z.enum(['queued', 'later']), send: z.string() }),
};

const mends = {
  ...DESK_MENDS, state: `write one of ${states.join(', ')}`, channel: 'write whatsapp or voice', group: 'write the id of one of your groups', template: 'write the id of a template of the group',
  values: 'write part, place and value of each, up to 100',
} as const;

/** Active sends of agents over HTTP (SND-01, SND-03). */
export const sendRoutes = (desk: SendDesk): readonly AgentRoute[] => [
  createAgentRoute({
    method: 'get', path: '/v1/desk/templates', operationId: 'listTemplates', needs: 'agent', mends, summary: 'Templates of one of your groups, in every state of approval; only approved ones can be sent.',
    query: queries.templates, body: NO_BODY, problems: [], answer: { description: 'The templates.', schema: answers.templates },
    handle: async ({ pass, query: { group } }) => answerJson({ templates: await desk.templates(pass, group) }),
  }),
  createAgentRoute({
    method: 'post', path: '/v1/desk/sends/preview', operationId: 'previewSend', needs: 'agent', mends, summary: 'What the client would read, or why nothing may be sent. Nothing is.',
    query: NO_QUERY, body: wish, problems: ['act-refused'], answer: { description: 'The text.', schema: answers.preview },
    async handle({ pass, body }) {
      const preview = await desk.previewSend(pass, wishOf(body));
      return preview.outcome === 'refused' ? refused(preview) : answerJson(preview);
    },
  }),
  createAgentRoute({
    method: 'post', path: '/v1/desk/sends', operationId: 'sendActively', needs: 'agent', mends, repeatKey: 'needed', summary: 'Sends a template, once for its `Idempotency-Key` (SND-01, SND-03).',
    query: NO_QUERY, body: wish, problems: ['act-refused'], answer: { description: 'The send; the stream and `GET /v1/desk/sends/:send` tell how it goes on.', schema: answers.sent },
    async handle({ pass, body, key }) {
      const sent = await desk.send(pass, wishOf(body), key);
      return sent.outcome === 'refused' ? refused(sent) : answerJson(sent, sent.outcome === 'later' ? 202 : 200);
    },
  }),
  createAgentRoute({
    method: 'get', path: '/v1/desk/sends', operationId: 'listSends', needs: 'agent', mends, summary: 'Your active sends, the newest first (PAN-01, Ativos).',
    query: queries.sends, body: NO_BODY, problems: [], answer: { description: 'A page.', schema: answers.sends },
    handle: async ({ pass, query: { limit: rows = CHECKED_ROWS, after, search, state } }) => answerJson(await desk.sends(pass, {
      limit: rows, ...(after === undefined ? {} : { after }), ...(search === undefined ? {} : { search }), ...(state === undefined ? {} : { states: [state] }),
    })),
  }),
  createAgentRoute({
    method: 'get', path: '/v1/desk/sends/:send', operationId: 'showSend', needs: 'agent', mends, summary: 'One of your active sends, and how it stands.',
    query: NO_QUERY, body: NO_BODY, problems: ['not-found'], answer: { description: 'The send.', schema: answers.send },
    async handle({ pass, params }) {
      const found = await desk.findSend(pass, parseSend(params['send'] ?? ''));
      return found === undefined ? problem('not-found', 'You have sent nothing under this id. Your list of sends tells what there is.') : answerJson(found);
    },
  }),
];

function wishOf({ channel, phone, clientName, group, template, values }: z.output<typeof wish>): SendWish {
  const groupId = parseGroupId(group);
  if (!groupId.ok) throw new InputRejected('input.group-missing', 'group is empty: give the id of one of your groups.', { field: 'group' });
  return {
    channel, phone, groupId: groupId.value, values, ...(clientName === undefined ? {} : { clientName }), ...(template === undefined ? {} : { templateId: parseTemplate(template) }),
  };
}

const refused = ({ because, text, mend }: SendRefused): Response => problem('act-refused', [text, mend].filter(Boolean).join('. '), { because });

/** Any text may be asked for; only known ones answer. */
const parseSend = (text: string): SendId => text as SendId;
const parseTemplate = (text: string): TemplateId => text as TemplateId;
