import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createAgentRoute, createUploadRoute, type AgentAsked, type AgentRoute } from '../../../src/adapters/http/agent-route.ts';
import { answerJson } from '../../../src/adapters/http/answer.ts';
import { createHttpEntry } from '../../../src/adapters/http/index.ts';
import { NO_BODY } from '../../../src/adapters/http/route.ts';
import { InputRejected } from '../../../src/domain/index.ts';
import { instantOf } from '../../../src/domain/kernel/instant.ts';
import type { AgentPass } from '../../../src/ports/index.ts';
import { anAgentId } from '../../builders/a-message.ts';
import { parseConnection } from '../../rig/desk-hub.ts';
import { aDriving, KEY, toHub } from './driving.ts';

const pass: AgentPass = { connection: parseConnection('c-1'), agent: anAgentId(11), origin: 'https://app.ploomes.com', expiresAt: instantOf(Date.UTC(2099, 0)) };
const BEARER = 'vna_an-agents-bearer';
const answer = { description: 'What came.', schema: z.unknown() };

/** A hub with one agent, whose routes answer what they were asked. */
function aDesk() {
  const asked: Omit<AgentAsked<unknown, unknown>, 'request'>[] = [];
  const noted = async ({ request: _request, ...rest }: AgentAsked<unknown, unknown>): Promise<Response> => answerJson({ asked: asked.push(rest) });
  const common = { needs: 'agent', mends: { text: 'send a text' }, summary: '', problems: [], answer } as const;
  const routes: readonly AgentRoute[] = [
    createAgentRoute({ ...common, method: 'get', path: '/v1/desk/things/:id', operationId: 'showThing', query: z.strictObject({ tab: z.enum(['open', 'closed']).optional() }), body: NO_BODY, handle: noted }),
    createAgentRoute({ ...common, method: 'post', path: '/v1/desk/things', operationId: 'makeThing', repeatKey: 'needed', query: z.strictObject({}), body: z.strictObject({ text: z.string() }), handle: noted }),
    createAgentRoute({ ...common, method: 'post', path: '/v1/desk/refusals', operationId: 'refuseThing', query: z.strictObject({}), body: z.strictObject({}), handle: async () => { throw new InputRejected('input.name-missing', 'no', { field: 'text' }); } }),
    createUploadRoute({ ...common, method: 'post', path: '/v1/desk/files', operationId: 'takeFile', query: z.strictObject({}), body: NO_BODY, mostBytes: 8, handle: noted }),
  ];
  const driving = aDriving();
  const entry = createHttpEntry({
    ...driving, agents: { ...driving.agents, routes, access: { ...driving.agents.access, authorize: async (bearer) => (bearer === BEARER ? pass : 'refused') } },
  });
  const ask = async (path: string, { headers, ...init }: RequestInit = {}) =>
    await entry(toHub(path, { ...init, headers: { authorization: `Bearer ${BEARER}`, ...Object.fromEntries(new Headers(headers)) } }));
  const post = async (path: string, body: BodyInit, headers: Readonly<Record<string, string>> = {}) => await ask(path, { method: 'POST', body, headers });
  return { asked, entry, ask, post };
}
const fieldsOf = async (response: Response): Promise<readonly string[]> =>
  z.looseObject({ errors: z.array(z.looseObject({ field: z.string() })) }).parse(await response.json()).errors.map(({ field }) => field);

describe("agents' routes", () => {
  test('are asked in the name of the agent of the bearer', async () => {
    const { ask, asked } = aDesk();
    expect((await ask('/v1/desk/things/7?tab=open')).status).toBe(200);
    expect(asked).toEqual([{ pass, params: { id: '7' }, query: { tab: 'open' }, body: undefined, key: '' }]);
  });

  test.each([{}, { authorization: 'Bearer vna_another' }, { authorization: `Bearer ${KEY}` }, { authorization: `Basic ${BEARER}` }])('let nobody else in: %j', async (headers) => {
    const { entry, asked } = aDesk();
    const response = await entry(toHub('/v1/desk/things/7', { headers }));
    expect([response.status, response.headers.get('www-authenticate'), asked]).toEqual([401, 'Bearer realm="vinculo-desk"', []]);
    expect(await response.json()).toMatchObject({ type: 'urn:vinculo:problem:pass-refused' });
  });

  test('an agent’s bearer opens no operators’ route', async () => {
    const { ask } = aDesk();
    for (const path of ['/v1/deliveries', '/metrics', '/v1/connections']) expect((await ask(path)).status).toBe(401);
  });

  test('what is not asked for is refused, naming the field', async () => {
    const { ask, post, asked } = aDesk();
    expect(await fieldsOf(await ask('/v1/desk/things/7?tab=lost'))).toEqual(['tab']);
    expect(await fieldsOf(await ask('/v1/desk/things/7?other=1'))).toEqual(['other']);
    expect(await fieldsOf(await post('/v1/desk/things', '{"text":1}', { 'idempotency-key': 'k1' }))).toEqual(['text']);
    expect(asked).toEqual([]);
  });

  test('a wish that is carried out once needs its key', async () => {
    const { post, asked } = aDesk();
    for (const key of [undefined, '', 'with space', 'x'.repeat(201)]) {
      expect(await fieldsOf(await post('/v1/desk/things', '{"text":"oi"}', key === undefined ? {} : { 'idempotency-key': key }))).toEqual(['Idempotency-Key']);
    }
    expect((await post('/v1/desk/things', '{"text":"oi"}', { 'idempotency-key': 'k1' })).status).toBe(200);
    expect(asked).toMatchObject([{ body: { text: 'oi' }, key: 'k1' }]);
  });

  test('a refusal from further in is told with its field and mend', async () => {
    const response = await aDesk().post('/v1/desk/refusals', '{}');
    expect([response.status, await response.json()]).toMatchObject([400, { errors: [{ field: 'text', mend: 'send a text' }] }]);
  });

  test('a file is taken as it is, up to its size', async () => {
    const { post, asked } = aDesk();
    expect((await post('/v1/desk/files', Uint8Array.of(0, 255, 10))).status).toBe(200);
    expect(asked).toMatchObject([{ body: Uint8Array.of(0, 255, 10) }]);
    const refused = await post('/v1/desk/files', new Uint8Array(9));
    expect([refused.status, await refused.json()]).toMatchObject([413, { detail: expect.stringContaining('8 bytes') as unknown }]);
  });

  test('the reference tells who may, what the body is, and which key is needed', async () => {
    const { paths } = z.object({ paths: z.record(z.string(), z.record(z.string(), z.looseObject({}))) }).parse(await (await aDesk().entry(toHub('/v1/openapi.json'))).json());
    expect(paths['/v1/desk/things']?.['post']).toMatchObject({ security: [{ agentBearer: [] }], parameters: [{ name: 'Idempotency-Key', required: true }] });
    expect(paths['/v1/desk/files']?.['post']).toMatchObject({ requestBody: { content: { 'application/octet-stream': {} } }, parameters: [] });
    expect(paths['/v1/desk/stream']?.['get']).toMatchObject({ responses: { 200: { content: { 'text/event-stream': {} } }, 401: { description: expect.stringMatching(/^pass-refused/) as unknown } } });
    expect(paths['/v1/session']?.['post']).toMatchObject({ security: [], parameters: [] });
    expect(paths['/v1/launch-tokens']?.['post']).not.toHaveProperty('security');
  });
});
