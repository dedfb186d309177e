import * as z from 'zod';
import type { AgentAccess, Launch } from '../../ports/agent-access.ts';
import { answerJson } from './answer.ts';
import { connectionBodies } from './connection-schemas.ts';
import { problem } from './problem.ts';
import { createRoute, type Route } from './route.ts';

const text = z.string().trim().min(1);
const wish = z.strictObject({
  connection: text.max(64).describe('The id of a connection that the key reaches.'),
  agent: text.max(254).describe("The chat's id of the agent, or the agent's e-mail."),
  origin: text.max(300).describe("The origin of the page in which the panel will sit; one of the connection's `panelOrigins`."),
});

const mends = {
  connection: 'send the id of a connection', agent: "send the agent's id in the chat, or the agent's e-mail", origin: 'send an origin such as https://app.ploomes.com', lang: 'send pt-BR or en',
} as const;

/** How a host's back end lets one of its users open the panel (PAN-13). */
export const launchRoutes = (access: Pick<AgentAccess, 'launch'>): readonly Route[] => [
  createRoute({
    method: 'post', path: '/v1/launch-tokens', operationId: 'mintLaunchToken', needs: 'operate', mends, answerIs: 'shown-once',
    summary: 'Mints a launch token for an integrated agent: for one page, used once, within 60 seconds.',
    query: connectionBodies.language, body: wish, problems: ['not-found', 'panel-not-allowed'],
    answer: { description: 'The token, which is shown this once.', schema: z.looseObject({ token: z.string(), agent: z.string(), expiresAt: z.iso.datetime() }) },
    handle: async ({ operator, query, body }) => launched(await access.launch(operator.scope, body, query.lang), body.connection),
  }),
];

const FIELD = { 'connection-inactive': 'connection', 'origin-not-allowed': 'origin', 'agent-unknown': 'agent', 'agent-not-integrated': 'agent' } as const;

function launched(launch: Launch | undefined, connection: string): Response {
  if (launch === undefined) return problem('not-found', `No connection has the id ${JSON.stringify(connection)}, or the key does not reach it. Look it up in /v1/connections.`);
  if (launch.outcome === 'minted') {
    const { token, agent, expiresAt } = launch;
    return answerJson({ token, agent, expiresAt });
  }
  const { because, text: said, mend, conditions } = launch;
  const errors = [{ field: FIELD[because], reason: because, mend }, ...conditions.map((each) => ({ field: FIELD[because], reason: each.reason, mend: each.text }))];
  return problem('panel-not-allowed', `${said}: ${[...conditions.map((each) => each.text), mend].join('; ')}`, { errors });
}
