import type { Activation, ConnectionDesk } from '../../ports/connection-desk.ts';
import type { ConnectionSystem } from '../../ports/hooks.ts';
import type { Operator } from '../../ports/operator-desk.ts';
import { answerJson } from './answer.ts';
import { connectionAnswers as answers, connectionBodies as bodies, CONNECTION_MENDS as mends } from './connection-schemas.ts';
import { problem } from './problem.ts';
import { createRoute, NO_BODY, NO_QUERY, type Route } from './route.ts';

/** Connections, from a draft on: set up, compared, changed, switched on and off (ACT-01…ACT-12). */
export const connectionRoutes = (desk: ConnectionDesk): readonly Route[] => [
  createRoute({
    method: 'get', path: '/v1/connections', operationId: 'listConnections', needs: 'see', mends,
    summary: 'Lists connections, drafts too.',
    query: NO_QUERY, body: NO_BODY, problems: [],
    answer: { description: 'Those that the key reaches.', schema: answers.list },
    handle: async ({ operator }) => answerJson({ rows: await desk.list(operator.scope) }),
  }),
  createRoute({
    method: 'post', path: '/v1/connections', operationId: 'draftConnection', needs: 'operate', mends,
    summary: 'Begins a connection: stores what is known so far, secrets sealed. Nothing is sent anywhere.',
    query: NO_QUERY, body: bodies.draft, problems: [],
    answer: { description: 'The draft.', schema: answers.sheet },
    handle: async ({ operator, body }) => refusedTo(operator) ?? answerJson(await desk.draft(body)),
  }),
  createRoute({
    method: 'get', path: '/v1/connections/:id', operationId: 'showConnection', needs: 'see', mends,
    summary: 'One connection. What is secret never comes back.',
    query: NO_QUERY, body: NO_BODY, problems: ['not-found'],
    answer: { description: 'The connection.', schema: answers.sheet },
    handle: async ({ operator, params }) => shown(await desk.find(operator.scope, idIn(params))),
  }),
  createRoute({
    method: 'post', path: '/v1/connections/:id', operationId: 'changeConnection', needs: 'operate', mends,
    summary: 'Changes what is named, in force at once. Systems of what is no draft are tried live before they are kept.',
    query: NO_QUERY, body: bodies.change, problems: ['not-found'],
    answer: { description: 'The connection as it is now; the same again changes nothing.', schema: answers.sheet },
    handle: async ({ operator, params, body }) => shown(await desk.change(operator.scope, idIn(params), body)),
  }),
  createRoute({
    method: 'post', path: '/v1/connections/:id/compare', operationId: 'compareConnection', needs: 'operate', mends,
    summary: 'Tells what a change would change, and changes nothing.',
    query: NO_QUERY, body: bodies.change, problems: ['not-found'],
    answer: { description: 'What differs; of a secret, only that it does.', schema: answers.differences },
    async handle({ operator, params, body }) {
      const differences = await desk.compare(operator.scope, idIn(params), body);
      return shown(differences && { differences });
    },
  }),
  createRoute({
    method: 'get', path: '/v1/connections/:id/choices', operationId: 'showChoices', needs: 'see', mends,
    summary: 'Groups and funnels, read live, archived ones told as such; and how the mappings stand against them.',
    query: NO_QUERY, body: NO_BODY, problems: ['not-found'],
    answer: { description: 'What can be chosen.', schema: answers.choices },
    handle: async ({ operator, params }) => shown(await desk.choices(operator.scope, idIn(params))),
  }),
  createRoute({
    method: 'post', path: '/v1/connections/:id/activate', operationId: 'activateConnection', needs: 'operate', mends, answerIs: 'shown-once',
    summary: 'Sets a connection at work: a draft when its requirements are met, an inactive one again. What is active stays so.',
    query: bodies.language, body: bodies.nothing, problems: ['not-found', 'requirements-unmet'],
    answer: { description: 'The connection, and the address for the chat where none was given out before.', schema: answers.activated },
    handle: async ({ operator, params, query }) => activated(await desk.activate(operator.scope, idIn(params), query.lang)),
  }),
  createRoute({
    method: 'post', path: '/v1/connections/:id/deactivate', operationId: 'deactivateConnection', needs: 'operate', mends,
    summary: 'Stops every effect, keeps the history, and takes back the subscriptions of the CRM.',
    query: NO_QUERY, body: bodies.nothing, problems: ['not-found'],
    answer: { description: 'The connection as it is now.', schema: answers.deactivated },
    handle: async ({ operator, params }) => shown(await desk.deactivate(operator.scope, idIn(params))),
  }),
  createRoute({
    method: 'post', path: '/v1/connections/:id/hooks/:system/rotate', operationId: 'rotateHook', needs: 'operate', mends, answerIs: 'shown-once',
    summary: 'Gives a hook another address, or its first one.',
    query: NO_QUERY, body: bodies.rotate, problems: ['not-found'],
    answer: { description: 'The address, which is shown this once.', schema: answers.rotated },
    async handle({ operator, params, body }) {
      const system = systemIn(params);
      return system === undefined ? noSuch() : shown(await desk.rotate(operator.scope, idIn(params), system, body));
    },
  }),
];

export const idIn = (params: Readonly<Record<string, string>>): string => params['id'] ?? '';

const SYSTEMS: readonly ConnectionSystem[] = ['neppo', 'ploomes', 'automation'];

const systemIn = (params: Readonly<Record<string, string>>): ConnectionSystem | undefined => SYSTEMS.find((system) => system === params['system']);

const noSuch = (): Response => problem('not-found', 'No connection has this id, or the key does not reach it. Look it up in /v1/connections.');

/** What is not there, and what the key does not reach, is answered alike (ACT-01). */
export const shown = (value: object | undefined): Response => (value === undefined ? noSuch() : answerJson(value));

const refusedTo = ({ scope }: Operator): Response | undefined =>
  scope === 'every-connection' ? undefined : problem('not-allowed', 'This key reaches some connections only. Use one that reaches every connection.');

function activated(activation: Activation | undefined): Response {
  if (activation === undefined) return noSuch();
  if (activation.outcome === 'activated') {
    const { connection, hook } = activation;
    return answerJson({ connection, ...(hook === undefined ? {} : { hook }) });
  }
  const errors = activation.findings.map(({ id, text, mend = text }) => ({ field: id, reason: text, mend }));
  return problem('requirements-unmet', `Not activated: ${errors.map(({ field, reason, mend }) => `${field}: ${reason} ${mend}`).join(' ')}`, { errors });
}
