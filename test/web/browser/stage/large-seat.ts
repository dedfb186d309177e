import type { Browser, CDPSession, Frame, Page } from 'playwright-core';
import { openCrmPage } from './crm-page.ts';
import { openLargeHub, type LargeHub, type LargeHubOptions } from './large-hub.ts';
import { panelIn } from './open-stage.ts';

/** An agent of a large account before the panel. */
export interface LargeSeat {
  readonly hub: LargeHub;
  readonly page: Page;
  readonly panel: Frame;
  readonly tools: CDPSession;
  /** What is in use after everything that nobody needs was given back. */
  heapBytes(): Promise<number>;
  close(): Promise<void>;
}

export interface LargeSeating extends Omit<LargeHubOptions, 'origin'> {
  /** How many times slower than it is the processor seems to pages. @defaultValue 1 */
  readonly slower?: number;
  /** Run in every page before its own scripts. */
  readonly before?: string;
}

export async function sitDownAtLarge(browser: Browser, { slower = 1, before, ...wish }: LargeSeating): Promise<LargeSeat> {
  const crm = await openCrmPage();
  const hub = await openLargeHub({ ...wish, origin: crm.origin });
  crm.openFor(hub.url, hub.connection);
  const context = await browser.newContext({ viewport: { width: 460, height: 720 }, locale: 'pt-BR', timezoneId: 'America/Sao_Paulo' });
  if (before !== undefined) await context.addInitScript({ content: before });
  const page = await context.newPage();
  // The page of the CRM is in the same process, and nearly empty.
  const tools = await context.newCDPSession(page);
  await tools.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await tools.send('Performance.enable');
  await page.goto(`${crm.origin}/?agent=bianca`);
  const panel = await panelIn(page);
  return {
    hub, page, panel, tools,
    async heapBytes() {
      // Twice: what is held by what was let go is let go by then.
      await tools.send('HeapProfiler.collectGarbage');
      await tools.send('HeapProfiler.collectGarbage');
      const { metrics } = await tools.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN;
    },
    async close() {
      await context.close();
      await crm.close();
      await hub.close();
    },
  };
}
