import * as z from 'zod';
import type { AccessDesk } from '../../ports/access-desk.ts';
import type { AccessKey } from '../../ports/access-keys.ts';
import type { Operator } from '../../ports/operator-desk.ts';
import { answerJson } from './answer.ts';
import { problem } from './problem.ts';
import { createRoute, NO_BODY, NO_QUERY, type Route } from './route.ts';

const role = z.enum(['see', 'operate']);
const moment = z.iso.datetime().describe('In UTC.');

const key = z.looseObject({
  id: z.string(),
  name: z.string(),
  role,
  connections: z.array(z.string()).optional().describe('Absent: every one.'),
  createdAt: moment,
  lastUsedAt: moment.optional(),
  withdrawnAt: moment.optional(),
}).meta({ id: 'OperatorKey', description: "An operator's key, without the text that opens the hub." });

const wish = z.strictObject({
  name: z.string().trim().min(1).max(100).describe('Who or what uses it.'),
  connections: z.array(z.string().min(1).max(64)).min(1).max(1000).exactOptional().describe('The connections that it may reach. Absent: every one.'),
  role: role.exactOptional().describe('see unless said otherwise.'),
});

/** A POST is sent with a body. */
const nothing = z.strictObject({});

const rotation = z.looseObject({
  resealed: z.number().int(), current: z.number().int(), unreadable: z.array(z.looseObject({ connection: z.string(), name: z.string() })),
}).meta({ id: 'SecretRotation' });

const mends = {
  name: 'send 1 to 100 characters', connections: 'send a list of 1 to 1000 ids of connections, or leave it out', role: 'send see or operate',
  'input.connection-unknown': 'name connections that there are; /v1/connections lists their ids, and so does vinculo connections list',
  body: 'send a JSON object such as {"name": "…"}',
} as const;

/** Who may reach the hub, and under which key its secrets lie: for keys that reach every connection. */
export const accessRoutes = (desk: AccessDesk): readonly Route[] => [
  createRoute({
    method: 'get', path: '/v1/keys', operationId: 'listKeys', needs: 'operate', mends,
    summary: "Lists operators' keys, withdrawn ones too.",
    query: NO_QUERY, body: NO_BODY, problems: [],
    answer: { description: 'The keys, the oldest first.', schema: z.looseObject({ rows: z.array(key) }) },
    handle: async ({ operator }) => refusedTo(operator) ?? answerJson({ rows: (await desk.listKeys()).map(told) }),
  }),
  createRoute({
    method: 'post', path: '/v1/keys', operationId: 'addKey', needs: 'operate', mends, answerIs: 'shown-once',
    summary: "Makes an operator's key.",
    query: NO_QUERY, body: wish, problems: [],
    answer: { description: 'The key, which is shown this once.', schema: key.extend({ key: z.string().describe('The text that opens the hub.') }) },
    async handle({ operator, body }) {
      const refused = refusedTo(operator);
      if (refused !== undefined) return refused;
      const { key: text, ...issued } = await desk.addKey(body);
      return answerJson({ ...told(issued), key: text });
    },
  }),
  createRoute({
    method: 'post', path: '/v1/keys/:id/withdraw', operationId: 'withdrawKey', needs: 'operate', mends,
    summary: "Withdraws an operator's key: it opens nothing from then on.",
    query: NO_QUERY, body: nothing, problems: ['not-found'],
    answer: { description: 'The key as it is now.', schema: key },
    async handle({ operator, params }) {
      const refused = refusedTo(operator);
      if (refused !== undefined) return refused;
      const withdrawn = await desk.withdrawKey(params['id'] ?? '');
      return withdrawn === undefined ? problem('not-found', 'No key has this id. Look it up in /v1/keys.') : answerJson(told(withdrawn));
    },
  }),
  createRoute({
    method: 'post', path: '/v1/secrets/rotate', operationId: 'rotateSecrets', needs: 'operate', mends,
    summary: 'Seals every stored secret under the secretKey of today.',
    query: NO_QUERY, body: nothing, problems: [],
    answer: { description: 'What was done. The previous key is needed no longer when nothing is unreadable.', schema: rotation },
    handle: async ({ operator }) => refusedTo(operator) ?? answerJson(await desk.rotateSecrets()),
  }),
];

const refusedTo = ({ scope }: Operator): Response | undefined =>
  scope === 'every-connection' ? undefined : problem('not-allowed', 'This key reaches some connections only. Use one that reaches every connection.');

const told = ({ scope, ...rest }: AccessKey): object => ({ ...rest, ...(scope === 'every-connection' ? {} : { connections: scope.only }) });
