import { readdirSync } from 'node:fs';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { addAgentRoutes } from '../../src/adapters/http/agent-side.ts';
import { deskRoutes } from '../../src/adapters/http/desk-routes.ts';
import { addHookRoutes } from '../../src/adapters/http/hook-routes.ts';
import { createHttpEntry } from '../../src/adapters/http/index.ts';
import { addOperatorRoutes } from '../../src/adapters/http/operator-routes.ts';
import { sendRoutes } from '../../src/adapters/http/send-routes.ts';
import type { AgentDesk, SendDesk } from '../../src/ports/index.ts';
import { aDriving, toHub } from '../adapters/http/driving.ts';
import { textOf } from './pages.ts';

const page = textOf('docs/reference/http.md');
const sources = readdirSync('src/adapters/http').filter((name) => name.endsWith('.ts')).map((name) => textOf(`src/adapters/http/${name}`)).join('\n');

const app = new Hono();
addHookRoutes(app, aDriving().intake, aDriving().telemetry);
addOperatorRoutes(app, aDriving());
// Nobody is asked anything here: routes are told by themselves.
const parseDesk = (nobody: object): AgentDesk & SendDesk => nobody as AgentDesk & SendDesk;
const agents = { ...aDriving().agents, routes: [...deskRoutes(parseDesk({})), ...sendRoutes(parseDesk({}))] };
addAgentRoutes(app, { ...agents, telemetry: aDriving().telemetry });
const served = [...new Set(app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`))];

test('openapi.json names every route of /v1 and no other', async () => {
  const document: unknown = await (await createHttpEntry({ ...aDriving(), agents })(toHub('/v1/openapi.json'))).json();
  const { paths } = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) }).parse(document);
  const told = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`));
  const ofV1 = served.filter((route) => route.includes(' /v1/'));
  expect(ofV1.length).toBeGreaterThan(6);
  expect(new Set([...told, 'GET /v1/openapi.json'])).toEqual(new Set(ofV1));
});

test('the page of the HTTP interface names every route and no other', () => {
  const told = [...page.matchAll(/^\| `((?:GET|POST) [^`]+)` \|/gm)].map(([, route]) => route);
  expect(served.length).toBeGreaterThan(10);
  expect(new Set(told)).toEqual(new Set(served));
});

test('the page of the HTTP interface names every problem with its status', () => {
  const table = [...sources.matchAll(/^ {2}'?([\w-]+)'?: \{ status: (\d{3}), title/gm)].map(([, kind, status]) => `${kind} ${status}`);
  const told = [...page.matchAll(/^\| `([\w-]+)` \| (\d{3}) \|/gm)].map(([, kind, status]) => `${kind} ${status}`);
  expect(table.length).toBeGreaterThan(6);
  expect(told).toEqual(table);
  const ofNode = [...textOf('src/adapters/node/node-listener.ts').matchAll(/urn:vinculo:problem:([\w-]+)/g)].map(([, kind = '']) => kind);
  expect(ofNode.filter((kind) => !page.includes(`\`${kind}\``))).toEqual([]);
});
