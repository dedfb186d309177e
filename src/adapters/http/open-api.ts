import * as z from 'zod';
import { PROBLEMS, type ProblemKind } from './problem.ts';
import type { RouteDescription } from './route.ts';

/** What may be answered to any request with a key. */
const ALWAYS: readonly ProblemKind[] = ['failed', 'unavailable'];
const ALWAYS_TO_GET: readonly ProblemKind[] = [...ALWAYS, 'input-invalid'];
const ALWAYS_TO_POST: readonly ProblemKind[] = [...ALWAYS_TO_GET, 'body-unreadable', 'body-too-large'];
const ALWAYS_TO_OPERATORS: readonly ProblemKind[] = ['bearer-refused', 'idempotency-key-reused', 'request-under-way'];

const faults = z.array(z.object({ field: z.string(), reason: z.string(), mend: z.string() }));
const problemDocument = z.object({
  type: z.string().describe('`urn:vinculo:problem:` and a word; programs go by it.'),
  title: z.string(), status: z.number().int(), detail: z.string().describe('What happened, and what to do.'),
  errors: faults.optional().describe('What is wrong with the request, by field.'),
});

/** The reference of `/v1` for programs (OpenAPI 3.1), made from the very schemas that requests are read with. */
export function composeOpenApi(routes: readonly RouteDescription[]): object {
  const schemas: Record<string, unknown> = {};
  const tell: Teller = (schema, io) => {
    const { $schema: _dialect, $defs = {}, ...json } = z.toJSONSchema(schema, { io });
    for (const [name, definition] of Object.entries($defs)) schemas[name] = inComponents(definition);
    return inComponents(json);
  };
  schemas['Problem'] = tell(problemDocument, 'output');
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) (paths[templateOf(route.path)] ??= {})[route.method] = operationOf(route, tell);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Vínculo', version: 'v1',
      description: 'Fields and routes may be added; what is there stays as it is while the path begins with /v1. See the reference of the HTTP interface.',
    },
    security: [{ operatorKey: [] }],
    paths,
    components: {
      securitySchemes: { operatorKey: { type: 'http', scheme: 'bearer', description: "An operator's key." },
        agentBearer: { type: 'http', scheme: 'bearer', description: "An agent's bearer, from `POST /v1/session`. It opens the routes below `/v1/desk` and no others, which no operator's key opens." },
      },
      schemas,
    },
  };
}

/** `/v1/deliveries/:id` as OpenAPI writes it. */
const templateOf = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}');

type Json = z.core.JSONSchema.JSONSchema;

/** The JSON Schema of what is sent (`input`) or answered (`output`); what has a name of its own is told once, among the components. */
type Teller = (schema: z.ZodType, io: 'input' | 'output') => Json;

const inComponents = (schema: Json): Json => parseJson(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));

const parseJson = (text: string): Json => JSON.parse(text) as Json;

function operationOf(route: RouteDescription, tell: Teller): object {
  const { method, operationId, summary, needs, answer } = route;
  return {
    operationId, summary,
    description: NEEDED[needs],
    ...(needs === 'agent' ? { security: [{ agentBearer: [] }] } : needs === 'token' ? { security: [] } : {}),
    parameters: [...pathParameters(route.path), ...queryParameters(tell(route.query, 'input')), ...keyParameters(route)],
    ...(method === 'post' ? { requestBody: { required: true, content: contentOf(route, tell) } } : {}),
    responses: {
      200: { description: answer.description, content: { [answer.contentType ?? 'application/json']: { schema: tell(answer.schema, 'output') } } },
      ...problemsOf(route),
    },
  };
}

const NEEDED: Readonly<Record<RouteDescription['needs'], string>> = {
  see: 'Any key may ask this.', operate: 'Needs a key that may operate.', agent: "Needs an agent's bearer.", token: 'Needs no key: the token in the body stands for one.',
};

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 200 },
  description: 'Sent again with the same key within 24 hours, the request is answered alike and carried out once.',
};

const contentOf = ({ bodyIs, body }: RouteDescription, tell: Teller): object =>
  bodyIs === 'bytes' ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } : { 'application/json': { schema: tell(body, 'input') } };

/** What an agent wants is carried out once for its key, for as long as the session is kept; what an operator wants, for a day. */
function keyParameters({ method, needs, answerIs, repeatKey }: RouteDescription): readonly object[] {
  if (repeatKey === 'needed') return [{ ...IDEMPOTENCY_KEY, required: true, description: 'Sent again with the same key, the request is carried out once.' }];
  return method === 'post' && answerIs !== 'shown-once' && needs !== 'agent' ? [IDEMPOTENCY_KEY] : [];
}

const pathParameters = (path: string): readonly object[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));

const queryParameters = ({ properties = {}, required = [] }: Json): readonly object[] =>
  Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }));

function problemsOf({ method, needs, problems }: RouteDescription): object {
  const toOperators = ALWAYS_TO_OPERATORS.slice(0, method === 'post' ? ALWAYS_TO_OPERATORS.length : 1);
  const kinds = [...(needs === 'agent' ? ['pass-refused'] as const : needs === 'token' ? [] : toOperators), ...(method === 'post' ? ALWAYS_TO_POST : ALWAYS_TO_GET), ...(needs === 'operate' ? ['not-allowed'] as const : []), ...problems];
  const byStatus = Map.groupBy(new Set(kinds), (kind) => PROBLEMS[kind].status);
  return Object.fromEntries([...byStatus].map(([status, those]) => [status, {
    description: those.map((kind) => `${kind}: ${PROBLEMS[kind].title}.`).join(' '),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }]));
}
