import type { LeadDesk } from '../../ports/lead-desk.ts';
import type { MappingDesk, Trial, TrialWish } from '../../ports/mapping-desk.ts';
import { answerJson } from './answer.ts';
import { idIn } from './connection-routes.ts';
import { integrationIn, kept, noSuchIntegration, refusedFor, shownIntegration } from './integration-routes.ts';
import { integrationAnswers as answers, integrationBodies as bodies, INTEGRATION_MENDS as mends, leadQueries } from './integration-schemas.ts';
import { problem } from './problem.ts';
import { createRoute, NO_BODY, NO_QUERY, type Route } from './route.ts';

const ONE = '/v1/connections/:id/integrations/:integration' as const;

/** What stands where in a platform's deliveries: seen, suggested, tried, and how it was before (WHK-02…WHK-04, WHK-08). */
export const mappingRoutes = (desk: MappingDesk): readonly Route[] => [
  createRoute({
    method: 'get', path: `${ONE}/structure`, operationId: 'showStructure', needs: 'see', mends, summary: 'The structure of what came in: paths, types, and in how many deliveries. It holds no values.',
    query: NO_QUERY, body: NO_BODY, problems: ['not-found'], answer: { description: 'The structure, merged.', schema: answers.structure },
    handle: async ({ operator, params }) => shownIntegration(await desk.structure(operator.scope, idIn(params), integrationIn(params))),
  }),
  createRoute({
    method: 'get', path: `${ONE}/fields`, operationId: 'listMappableFields', needs: 'see', mends, summary: "Fields to map to and from: one's own, those of the CRM, and those of the platform's account, read live.",
    query: NO_QUERY, body: NO_BODY, problems: ['not-found'], answer: { description: 'The fields, with types and options.', schema: answers.fields },
    handle: async ({ operator, params }) => shownIntegration(await desk.fields(operator.scope, idIn(params), integrationIn(params))),
  }),
  createRoute({
    method: 'post', path: `${ONE}/suggest`, operationId: 'suggestMapping', needs: 'see', mends, summary: 'Suggests a mapping by the preset and by samples. Nothing is kept.',
    query: NO_QUERY, body: bodies.suggest, problems: ['not-found'], answer: { description: 'A mapping to begin with, and how sure each rule is.', schema: answers.suggestion },
    handle: async ({ operator, params, body }) => shownIntegration(await desk.suggest(operator.scope, idIn(params), integrationIn(params), body.samples)),
  }),
  createRoute({
    method: 'post', path: `${ONE}/try`, operationId: 'tryMapping', needs: 'operate', mends, summary: 'Tells what would become of a sample or a delivery: the lead, its event, actions, and calls to the CRM. Nothing is kept or done.',
    query: bodies.language, body: bodies.trial, problems: ['not-found'], answer: { description: 'What would happen.', schema: answers.trial },
    async handle({ operator, params, query, body: { sample, delivery, ...wish } }) {
      const of = ofTrial(sample, delivery);
      return of === undefined ? noSuchIntegration() : tried(await desk.tryOut(operator.scope, idIn(params), integrationIn(params), { of, ...wish }), query.lang);
    },
  }),
  createRoute({
    method: 'get', path: `${ONE}/versions`, operationId: 'listIntegrationVersions', needs: 'see', mends, summary: 'All versions, newest first, each with what it changed.',
    query: NO_QUERY, body: NO_BODY, problems: ['not-found'], answer: { description: 'The versions.', schema: answers.versions },
    async handle({ operator, params }) {
      const rows = await desk.versions(operator.scope, idIn(params), integrationIn(params));
      return rows === undefined ? noSuchIntegration() : answerJson({ rows });
    },
  }),
  createRoute({
    method: 'post', path: `${ONE}/versions/:version/restore`, operationId: 'restoreIntegrationVersion', needs: 'operate', mends, summary: 'Makes a new version equal to an old one.',
    query: bodies.language, body: bodies.nothing, problems: ['not-found'], answer: { description: 'The integration as it is now.', schema: answers.sheet },
    async handle({ operator, params, query }) {
      const version = /^\d{1,9}$/.test(params['version'] ?? '') ? Number(params['version']) : undefined;
      return version === undefined ? noSuchIntegration() : kept(await desk.restore(operator, idIn(params), integrationIn(params), version), query.lang);
    },
  }),
];

/** Leads of a connection, whoever sent them (WHK-10). */
export const leadRoutes = (desk: LeadDesk): readonly Route[] => [
  createRoute({
    method: 'get', path: '/v1/connections/:id/leads', operationId: 'listLeads', needs: 'see', mends, summary: 'Lists leads, last changed first.',
    query: leadQueries.list, body: NO_BODY, problems: ['not-found'], answer: { description: 'A page.', schema: answers.leads },
    handle: async ({ operator, params, query: { search, page } }) => shownLead(await desk.list(operator.scope, idIn(params), search, page)),
  }),
  createRoute({
    method: 'post', path: '/v1/connections/:id/leads/search', operationId: 'searchLeads', needs: 'see', mends, summary: 'The same with a body, so that a phone or an e-mail is in no address.',
    query: NO_QUERY, body: leadQueries.search, problems: ['not-found'], answer: { description: 'A page.', schema: answers.leads },
    handle: async ({ operator, params, body: { search, page } }) => shownLead(await desk.list(operator.scope, idIn(params), search, page)),
  }),
  createRoute({
    method: 'get', path: '/v1/connections/:id/leads/:lead', operationId: 'showLead', needs: 'see', mends, summary: 'One lead, by its key.',
    query: NO_QUERY, body: NO_BODY, problems: ['not-found'], answer: { description: 'The lead.', schema: answers.lead },
    handle: async ({ operator, params }) => shownLead(await desk.find(operator.scope, idIn(params), params['lead'] ?? '')),
  }),
];

const shownLead = (value: object | undefined): Response =>
  value === undefined ? problem('not-found', 'There is no such connection, or no such lead in it. Look it up in /v1/connections/:id/leads.') : answerJson(value);

/** The schema asks for exactly one of them. */
function ofTrial(sample: Extract<TrialWish['of'], { sample: unknown }>['sample'] | undefined, delivery: Extract<TrialWish['of'], { delivery: unknown }>['delivery'] | undefined): TrialWish['of'] | undefined {
  if (sample !== undefined) return { sample };
  return delivery === undefined ? undefined : { delivery };
}

function tried(trial: Trial | undefined, lang: 'pt-BR' | 'en' | undefined): Response {
  if (trial === undefined) return noSuchIntegration();
  switch (trial.outcome) {
    case 'tried':
    case 'unreadable': return answerJson(trial);
    case 'refused': return refusedFor(trial.faults, lang);
    case 'no-such-delivery': return problem('not-found', 'No delivery of this integration has this id, or its payload was removed. Look it up in /v1/deliveries?integration=….');
  }
}
