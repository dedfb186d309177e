import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import type { DeskHub } from '../../../rig/desk-hub.ts';
import type { Sides } from './build-sides.ts';
import { createHubFront, type HubFront } from './hub-front.ts';
import { listenAs } from './listen.ts';
import { bareCrm, crmPage, EVIL_HELLO, framing, hostileWithoutPolicy } from './scene-pages.ts';

/** A hub that serves the probe in the panel's place, a CRM whose page holds it, and somebody hostile, all of different sites. */
export interface Scene {
  readonly hub: DeskHub;
  readonly agent: string;
  readonly front: HubFront;
  readonly crm: string;
  readonly evil: string;
  /** Tokens that the CRM's back end was asked for. */
  readonly tokens: () => number;
  /** Opens a page in a profile of its own. */
  open(address: string): Promise<Page>;
  close(): Promise<void>;
}

export async function openScene(browser: Browser, { uiFolder, hubSide: { createDeskHub, createUiPages, toNodeListener, BIANCA } }: Sides): Promise<Scene> {
  const ends: (() => Promise<void>)[] = [];
  const hub = await createDeskHub((end) => void ends.push(end));
  let tokens = 0;
  let kept: string | undefined;

  /** What the CRM's back end answers: whatever the hub said, as it stands; a token of yesterday, or one that was given before, where the page wants that. */
  async function tokenFor(wish: string): Promise<{ readonly status: number; readonly text: string }> {
    tokens += 1;
    if (wish.includes('same') && kept !== undefined) return { status: 200, text: kept };
    const { status, text } = await hub.launch({ agent: wish.includes('stranger') ? 'nobody@empresa.example' : BIANCA, origin: crm.origin });
    if (wish.includes('late')) hub.clock.advance(61_000);
    kept = text;
    return { status, text };
  }

  const evil = await listenAs('evil.localhost', (request, response) => {
    const pages: Readonly<Record<string, string>> = { '/': framing(`${front.origin}/panel/acme`), '/hello': EVIL_HELLO, '/unguarded': hostileWithoutPolicy(front.origin) };
    response.writeHead(200, { 'content-type': 'text/html' }).end(pages[request.url ?? '/'] ?? '');
  });
  const crm = await listenAs('localhost', (request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://crm');
    if (pathname === '/token') return void tokenFor(search).then(({ status, text }) => response.writeHead(status, { 'content-type': 'application/json' }).end(text));
    response.writeHead(200, { 'content-type': 'text/html' }).end(pathname === '/bare' ? bareCrm(front.origin) : pathname === '/sibling' ? '<title>sibling</title>' : crmPage(front.origin));
  });
  await hub.hub.connections.setOptions('acme', { panelOrigins: [crm.origin] });
  const ui = createUiPages({ folder: uiFolder, origins: async (connection) => (connection === 'acme' ? [crm.origin] : []) });
  const front = await createHubFront({ toNodeListener, serve: async (request) => (await ui(request)) ?? await hub.hub.fetch(request) });

  const contexts: BrowserContext[] = [];
  return {
    hub, agent: BIANCA, front, crm: crm.origin, evil: evil.origin, tokens: () => tokens,
    async open(address) {
      const context = await browser.newContext();
      contexts.push(context);
      const page = await context.newPage();
      await page.goto(address);
      return page;
    },
    async close() {
      await Promise.all(contexts.map(async (context) => await context.close()));
      await Promise.all([evil.close(), crm.close(), front.close()]);
      for (const end of ends) await end();
    },
  };
}

/** The panel's frame, as soon as its script runs. */
export async function panelOf(page: Page): Promise<Frame> {
  return await until(async () => {
    const frame = page.frames().find((each) => each.url().includes('/panel/'));
    return frame !== undefined && await frame.evaluate("'probe' in window").catch(() => false) === true ? frame : undefined;
  });
}

const PATIENCE_MS = 8_000;

/** @throws when nothing came of it in time. */
export async function until<Value>(look: () => Promise<Value | undefined | false>): Promise<Value> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  throw new Error('It did not come about in time.');
}
