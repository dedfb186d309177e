import type { IntegrationDesk, IntegrationEnabled, IntegrationFault, IntegrationKept, IntegrationKeyDesk, IntegrationMade } from '../../ports/integration-desk.ts';
import type { Platform } from '../../ports/platform.ts';
import { answerJson } from './answer.ts';
import { idIn } from './connection-routes.ts';
import { integrationAnswers as answers, integrationBodies as bodies, INTEGRATION_MENDS as mends } from './integration-schemas.ts';
import { invalidInput, problem, type InputFault } from './problem.ts';
import { createRoute, NO_BODY, NO_QUERY, type Route } from './route.ts';

const AT = '/v1/connections/:id/integrations' as const;
const ONE = `${AT}/:integration` as const;

/** Integrations with platforms: set up as drafts, changed, enabled, paused, removed (WHK-01…WHK-06, ACL-07). */
export const integrationRoutes = (desk: IntegrationDesk): readonly Route[] => [
  createRoute({
    method: 'get', path: '/v1/platforms', operationId: 'listPlatforms', needs: 'see', mends, summary: 'Lists the platforms that are known, with their events and ways to authenticate.',
    query: NO_QUERY, body: NO_BODY, problems: [], answer: { description: 'All of them; `other` knows nothing.', schema: answers.platforms },
    handle: async () => answerJson({ rows: desk.platforms().map(shownPlatform) }),
  }),
  createRoute({
    method: 'get', path: '/v1/platforms/:platform', operationId: 'showPlatform', needs: 'see', mends, summary: 'One platform, with the mapping that it begins with.',
    query: NO_QUERY, body: NO_BODY, problems: ['not-found'], answer: { description: 'The platform.', schema: answers.platform },
    async handle({ params }) {
      const platform = desk.platforms().find(({ id }) => id === params['platform']);
      return platform === undefined ? problem('not-found', 'No platform has this id. They are listed in /v1/platforms.') : answerJson({ ...shownPlatform(platform), mapping: platform.mapping });
    },
  }),
  createRoute({
    method: 'get', path: AT, operationId: 'listIntegrations', needs: 'see', mends, summary: 'Lists the integrations of a connection, drafts too.',
    query: NO_QUERY, body: NO_BODY, problems: ['not-found'], answer: { description: 'Oldest first.', schema: answers.list },
    async handle({ operator, params }) {
      const rows = await desk.list(operator.scope, idIn(params));
      return rows === undefined ? noSuchIntegration() : answerJson({ rows });
    },
  }),
  createRoute({
    method: 'post', path: AT, operationId: 'createIntegration', needs: 'operate', mends, answerIs: 'shown-once',
    summary: 'Begins an integration. It listens at once and keeps what comes, for its mapping; nothing takes effect.',
    query: bodies.language, body: bodies.wish, problems: ['not-found', 'act-refused'], answer: { description: 'The draft, and its address.', schema: answers.made },
    handle: async ({ operator, params, query, body }) => made(await desk.create(operator, idIn(params), body), query.lang),
  }),
  createRoute({
    method: 'get', path: ONE, operationId: 'showIntegration', needs: 'see', mends, summary: 'One integration. What is secret never comes back.',
    query: NO_QUERY, body: NO_BODY, problems: ['not-found'], answer: { description: 'The integration.', schema: answers.sheet },
    handle: async ({ operator, params }) => shownIntegration(await desk.find(operator.scope, idIn(params), integrationIn(params))),
  }),
  createRoute({
    method: 'post', path: ONE, operationId: 'changeIntegration', needs: 'operate', mends,
    summary: 'Changes what is named, in force at once. The mapping is checked, and so are funnel and fields of the CRM, live.',
    query: bodies.language, body: bodies.change, problems: ['not-found'], answer: { description: 'The integration as it is now; the same again changes nothing.', schema: answers.sheet },
    handle: async ({ operator, params, query, body }) => kept(await desk.change(operator, idIn(params), integrationIn(params), body), query.lang),
  }),
  createRoute({
    method: 'post', path: `${ONE}/enable`, operationId: 'enableIntegration', needs: 'operate', mends, answerIs: 'shown-once',
    summary: 'Lets what comes take effect, when nothing is missing.',
    query: bodies.language, body: bodies.nothing, problems: ['not-found', 'requirements-unmet'], answer: { description: 'The integration, and its address where it has none yet.', schema: answers.enabled },
    handle: async ({ operator, params, query }) => enabled(await desk.enable(operator, idIn(params), integrationIn(params)), query.lang),
  }),
  createRoute({
    method: 'post', path: `${ONE}/pause`, operationId: 'pauseIntegration', needs: 'operate', mends, summary: 'What comes is kept and does nothing, until it is enabled again.',
    query: bodies.language, body: bodies.nothing, problems: ['not-found'], answer: { description: 'The integration as it is now.', schema: answers.sheet },
    handle: async ({ operator, params, query }) => kept(await desk.pause(operator, idIn(params), integrationIn(params)), query.lang),
  }),
  createRoute({
    method: 'post', path: `${ONE}/remove`, operationId: 'removeIntegration', needs: 'operate', mends, summary: 'Ends its addresses. What it took in stays in the history.',
    query: NO_QUERY, body: bodies.nothing, problems: ['not-found'], answer: { description: 'It is gone.', schema: answers.removed },
    handle: async ({ operator, params }) => (await desk.remove(operator, idIn(params), integrationIn(params)) === undefined ? noSuchIntegration() : answerJson({ removed: true })),
  }),
  createRoute({
    method: 'post', path: `${ONE}/rotate`, operationId: 'rotateIntegration', needs: 'operate', mends, answerIs: 'shown-once', summary: 'Gives it another address; the earlier ones end after a while.',
    query: NO_QUERY, body: bodies.rotate, problems: ['not-found'], answer: { description: 'The address, which is shown this once.', schema: answers.rotated },
    handle: async ({ operator, params, body }) => shownIntegration(await desk.rotate(operator, idIn(params), integrationIn(params), body)),
  }),
  createRoute({
    method: 'post', path: `${ONE}/events`, operationId: 'addConversionEvent', needs: 'operate', mends, summary: 'Adds a conversion event with its actions.',
    query: bodies.language, body: bodies.event, problems: ['not-found'], answer: { description: 'The integration as it is now.', schema: answers.sheet },
    handle: async ({ operator, params, query, body }) => kept(await desk.changeEvent(operator, idIn(params), integrationIn(params), { add: body }), query.lang),
  }),
  createRoute({
    method: 'post', path: `${ONE}/events/:event`, operationId: 'changeConversionEvent', needs: 'operate', mends, summary: 'Changes a conversion event; what is left out stays.',
    query: bodies.language, body: bodies.eventChange, problems: ['not-found'], answer: { description: 'The integration as it is now.', schema: answers.sheet },
    handle: async ({ operator, params, query, body }) => kept(await desk.changeEvent(operator, idIn(params), integrationIn(params), { change: params['event'] ?? '', to: body }), query.lang),
  }),
  createRoute({
    method: 'post', path: `${ONE}/events/:event/remove`, operationId: 'removeConversionEvent', needs: 'operate', mends, summary: 'Removes a conversion event.',
    query: bodies.language, body: bodies.nothing, problems: ['not-found'], answer: { description: 'The integration as it is now.', schema: answers.sheet },
    handle: async ({ operator, params, query }) => kept(await desk.changeEvent(operator, idIn(params), integrationIn(params), { remove: params['event'] ?? '' }), query.lang),
  }),
];

/** What an integration has that nobody may see (WHK-07, ACL-01). What is sent here never comes back. */
export const integrationKeyRoutes = (desk: IntegrationKeyDesk): readonly Route[] => [
  createRoute({
    method: 'post', path: `${ONE}/secret`, operationId: 'putIntegrationSecret', needs: 'operate', mends, summary: 'Keeps the secret by which the platform is authenticated; the one before it goes on for a while.',
    query: bodies.language, body: bodies.secret, problems: ['not-found'], answer: { description: 'The integration.', schema: answers.sheet },
    handle: async ({ operator, params, query, body }) => kept(await desk.putSecret(operator, idIn(params), integrationIn(params), body), query.lang),
  }),
  createRoute({
    method: 'post', path: `${ONE}/secret/remove`, operationId: 'removeIntegrationSecret', needs: 'operate', mends, summary: 'Removes the secret.',
    query: bodies.language, body: bodies.nothing, problems: ['not-found'], answer: { description: 'The integration.', schema: answers.sheet },
    handle: async ({ operator, params, query }) => kept(await desk.removeSecret(operator, idIn(params), integrationIn(params)), query.lang),
  }),
  createRoute({
    method: 'post', path: `${ONE}/credentials`, operationId: 'putIntegrationCredentials', needs: 'operate', mends, summary: 'Keeps what the platform is asked with for contacts; tried live where something that came in names somebody.',
    query: bodies.language, body: bodies.credentials, problems: ['not-found'], answer: { description: 'The integration.', schema: answers.sheet },
    handle: async ({ operator, params, query, body }) => kept(await desk.putCredentials(operator, idIn(params), integrationIn(params), body.credentials), query.lang),
  }),
  createRoute({
    method: 'post', path: `${ONE}/account`, operationId: 'putIntegrationAccount', needs: 'operate', mends, summary: 'Keeps the account of ActiveCampaign, tried live.',
    query: bodies.language, body: bodies.account, problems: ['not-found'], answer: { description: 'The integration.', schema: answers.sheet },
    handle: async ({ operator, params, query, body }) => kept(await desk.putAccount(operator, idIn(params), integrationIn(params), body), query.lang),
  }),
];

export const integrationIn = (params: Readonly<Record<string, string>>): string => params['integration'] ?? '';

export const noSuchIntegration = (): Response => problem('not-found', 'There is no such connection, or no such integration or part of it in it. Look it up in /v1/connections/:id/integrations.');

export const shownIntegration = (value: object | undefined): Response => (value === undefined ? noSuchIntegration() : answerJson(value));

type Lang = 'pt-BR' | 'en' | undefined;

/** What cannot be kept is told by field, with the mend. */
export const refusedFor = (faults: readonly IntegrationFault[], lang: Lang): Response => invalidInput(faultsIn(faults, lang));

const faultsIn = (faults: readonly IntegrationFault[], lang: Lang): readonly InputFault[] => faults.map(({ field, reason, mend, path, at }) => ({
  field, reason: `was refused (${reason}${path === undefined ? '' : ` in ${JSON.stringify(path)}`}${at === undefined ? '' : ` at ${at}`})`, mend: (lang === 'pt-BR' ? mend.pt : mend.en).replace(/\.$/, ''),
}));

export function kept(answer: IntegrationKept | undefined, lang: Lang): Response {
  if (answer === undefined) return noSuchIntegration();
  return answer.outcome === 'kept' ? answerJson(answer.integration) : refusedFor(answer.faults, lang);
}

function made(answer: IntegrationMade | undefined, lang: Lang): Response {
  if (answer === undefined) return noSuchIntegration();
  switch (answer.outcome) {
    case 'made': return answerJson({ integration: answer.integration, address: answer.address });
    case 'refused': return refusedFor(answer.faults, lang);
    case 'not-allowed': return problem('act-refused', answer.because);
  }
}

function enabled(answer: IntegrationEnabled | undefined, lang: Lang): Response {
  if (answer === undefined) return noSuchIntegration();
  if (answer.outcome === 'enabled') {
    const { outcome: _, ...rest } = answer;
    return answerJson(rest);
  }
  const errors = faultsIn(answer.missing, lang);
  return problem('requirements-unmet', `Not enabled: ${errors.map(({ field, mend }) => `${field}: ${mend}.`).join(' ')}`, { errors });
}

/** Without its functions, and with nothing that is of use to the hub alone. */
const shownPlatform = ({ id, name, contentTypes, events, authenticity, callback, unknowns, confidence }: Platform): object => ({
  id, name, contentTypes, events, unknowns, confidence,
  schemes: authenticity.map(({ id: scheme, scheme: { kind }, secret, confidence: sure }) => ({ id: scheme, kind, confidence: sure, ...(secret === undefined ? {} : { secret }) })),
  credentials: callback?.credentials ?? [],
});
