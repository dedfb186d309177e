import { createServer, type RequestListener } from 'node:http';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { launchToken as toExpress } from '../../examples/launch-tokens/express.ts';
import { launchToken as toFastify } from '../../examples/launch-tokens/fastify.ts';
import { launchTokens } from '../../examples/launch-tokens/hono.ts';
import { createLaunchTokenRoute } from '../../examples/launch-tokens/next.ts';
import { createLaunchTokenListener } from '../../examples/launch-tokens/node.ts';
import { BIANCA, CAIO, createDeskHub, PAGE, type DeskHub } from '../rig/desk-hub.ts';
import { OPERATOR_KEY } from '../rig/world.ts';

let hub: DeskHub;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  hub = await createDeskHub((end) => void ends.push(end));
  hub.neppo.saveAgent({ name: 'Caio Nunes', email: CAIO, chatToken: false });
  for (const [name, value] of Object.entries({ VINCULO_URL: hub.hubUrl, VINCULO_KEY: OPERATOR_KEY, PANEL_ORIGIN: PAGE })) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  for (const end of ends.splice(0)) await end();
});

/** What a page of each host is answered, for whoever is signed in. */
const HOSTS: Readonly<Record<string, (email: string | undefined) => Promise<Response>>> = {
  node: async (email) => await asked(createLaunchTokenListener(() => email)),
  hono: async (email) => await new Hono<{ Variables: { email?: string } }>()
    .use(async (context, next) => (email === undefined || context.set('email', email), await next()))
    .route('/', launchTokens).request('/launch-token', { method: 'POST' }),
  next: async (email) => await createLaunchTokenRoute(async () => email)(new Request('https://app.example.com.br/launch-token', { method: 'POST' })),
  // Express and Fastify are not installed here: what is used of them is stood in for.
  express: async (email) => {
    const answer = new Standing();
    await toExpress(email === undefined ? {} : { user: { email } }, answer);
    return answer.sent();
  },
  fastify: async (email) => {
    const answer = new Standing();
    return answer.json(await toFastify(email === undefined ? {} : { user: { email } }, answer)).sent();
  },
};

class Standing {
  #status = 200;
  #body: unknown;
  readonly #headers = new Headers();
  status(code: number): this {
    this.#status = code;
    return this;
  }
  code(code: number): this {
    return this.status(code);
  }
  set(name: string, value: string): this {
    this.#headers.set(name, value);
    return this;
  }
  header(name: string, value: string): this {
    return this.set(name, value);
  }
  json(body: unknown): this {
    this.#body = body;
    return this;
  }
  sent(): Response {
    return Response.json(this.#body, { status: this.#status, headers: this.#headers });
  }
}

async function asked(listener: RequestListener): Promise<Response> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  try {
    return await fetch(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/launch-token`, { method: 'POST', headers: { connection: 'close' } });
  } finally {
    server.close();
  }
}

const parseRefused = (text: string): { readonly text: string; readonly errors: readonly { readonly reason: string; readonly mend: string }[] } => JSON.parse(text) as ReturnType<typeof parseRefused>;
const parseMinted = (text: string): { readonly token: string; readonly origin: string } => JSON.parse(text) as { token: string; origin: string };

test.each(Object.entries(HOSTS))('PAN-13: a host on %s lets its agent in, and nobody else', async (_name, answerTo) => {
  const answer = await answerTo(BIANCA);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  const { token, origin } = parseMinted(await answer.text());
  expect((await hub.openSession(token, origin)).status).toBe(200);
  expect((await answerTo(undefined)).status).toBe(401);
  expect((await answerTo('nobody@empresa.example')).status).toBe(403);
});

test('AGT-01: who is no integrated agent is told which conditions fail, as the hub names them', async () => {
  const answer = await createLaunchTokenRoute(async () => CAIO)(new Request('https://app.example.com.br/launch-token', { method: 'POST' }));
  expect(answer.status).toBe(403);
  const { text, errors } = parseRefused(await answer.text());
  const [missing] = errors.filter(({ reason }) => reason === 'no-chat-token');
  expect(missing?.mend).toBeTruthy();
  expect(text).toContain(missing?.mend);
});

test('a key that does not reach the connection is told of by its name, and is no trouble of the network', async () => {
  await hub.post('/v1/connections', { id: 'globex', name: 'Globex' });
  vi.stubEnv('VINCULO_KEY', (await hub.hub.operators.add({ name: 'elsewhere', role: 'operate', connections: ['globex'] })).key);
  const answer = await createLaunchTokenRoute(async () => BIANCA)(new Request('https://app.example.com.br/launch-token', { method: 'POST' }));
  vi.stubEnv('VINCULO_KEY', OPERATOR_KEY);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('acme');
});

test('a hub that is away is no reason to fail', async () => {
  vi.stubEnv('VINCULO_URL', 'http://127.0.0.1:9');
  const answer = await createLaunchTokenRoute(async () => BIANCA)(new Request('https://app.example.com.br/launch-token', { method: 'POST' }));
  vi.stubEnv('VINCULO_URL', hub.hubUrl);
  expect(answer.status).toBe(502);
});
