import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { epochMsOf } from '../../../../src/domain/index.ts';
import { BIANCA, CAIO } from '../../../rig/desk-hub.ts';
import { createHandWoundWorld, type HandWoundWorld } from '../../../rig/hand-wound.ts';
import { createWorld, type World, type WorldOptions } from '../../../rig/world.ts';
import { setBrowserClock, type BrowserClock } from './browser-clock.ts';
import { openNetwork, type Network } from './network.ts';
import { openCrmPage } from './crm-page.ts';
import { watchPolicy } from './watch-policy.ts';

export { BIANCA, CAIO };

/** How an agent's browser is set up. */
export interface Seating {
  readonly locale?: 'pt-BR' | 'en';
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** The browser's own wishes. */
  readonly media?: Parameters<Page['emulateMedia']>[0];
  /** Run in every page before its own scripts. */
  readonly before?: string;
}

/** An agent's browser with the panel in the CRM's page. */
export interface Seat {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly panel: Frame;
  /** Of a stage under a clock that the test winds: what the browser takes the time to be. */
  readonly clock: BrowserClock;
  /** What a policy of the hub's or of the page's refused, and what was thrown and caught by nobody. */
  readonly refusals: readonly string[];
}

/** A hub with simulators, a page of the CRM that holds the panel, and agents who sit down before it. */
export interface Stage<Outside extends World = World> {
  readonly world: Outside;
  /** Between the browsers and the hub. */
  readonly network: Network;
  readonly crmUrl: string;
  /** Opens the CRM's page as that agent does, each in a browser profile of its own. */
  sitDown(agent: string, seating?: Seating): Promise<Seat>;
  close(): Promise<void>;
}

/** The hub under the real clock. */
export const openStage = async (browser: Browser, options: WorldOptions = {}): Promise<Stage> => await stageOf(browser, options, createWorld);

/** Hub and simulators under a clock that the test winds; the browser shows the same day. */
export const openHandWoundStage = async (browser: Browser, options: WorldOptions = {}): Promise<Stage<HandWoundWorld>> => await stageOf(browser, options, createHandWoundWorld);

async function stageOf<Outside extends World>(browser: Browser, options: WorldOptions, create: (options: WorldOptions) => Promise<Outside>): Promise<Stage<Outside>> {
  const crm = await openCrmPage();
  const world = await create({ ...options, options: { ...options.options, panelOrigins: [crm.origin] } });
  world.neppo.subscribe('Message', world.hooks.neppo);
  const network = await openNetwork(world.hubUrl);
  crm.openFor(network.url, world.connection);
  const contexts: BrowserContext[] = [];
  return {
    world, network, crmUrl: crm.origin,
    async sitDown(agent, seating = {}) {
      const context = await browser.newContext({ viewport: { width: seating.width ?? 460, height: seating.height ?? 720 }, locale: seating.locale ?? 'pt-BR', timezoneId: 'America/Sao_Paulo', colorScheme: seating.theme ?? 'light' });
      contexts.push(context);
      context.setDefaultTimeout(LONGEST_WAIT_MS);
      const clock = await setBrowserClock(context, nowOf(world));
      return await seatIn(context, clock, `${crm.origin}/?${new URLSearchParams({ agent, locale: seating.locale ?? 'pt-BR', theme: seating.theme ?? 'light' }).toString()}`, seating);
    },
    async close() {
      await Promise.all(contexts.map(async (context) => await context.close()));
      await crm.close();
      await network.close();
      await world.close();
    },
  };
}

/** Two cores are shared by all that runs beside. */
const LONGEST_WAIT_MS = 10_000;

/** What time it is for the hub. */
const nowOf = (world: World | HandWoundWorld): number => ('clock' in world ? epochMsOf(world.clock.now()) : Date.now());

async function seatIn(context: BrowserContext, clock: BrowserClock, address: string, { media, before }: Seating): Promise<Seat> {
  if (before !== undefined) await context.addInitScript({ content: before });
  const refusals = await watchPolicy(context);
  const page = await context.newPage();
  if (media !== undefined) await page.emulateMedia(media);
  await page.goto(address);
  return { context, page, panel: await panelIn(page), clock, refusals };
}

/** The frame of the panel: another one after the page was loaded anew. */
export async function panelIn(page: Page): Promise<Frame> {
  const panel = await (await page.waitForSelector('iframe', { state: 'attached' })).contentFrame();
  if (panel === null) throw new Error('The page of the CRM holds no panel.');
  return panel;
}
