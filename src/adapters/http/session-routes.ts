import type { SessionReader } from '../../ports/session-reader.ts';
import { answerJson } from './answer.ts';
import { DESK_MENDS as mends, deskAnswers as answers } from './desk-schemas.ts';
import { problem } from './problem.ts';
import { createRoute, NO_BODY, NO_QUERY, type Route } from './route.ts';
import { serveFile } from './serve-file.ts';

/** Whole histories of sessions, for those who look after a connection (SES-06). */
export const sessionRoutes = (reader: SessionReader): readonly Route[] => [
  createRoute({
    method: 'get', path: '/v1/connections/:id/sessions/:protocol/history', operationId: 'readSession', needs: 'see', mends,
    summary: 'All that was said in a session: messages, comments, transfers, recordings.',
    query: NO_QUERY, body: NO_BODY, problems: ['not-found'], answer: { description: 'The history.', schema: answers.history },
    async handle({ operator, params }) {
      const history = await reader.history(operator.scope, params['id'] ?? '', params['protocol'] ?? '');
      return history === undefined ? noSuchSession() : answerJson(history);
    },
  }),
  createRoute({
    method: 'get', path: '/v1/connections/:id/sessions/:protocol/files/:message', operationId: 'readSessionFile', needs: 'see', mends,
    summary: 'The file of a message, or `recording:<number>` of a call.',
    query: NO_QUERY, body: NO_BODY, problems: ['not-found'], answer: { description: 'The file.', schema: answers.file, contentType: 'application/octet-stream' },
    async handle({ operator, params }) {
      const file = await reader.file(operator.scope, params['id'] ?? '', params['protocol'] ?? '', params['message'] ?? '');
      return file === undefined ? noSuchSession() : serveFile(file);
    },
  }),
];

const noSuchSession = (): Response => problem('not-found', 'There is no such session, or no such file in it, in the connections that this key reaches.');
