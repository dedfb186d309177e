import type { DoctorDesk } from '../../ports/doctor-desk.ts';
import { idIn, shown } from './connection-routes.ts';
import { connectionAnswers as answers, connectionBodies as bodies, CONNECTION_MENDS as mends } from './connection-schemas.ts';
import { createRoute, NO_BODY, NO_QUERY, type Route } from './route.ts';

const BOTH = ['ploomes', 'neppo'] as const;

/** What is wrong with a connection, why it matters, and what mends it (ACT-02, ACT-05…ACT-07, AGT-06). */
export const doctorRoutes = (desk: DoctorDesk): readonly Route[] => [
  createRoute({
    method: 'post', path: '/v1/connections/:id/try', operationId: 'tryCredentials', needs: 'operate', mends,
    summary: 'Tries the stored credentials live, one after the other, each with its own result.',
    query: bodies.language, body: bodies.trial, problems: ['not-found'],
    answer: { description: 'What came of each.', schema: answers.findings },
    async handle({ operator, params, query, body }) {
      const findings = await desk.tryOut(operator.scope, idIn(params), body.systems ?? BOTH, query.lang);
      return shown(findings && { findings });
    },
  }),
  createRoute({
    method: 'get', path: '/v1/connections/:id/checks', operationId: 'showChecks', needs: 'see', mends,
    summary: 'What the doctor found last. An active connection is looked at every five minutes.',
    query: bodies.language, body: NO_BODY, problems: ['not-found'],
    answer: { description: 'Every check, and when it was made.', schema: answers.checkup },
    async handle({ operator, params, query }) {
      const last = await desk.last(operator.scope, idIn(params), query.lang);
      return shown(last === 'never' ? { findings: [] } : last);
    },
  }),
  createRoute({
    method: 'post', path: '/v1/connections/:id/checks', operationId: 'makeChecks', needs: 'operate', mends,
    summary: 'Makes every check now, and puts back subscriptions of the CRM that were switched off.',
    query: bodies.language, body: bodies.nothing, problems: ['not-found'],
    answer: { description: 'Every check.', schema: answers.checkup },
    handle: async ({ operator, params, query }) => shown(await desk.examine(operator.scope, idIn(params), query.lang)),
  }),
  createRoute({
    method: 'get', path: '/v1/connections/:id/checklist', operationId: 'showChecklist', needs: 'see', mends,
    summary: "The chat's five webhooks: never seen, or last received at; and the steps that create each.",
    query: bodies.language, body: NO_BODY, problems: ['not-found'],
    answer: { description: 'One row for each webhook.', schema: answers.checklist },
    async handle({ operator, params, query }) {
      const rows = await desk.checklist(operator.scope, idIn(params), query.lang);
      return shown(rows && { rows });
    },
  }),
  createRoute({
    method: 'post', path: '/v1/connections/:id/ticks', operationId: 'tickRequirements', needs: 'operate', mends,
    summary: 'Notes what only a person can see.',
    query: NO_QUERY, body: bodies.ticks, problems: ['not-found'],
    answer: { description: 'All that is ticked.', schema: answers.ticks },
    async handle({ operator, params, body }) {
      const ticks = await desk.tick(operator.scope, idIn(params), body);
      return shown(ticks && { ticks });
    },
  }),
  createRoute({
    method: 'get', path: '/v1/connections/:id/agents', operationId: 'showAgents', needs: 'see', mends,
    summary: 'Whether agents and users are integrated, and every reason why not.',
    query: bodies.who, body: NO_BODY, problems: ['not-found'],
    answer: { description: 'One row for each account; or for who was named.', schema: answers.agents },
    async handle({ operator, params, query: { who, lang } }) {
      const rows = await desk.agents(operator.scope, idIn(params), { ...(who === undefined ? {} : { who }), ...(lang === undefined ? {} : { language: lang }) });
      return shown(rows && { rows });
    },
  }),
];
