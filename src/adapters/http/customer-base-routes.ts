import type { CustomerBaseDesk, Settled, Steered } from '../../ports/customer-base-desk.ts';
import type { KeptConflict } from '../../ports/synchronisation-issues.ts';
import { answerJson } from './answer.ts';
import { BASE_MENDS as mends, baseAnswers as answers, baseBodies as bodies, baseQueries as queries } from './customer-base-schemas.ts';
import { problem } from './problem.ts';
import { createRoute, NO_BODY, NO_QUERY, type Route } from './route.ts';
import { streamProgress } from './stream-progress.ts';

/** One customer base on both sides: runs, their progress, what failed, and who shares a number with whom (SYN). */
export const customerBaseRoutes = (desk: CustomerBaseDesk): readonly Route[] => [
  createRoute({
    method: 'post', path: '/v1/connections/:id/runs', operationId: 'startRun', needs: 'operate', mends,
    summary: 'Begins a synchronisation run and does not wait for it; one that goes on already is told instead.',
    query: NO_QUERY, body: bodies.start, problems: ['not-found'],
    answer: { description: 'The run.', schema: answers.started },
    handle: async ({ operator, params, body }) => shown(await desk.start(operator, idIn(params), body)),
  }),
  createRoute({
    method: 'get', path: '/v1/connections/:id/runs', operationId: 'listRuns', needs: 'see', mends,
    summary: 'Lists synchronisation runs, the newest first.',
    query: queries.page, body: NO_BODY, problems: ['not-found'],
    answer: { description: 'A page.', schema: answers.runs },
    handle: async ({ operator, params, query: { page } }) => shown(await desk.runs(operator.scope, idIn(params), page)),
  }),
  createRoute({
    method: 'get', path: '/v1/connections/:id/runs/:run', operationId: 'showRun', needs: 'see', mends,
    summary: 'How far a run has come: done, failed, total, rate and time left. `last` is the last one.',
    query: NO_QUERY, body: NO_BODY, problems: ['not-found'],
    answer: { description: 'The run.', schema: answers.run },
    handle: async ({ operator, params }) => shown(await progressOf(desk, operator.scope, params)),
  }),
  createRoute({
    method: 'get', path: '/v1/connections/:id/runs/:run/progress', operationId: 'watchRun', needs: 'see', mends,
    summary: 'The same as server-sent events, until the run goes on no more.',
    query: NO_QUERY, body: NO_BODY, problems: ['not-found'],
    answer: { description: 'A stream of events (`text/event-stream`).', schema: answers.stream },
    async handle({ operator, params }) {
      const first = await progressOf(desk, operator.scope, params);
      return first === undefined ? noSuchThing() : streamProgress(first, async () => await desk.progress(operator.scope, idIn(params), first.number));
    },
  }),
  createRoute({
    method: 'post', path: '/v1/connections/:id/runs/:run/steer', operationId: 'steerRun', needs: 'operate', mends,
    summary: 'Pauses, resumes or cancels a run, or lets it go on with what it asked about. What was begun is finished.',
    query: NO_QUERY, body: bodies.steer, problems: ['not-found', 'run-not-now'],
    answer: { description: 'The run.', schema: answers.run },
    async handle({ operator, params, body: { command } }) {
      const run = await progressOf(desk, operator.scope, params);
      return run === undefined ? noSuchThing() : steered(await desk.steer(operator, idIn(params), run.number, command));
    },
  }),
  createRoute({
    method: 'get', path: '/v1/connections/:id/runs/:run/plan', operationId: 'listPlan', needs: 'see', mends,
    summary: 'What a run would do, contact by contact: kinds of steps and names of fields, nobody\'s values.',
    query: queries.page, body: NO_BODY, problems: ['not-found'],
    answer: { description: 'A page.', schema: answers.plan },
    async handle({ operator, params, query: { page } }) {
      const run = await progressOf(desk, operator.scope, params);
      return run === undefined ? noSuchThing() : shown(await desk.planned(operator.scope, idIn(params), run.number, page));
    },
  }),
  createRoute({
    method: 'get', path: '/v1/connections/:id/problems', operationId: 'listProblems', needs: 'see', mends,
    summary: 'Contacts that could not be made the same on both sides, and why.',
    query: queries.page, body: NO_BODY, problems: ['not-found'],
    answer: { description: 'A page.', schema: answers.problems },
    handle: async ({ operator, params, query: { page } }) => shown(await desk.problems(operator.scope, idIn(params), page)),
  }),
  createRoute({
    method: 'get', path: '/v1/connections/:id/conflicts', operationId: 'listConflicts', needs: 'see', mends,
    summary: 'Contacts with one number, of which one alone can have its chat client.',
    query: queries.conflicts, body: NO_BODY, problems: ['not-found'],
    answer: { description: 'A page.', schema: answers.conflicts },
    async handle({ operator, params, query: { page, state } }) {
      const found = await desk.conflicts(operator.scope, idIn(params), { ...page, state });
      // The number itself is nobody's business but the two contacts'.
      return shown(found && { ...found, rows: found.rows.map(withoutPhone) });
    },
  }),
  createRoute({
    method: 'post', path: '/v1/connections/:id/conflicts/:conflict/settle', operationId: 'settleConflict', needs: 'operate', mends,
    summary: 'Says who has the number\'s chat client from now on.',
    query: NO_QUERY, body: bodies.settle, problems: ['not-found', 'not-in-conflict'],
    answer: { description: 'The conflict.', schema: answers.settled },
    handle: async ({ operator, params, body }) => settled(await desk.settle(operator, idIn(params), params['conflict'] ?? '', body)),
  }),
  createRoute({
    method: 'post', path: '/v1/connections/:id/conflicts/:conflict/reopen', operationId: 'reopenConflict', needs: 'operate', mends,
    summary: 'Takes back how a conflict was settled.',
    query: NO_QUERY, body: bodies.nothing, problems: ['not-found', 'not-in-conflict'],
    answer: { description: 'The conflict.', schema: answers.settled },
    handle: async ({ operator, params }) => settled(await desk.unsettle(operator, idIn(params), params['conflict'] ?? '')),
  }),
  createRoute({
    method: 'get', path: '/v1/connections/:id/merges', operationId: 'listMerges', needs: 'see', mends,
    summary: 'How conflicts were settled, the newest first, those that were taken back too.',
    query: queries.page, body: NO_BODY, problems: ['not-found'],
    answer: { description: 'A page.', schema: answers.merges },
    handle: async ({ operator, params, query: { page } }) => shown(await desk.merges(operator.scope, idIn(params), page)),
  }),
  createRoute({
    method: 'get', path: '/v1/connections/:id/contacts/:contact', operationId: 'explainContact', needs: 'see', mends,
    summary: 'Why a contact is linked as it is: by what it was matched, by which keys it is known, what still differs.',
    query: NO_QUERY, body: NO_BODY, problems: ['not-found'],
    answer: { description: 'The explanation.', schema: answers.explanation },
    handle: async ({ operator, params }) => shown(await desk.explain(operator.scope, idIn(params), params['contact'] ?? '')),
  }),
];

type Params = Readonly<Record<string, string>>;

const idIn = (params: Params): string => params['id'] ?? '';

async function progressOf(desk: CustomerBaseDesk, scope: Parameters<CustomerBaseDesk['progress']>[0], params: Params): ReturnType<CustomerBaseDesk['progress']> {
  const run = params['run'] ?? '';
  if (run === 'last') return await desk.progress(scope, idIn(params));
  return /^\d{1,9}$/.test(run) ? await desk.progress(scope, idIn(params), Number(run)) : undefined;
}

const noSuchThing = (): Response => problem('not-found', 'There is no such connection, or nothing of this kind in it. The lists tell what there is.');

const shown = (answer: object | undefined): Response => (answer === undefined ? noSuchThing() : answerJson(answer));

function steered(answer: Steered | undefined): Response {
  if (answer === undefined) return noSuchThing();
  return answer.outcome === 'steered' ? answerJson(answer.run)
    : problem('run-not-now', `The run is ${answer.run.state}, so that this means nothing to it. Look at it again.`);
}

function settled(answer: Settled | undefined): Response {
  if (answer === undefined) return noSuchThing();
  if (answer.outcome === 'refused') return problem('not-in-conflict', 'The contact to keep is none of the two. Name one of them.');
  return answerJson({ outcome: answer.outcome, conflict: withoutPhone(answer.conflict) });
}

function withoutPhone(kept: KeptConflict): object {
  const { phone: _, ...conflict } = kept.conflict;
  return { ...kept, conflict };
}
