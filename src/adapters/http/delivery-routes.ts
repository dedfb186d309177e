import type { DeliveryDesk, EditedReplay } from '../../ports/delivery-desk.ts';
import type { DeliveryId } from '../../ports/inbox.ts';
import { answerJson } from './answer.ts';
import { composeStory, deliveryAnswers } from './delivery-answers.ts';
import { countBody, DELIVERY_MENDS as mends, editBody, listQuery, replayBody, searchBody } from './delivery-schemas.ts';
import { problem } from './problem.ts';
import { createRoute, NO_BODY, NO_QUERY, type Route } from './route.ts';

/** Deliveries: looked up, shown whole, played again (HUB-02, HUB-04, WHK-07). */
export const deliveryRoutes = (desk: DeliveryDesk): readonly Route[] => [
  createRoute({
    method: 'get', path: '/v1/deliveries', operationId: 'listDeliveries', needs: 'see', mends,
    summary: 'Lists deliveries, the newest first.',
    query: listQuery, body: NO_BODY, problems: [],
    answer: { description: 'A page.', schema: deliveryAnswers.page },
    handle: async ({ operator, query: { search, page } }) => answerJson(await desk.list(operator.scope, search, page)),
  }),
  createRoute({
    method: 'post', path: '/v1/deliveries/search', operationId: 'searchDeliveries', needs: 'see', mends,
    summary: 'The same with a body, so that a phone or an e-mail is in no address.',
    query: NO_QUERY, body: searchBody, problems: [],
    answer: { description: 'A page.', schema: deliveryAnswers.page },
    handle: async ({ operator, body: { search, page } }) => answerJson(await desk.list(operator.scope, search, page)),
  }),
  createRoute({
    method: 'post', path: '/v1/deliveries/count', operationId: 'countDeliveries', needs: 'see', mends,
    summary: 'Counts the deliveries that pass.',
    query: NO_QUERY, body: countBody, problems: [],
    answer: { description: 'How many there are.', schema: deliveryAnswers.count },
    handle: async ({ operator, body: { filter } }) => answerJson({ count: await desk.count(operator.scope, filter) }),
  }),
  createRoute({
    method: 'post', path: '/v1/deliveries/replay', operationId: 'replayDeliveries', needs: 'operate', mends,
    summary: 'Plays deliveries again, those that are named or all that pass, each once.',
    query: NO_QUERY, body: replayBody, problems: ['count-changed'],
    answer: { description: 'What was queued.', schema: deliveryAnswers.replay },
    async handle({ operator, body, requestKey }) {
      if ('ids' in body) return answerJson(await desk.replay(operator, body.ids, body.settings));
      const { filter: search, expected, settings } = body;
      const begun = await desk.replayAll(operator, { search, expected, settings, ...(requestKey === undefined ? {} : { requestKey }) });
      if (begun.outcome === 'count-changed') return problem('count-changed', `There are ${begun.count} by now. Nothing was done: look at them, and send that number.`);
      const { count, runs, skipped } = begun;
      return answerJson({ count, runs, skipped });
    },
  }),
  createRoute({
    method: 'get', path: '/v1/deliveries/:id', operationId: 'showDelivery', needs: 'see', mends,
    summary: 'One delivery, whole.',
    query: NO_QUERY, body: NO_BODY, problems: ['not-found'],
    answer: { description: 'The delivery with all that it is tied to.', schema: deliveryAnswers.story },
    async handle({ operator, params }) {
      const told = await desk.show(operator.scope, parseDeliveryId(params['id']));
      return told === undefined ? noSuchDelivery() : answerJson(composeStory(told));
    },
  }),
  createRoute({
    method: 'post', path: '/v1/deliveries/:id/edit-and-replay', operationId: 'editAndReplayDelivery', needs: 'operate', mends,
    summary: 'Plays a delivery from outside again with a corrected body.',
    query: NO_QUERY, body: editBody, problems: ['not-found', 'replayed-already', 'not-replayable', 'correction-unreadable'],
    answer: { description: 'The delivery that plays it again.', schema: deliveryAnswers.edited },
    handle: async ({ operator, params, body: correction }) => answerOf(await desk.editAndReplay(operator, parseDeliveryId(params['id']), correction)),
  }),
];

function answerOf(edited: EditedReplay): Response {
  switch (edited.outcome) {
    case 'replayed': return answerJson({ as: edited.as });
    case 'already': return problem('replayed-already', `It was played again before, as ${edited.as}. Correct that one.`);
    case 'refused': return problem('not-replayable', REFUSALS[edited.because]);
    case 'unreadable': return problem('correction-unreadable', `The corrected body tells nothing that can be used (${edited.reason}: ${edited.detail}). Nothing was done.`);
    case 'not-found': return noSuchDelivery();
  }
}

const REFUSALS: Readonly<Record<Extract<EditedReplay, { outcome: 'refused' }>['because'], string>> = {
  'not-ended': 'It has not ended yet, and is tried again by itself.',
  'connection-inactive': 'Its connection is off, so that nothing takes effect. Activate it first.',
  'payload-removed': 'Its payload was removed after its time of keeping, or with the person it was about.',
  'run-over': 'It is a run that played others again, and it is over.',
  'not-from-outside': "Its body is the hub's own. Play it again as it is, or correct the delivery that led to it.",
};

const noSuchDelivery = (): Response =>
  problem('not-found', 'No delivery has this id; it may have been removed after its time of keeping. Look it up in /v1/deliveries.');

/** Any text may be asked for; only known ones answer. */
const parseDeliveryId = (id = ''): DeliveryId => id as DeliveryId;
