import * as z from 'zod';
import { PROBLEMS, type ProblemKind } from './problem.ts';
import type { Route } from './route.ts';

/** What may be answered to any request with a key. */
const ALWAYS: readonly ProblemKind[] = ['bearer-refused', 'failed', 'unavailable'];
const ALWAYS_TO_GET: readonly ProblemKind[] = [...ALWAYS, 'input-invalid'];
const ALWAYS_TO_POST: readonly ProblemKind[] = [...ALWAYS_TO_GET, 'body-unreadable', 'body-too-large', 'idempotency-key-reused', 'request-under-way'];

const faults = z.array(z.object({ field: z.string(), reason: z.string(), mend: z.string() }));
const problemDocument = z.object({
  type: z.string().describe('`urn:vinculo:problem:` and a word; programs go by it.'),
  title: z.string(), status: z.number().int(), detail: z.string().describe('What happened, and what to do.'),
  errors: faults.optional().describe('What is wrong with the request, by field.'),
});

/** The reference of `/v1` for programs (OpenAPI 3.1), made from the very schemas that requests are read with. */
export function composeOpenApi(routes: readonly Route[]): object {
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
      securitySchemes: { operatorKey: { type: 'http', scheme: 'bearer', description: "An operator's key." } },
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

function operationOf(route: Route, tell: Teller): object {
  const { method, operationId, summary, needs, answer } = route;
  return {
    operationId, summary,
    description: needs === 'operate' ? 'Needs a key that may operate.' : 'Any key may ask this.',
    parameters: [...pathParameters(route.path), ...queryParameters(tell(route.query, 'input')), ...(method === 'post' && route.answerIs !== 'shown-once' ? [IDEMPOTENCY_KEY] : [])],
    ...(method === 'post' ? { requestBody: { required: true, content: { 'application/json': { schema: tell(route.body, 'input') } } } } : {}),
    responses: {
      200: { description: answer.description, content: { 'application/json': { schema: tell(answer.schema, 'output') } } },
      ...problemsOf(route),
    },
  };
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 200 },
  description: 'Sent again with the same key within 24 hours, the request is answered alike and carried out once.',
};

const pathParameters = (path: string): readonly object[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));

const queryParameters = ({ properties = {}, required = [] }: Json): readonly object[] =>
  Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }));

function problemsOf({ method, needs, problems }: Route): object {
  const kinds = [...(method === 'post' ? ALWAYS_TO_POST : ALWAYS_TO_GET), ...(needs === 'operate' ? ['not-allowed'] as const : []), ...problems];
  const byStatus = Map.groupBy(new Set(kinds), (kind) => PROBLEMS[kind].status);
  return Object.fromEntries([...byStatus].map(([status, those]) => [status, {
    description: those.map((kind) => `${kind}: ${PROBLEMS[kind].title}.`).join(' '),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }]));
}
