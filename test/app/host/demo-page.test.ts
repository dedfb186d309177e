import { createServer, request as httpRequest, type Server } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createCrmPage, type CrmPage } from '../../../src/app/host/demo/crm-page.ts';
import { PANEL_AGENTS } from '../../../src/app/host/demo/furnishing.ts';
import { readPloomes } from '../../../src/app/host/demo/outside.ts';
import { OPERATOR_KEY } from '../../rig/world.ts';
import { createEmptyHub } from '../../rig/empty-hub.ts';
import { aDemo } from './a-demo.ts';
import { addPerson, aFolder, readyOf, runHost, startSession, until } from './host-process.ts';

const BRUNO = 'bruno.tavares@aurora.example';
const CAMILA = 'camila.nogueira@aurora.example';
const ELISA = 'elisa.moraes@aurora.example';

const tokenFor = async (page: string, agent: string, origin: string | undefined = page): Promise<Response> =>
  await fetch(`${page}/launch-token?agent=${agent}`, { method: 'POST', headers: origin === undefined ? {} : { origin } });

test('the page is of another origin than the hub, lets two agents in, and shows cards as the simulated Ploomes has them', async () => {
  const ready = await readyOf(runHost(['demo', '--port', '0', '--json']));
  expect(new URL(ready.panel).hostname).not.toBe(new URL(ready.hub).hostname);
  await addPerson(ready, 'Ana <b>Teste', '(11) 98765-4321');
  await startSession(ready, { phone: '5511987654321', name: 'Ana', group: 'Vendas' });
  const page = await until(async () => await (await fetch(ready.panel)).text(), (text) => text.includes('class="card"'));
  expect(page).toContain('Ana &lt;b>Teste');
  expect(page.match(/Entrar como [\p{L} ]+/gu)).toEqual(['Entrar como Bruno Tavares', 'Entrar como Camila Nogueira']);
  expect(page).not.toContain('data-hub');
  expect(page).not.toContain('escrevem sozinhos');

  const { headers, status } = await fetch(`${ready.panel}/?agent=${CAMILA}&lang=en`);
  expect([status, headers.get('content-security-policy')]).toEqual([200, expect.stringMatching(/^default-src 'none'; script-src 'self' http:\/\/127\.0\.0\.1:\d+; .*trusted-types 'none'$/)]);
  const entered = await (await fetch(`${ready.panel}/?agent=${CAMILA}&lang=en`)).text();
  expect(entered).toContain('You are Camila Nogueira');
  expect(entered).toContain(`data-hub="${ready.hub}"`);
  expect(entered).not.toContain('chooser');
  expect(await (await fetch(`${ready.panel}/?agent=${ELISA}`)).text()).toContain('chooser');
});

test('a record that is opened is marked, in its own funnel', async () => {
  const demo = await aDemo();
  const [sales, support] = ['Funil de vendas', 'Suporte'].map((name) => demo.ploomes.rows('Deals@Pipelines').find((row) => row['Name'] === name)?.Id ?? 0);
  const { Id: ana } = demo.ploomes.addContact({ name: 'Ana Teste', phone: '(11) 98765-4321' });
  const make = async (Title: string, PipelineId: number | undefined): Promise<number> => {
    await fetch(`${demo.ploomes.url}/Deals`, { method: 'POST', headers: { 'user-key': demo.ploomes.userKey, 'content-type': 'application/json' }, body: JSON.stringify({ Title, ContactId: ana, PipelineId }) });
    return demo.ploomes.rows('Deals').at(-1)?.Id ?? 0;
  };
  const first = await make('Primeiro', sales);
  const second = await make('Segundo', support);
  const shows = async (query: string): Promise<string> => await (await fetch(`${demo.page.url}/?${query}`)).text();
  expect(await shows('')).toMatch(/data-deal="\d+"><strong>Primeiro/);
  expect(await shows(`record=deal/${second}`)).toMatch(new RegExp(`Card aberto: Segundo.*data-deal="${second}" aria-current="true"`, 's'));
  expect(await shows(`funnel=${sales}&record=contact/${ana}`)).toMatch(/Contato: Ana Teste, 2 cards.*Segundo/s);
  expect(await shows(`funnel=${support}`)).not.toContain('aria-current="true"');
  expect(await shows(`record=deal/${first + 1_000}`)).not.toContain('aria-current="true"');
  demo.ploomes.update('Deals@Pipelines', support ?? 0, { Archived: true });
  expect(await shows('')).not.toContain('Suporte');
});

test("tokens are minted for the demo's two agents alone, for the page itself alone, and the operator's key stays behind", async () => {
  const demo = await aDemo();
  const { url } = demo.page;
  const minted = await tokenFor(url, BRUNO);
  const said = await minted.text();
  expect([minted.status, said]).toEqual([200, expect.stringContaining('"token":"vnl_') as unknown]);
  expect((await tokenFor(url, ELISA)).status).toBe(403);
  expect((await tokenFor(url, BRUNO, demo.hubUrl)).status).toBe(403);
  expect((await fetch(`${url}/launch-token?agent=${BRUNO}`, { method: 'POST' })).status).toBe(403);
  expect((await fetch(`${url}/launch-token?agent=${BRUNO}`)).status).toBe(405);
  const all = await Promise.all(['/', `/?agent=${BRUNO}`, '/crm.js', '/crm.css', '/nope'].map(async (path) => {
    const answer = await fetch(`${url}${path}`);
    return `${JSON.stringify([...answer.headers])} ${await answer.text()}`;
  }));
  expect([...all, said].filter((text) => [demo.keys.operatorKey, demo.keys.secretKey, demo.ploomes.userKey].some((secret) => text.includes(secret)))).toEqual([]);
});

test('under another name of this machine the page sends on to its own, and mints nothing', async () => {
  const { page: { url } } = await aDemo();
  const other = url.replace('localhost', '127.0.0.1');
  const sent = await fetch(`${other}/?lang=en`, { redirect: 'manual' });
  expect([sent.status, sent.headers.get('location')]).toEqual([307, `${url}/?lang=en`]);
  expect((await tokenFor(other, BRUNO, url)).status).toBe(403);
  const asked = httpRequest(`${other}/launch-token?agent=${BRUNO}`, { method: 'POST', headers: { host: 'rebound.example', origin: url } }).end();
  expect((await once(asked, 'response')).map(statusOf)).toEqual([403]);
});

const statusOf = (response: unknown): unknown => (typeof response === 'object' && response !== null && 'statusCode' in response ? response.statusCode : undefined);

test('where the panel was not built the page says what to run', async () => {
  const hub = await createEmptyHub(onTestFinished, { hub: { uiFolder: join(aFolder(), 'nothing') } });
  const page = createCrmPage({
    origin: 'http://localhost:1', hubUrl: hub.hubUrl, connection: 'demo', operatorKey: OPERATOR_KEY, agents: PANEL_AGENTS, language: 'pt-BR', ploomes: async () => await readPloomes(hub.ploomes),
  });
  const said = await textOf(page, `http://localhost:1/?agent=${BRUNO}`);
  expect(said).toContain('npm run build:ui');
  expect(said).not.toContain('data-hub');
});

const textOf = async (page: CrmPage, address: string): Promise<string> => await (await page.fetch(new Request(address))).text();

test('started again on other ports, the new origin takes the place of the old one, and leaves those that people added', async () => {
  const db = join(aFolder(), 'demo.db');
  const first = await aDemo({ db });
  await first.hub.connections.setOptions('demo', { panelOrigins: [...first.connection.options.panelOrigins, 'https://crm.example'] });
  await first.close();
  const second = await aDemo({ db });
  expect(second.page.url).not.toBe(first.page.url);
  expect(second.connection.options.panelOrigins).toEqual(['https://crm.example', second.page.url]);
  expect((await tokenFor(second.page.url, CAMILA)).status).toBe(200);
});

test('--port takes the fifth port for the page', async () => {
  const port = await aTakenPortAfterFreeOnes(4);
  const refused = runHost(['demo', '--port', String(port - 4), '--json']);
  expect(await refused.ended()).toBe(2);
  expect(refused.stderr()).toContain(`porta ${port}`);
});

/** Tries until the ports before a taken one are free. */
async function aTakenPortAfterFreeOnes(count: number): Promise<number> {
  for (;;) {
    const taken = await listeningAt(0);
    const port = taken === undefined ? 0 : portOf(taken);
    const before = await Promise.all(Array.from({ length: count }, async (_, at) => await listeningAt(port - 1 - at)));
    for (const server of before) server?.close();
    if (taken !== undefined && before.every((server) => server !== undefined)) {
      onTestFinished(() => void taken.close());
      return port;
    }
    taken?.close();
  }
}

async function listeningAt(port: number): Promise<Server | undefined> {
  const server = createServer().listen(port, '127.0.0.1');
  return await once(server, 'listening').then(() => server, () => undefined);
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
