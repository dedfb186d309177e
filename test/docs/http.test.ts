import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { textOf } from './pages.ts';

const page = textOf('docs/reference/http.md');
const sources = readdirSync('src/adapters/http').map((name) => textOf(`src/adapters/http/${name}`)).join('\n');

test('the page of the HTTP interface names every route and no other', () => {
  const served = [...sources.matchAll(/app\.(get|post)\('([^']+)'/g)].map(([, method = '', path = '']) => `${method.toUpperCase()} ${path}`);
  const hooks = ['neppo', 'ploomes'].map((system) => `POST /hooks/${system}/:token`);
  const told = [...page.matchAll(/^\| `((?:GET|POST) [^`]+)` \|/gm)].map(([, route]) => route);
  expect(served.length).toBeGreaterThan(4);
  expect(new Set(told)).toEqual(new Set([...served, ...hooks]));
});

test('the page of the HTTP interface names every problem with its status', () => {
  const table = [...sources.matchAll(/^ {2}'?([\w-]+)'?: \{ status: (\d{3}), title/gm)].map(([, kind, status]) => `${kind} ${status}`);
  const told = [...page.matchAll(/^\| `([\w-]+)` \| (\d{3}) \|/gm)].map(([, kind, status]) => `${kind} ${status}`);
  expect(table.length).toBeGreaterThan(6);
  expect(told).toEqual(table);
  const ofNode = [...textOf('src/adapters/node/node-listener.ts').matchAll(/urn:vinculo:problem:([\w-]+)/g)].map(([, kind = '']) => kind);
  expect(ofNode.filter((kind) => !page.includes(`\`${kind}\``))).toEqual([]);
});
