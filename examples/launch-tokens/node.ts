import type { IncomingMessage, ServerResponse } from 'node:http';
import { mintLaunchToken } from './mint.ts';

/** Answers `POST /launch-token`; `emailOf` reads your own session. */
export const createLaunchTokenListener = (emailOf: (request: IncomingMessage) => string | undefined) => (request: IncomingMessage, response: ServerResponse): void => {
  const email = request.method === 'POST' && request.url === '/launch-token' ? emailOf(request) : undefined;
  if (email === undefined) return void response.writeHead(401).end();
  void mintLaunchToken(email).then(({ status, body }) =>
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body)));
};
// createServer(createLaunchTokenListener((request) => sessions.get(request.headers.cookie)?.email)).listen(3000);
