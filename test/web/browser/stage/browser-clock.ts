import type { BrowserContext } from 'playwright-core';

/** A browser's idea of what time it is. It goes on by itself, and may be wound. */
export interface BrowserClock {
  /** In every page that is open. */
  wind(ms: number): Promise<void>;
}

/** Shows a browser's pages another day than today; only what is dated changes, waits stay as they are. */
export async function setBrowserClock(context: BrowserContext, nowMs: number): Promise<BrowserClock> {
  await context.addInitScript({ content: shifted(nowMs - Date.now()) });
  return {
    async wind(ms) {
      const frames = context.pages().flatMap((page) => page.frames());
      await Promise.all(frames.map(async (frame) => await frame.evaluate(`windDate(${ms})`)));
    },
  };
}

const shifted = (ms: number): string => `{
  const Real = Date;
  let shift = ${ms};
  globalThis.windDate = (ms) => { shift += ms; };
  globalThis.Date = class extends Real {
    constructor(...given) {
      if (given.length === 0) super(Real.now() + shift);
      else super(...given);
    }
    static now() { return Real.now() + shift; }
  };
}`;
