import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createLaunchTokenListener } from '../../examples/launch-tokens/node.ts';
import { words } from '../../src/app/wording/index.ts';
import { BIANCA, createDeskHub, type DeskHub } from '../rig/desk-hub.ts';
import { OPERATOR_KEY } from '../rig/world.ts';
import { openChromium } from '../web/browser/chromium.ts';
import { blocksOf } from './pages.ts';

const HUB = 'https://hub.example.com.br';
const GUIDE = 'docs/guides/embed-the-panel.md';
const [page = '', line = ''] = blocksOf(GUIDE).filter(({ language }) => language === 'html').map(({ text }) => text);

let browser: Browser;
let hub: DeskHub;
let host: Server;
let origin: string;
const sessions: number[] = [];
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
  [browser, hub] = await Promise.all([openChromium(), createDeskHub((end) => void ends.push(end))]);
  const policy = `default-src 'none'; script-src 'unsafe-inline' ${hub.hubUrl}; frame-src ${hub.hubUrl}; connect-src 'self'`;
  const token = createLaunchTokenListener(({ headers }) => (headers.referer?.includes('stranger') ? 'nobody@empresa.example' : BIANCA));
  host = createServer((request, response) => {
    if (request.method === 'POST') return token(request, response);
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy }).end((request.url === '/line' ? line : page).replaceAll(HUB, hub.hubUrl));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => host.once('listening', resolve));
  origin = `http://localhost:${parsePort(host.address())}`;
  await hub.hub.connections.setOptions('acme', { panelOrigins: [origin] });
  for (const [name, value] of Object.entries({ VINCULO_URL: hub.hubUrl, VINCULO_KEY: OPERATOR_KEY, PANEL_ORIGIN: origin })) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await browser.close();
  host.closeAllConnections();
  host.close();
  for (const end of ends.splice(0)) await end();
});

/** The page in a browser of its own; what it asked, was told and said. */
async function open(path: string): Promise<{ readonly context: BrowserContext; readonly held: Page; readonly bearers: ReadonlySet<string>; readonly told: readonly string[] }> {
  const context = await browser.newContext();
  const [bearers, told] = [new Set<string>(), [] as string[]];
  context.on('console', (message) => void told.push(message.text()));
  context.on('request', (request) => {
    told.push(request.url());
    const bearer = request.headers()['authorization']?.replace('Bearer ', '');
    if (bearer !== undefined) bearers.add(bearer);
  });
  context.on('response', (response) => void (response.url().endsWith('/v1/session') && sessions.push(response.status())));
  const held = await context.newPage();
  await held.goto(`${origin}${path}`);
  return { context, held, bearers, told };
}

const panelIn = (held: Page): Frame | undefined => held.frames().find((frame) => frame.url().includes('/panel/acme'));

describe('the panel in a page, as the guide puts it there', () => {
  test.each(['/', '/line'])('PAN-13: lets the agent in: %s', async (path) => {
    const { held, context } = await open(path);
    await expect.poll(() => sessions.at(-1), { timeout: 10_000 }).toBe(200);
    await expect.poll(async () => await panelIn(held)?.locator('[role=tab], [role=tablist]').count(), { timeout: 10_000 }).toBeGreaterThan(0);
    sessions.length = 0;
    await context.close();
  });

  test('C15: shows whoever is no agent why', async () => {
    const { held, context } = await open('/?stranger');
    await expect.poll(async () => await panelIn(held)?.locator('body').innerText(), { timeout: 10_000 }).toContain(words['pt-BR'].desk.passRefusal['agent-unknown'].text);
    await context.close();
  });

  test('B20: the bearer stands in no storage, no address and no log', async () => {
    const { held, context, bearers, told } = await open('/');
    await expect.poll(() => bearers.size, { timeout: 10_000 }).toBeGreaterThan(0);
    await expect.poll(async () => await panelIn(held)?.locator('[role=tab]').count(), { timeout: 10_000 }).toBeGreaterThan(0);
    const stored = await Promise.all(held.frames().map(async (frame) => await frame.evaluate(
      "(async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, await indexedDB.databases(), await caches.keys().catch(() => []), document.documentElement.outerHTML, Object.keys(window).map((name) => { try { return JSON.stringify(window[name]); } catch { return ''; } })]))()")));
    const everywhere = JSON.stringify([stored, told, hub.logged, await context.cookies(), await context.storageState()]);
    for (const bearer of bearers) expect(everywhere).not.toContain(bearer.slice(0, 12));
    expect(everywhere).not.toMatch(/vn[la]_\w{8}/);
    expect([...bearers].every((bearer) => /^vna_\w{8}/.test(bearer))).toBe(true);
    await context.close();
  });
});

const parsePort = (address: unknown): number => (address as AddressInfo).port;
