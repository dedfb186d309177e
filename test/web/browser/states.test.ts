import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HandWoundWorld } from '../../rig/hand-wound.ts';
import { openChromium } from './chromium.ts';
import { plantCast } from './stage/cast.ts';
import { handsOf } from './stage/hands.ts';
import { AXE, complaintsAbout, overflowing, picture, smallTargets } from './stage/look.ts';
import { BIANCA, openHandWoundStage, type Stage } from './stage/open-stage.ts';
import { walkThrough } from './stage/walk.ts';

// E1, E4, E6, A4: each state of the panel, in both themes and both languages. Pictures of them lie in dist/ui-pictures afterwards.

let browser: Browser;
let stage: Stage<HandWoundWorld>;

beforeAll(async () => {
  mkdirSync('dist/ui-pictures', { recursive: true });
  browser = await openChromium();
  stage = await openHandWoundStage(browser);
  await plantCast(stage.world);
});
afterAll(async () => {
  await stage.close();
  await browser.close();
});

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test.each(['pt-BR', 'en'] as const)('in %s every state is without fault, and no policy refuses anything', async (locale) => {
    const seat = await stage.sitDown(BIANCA, { theme, locale, before: AXE });
    const faults: string[] = [];
    const seen: string[] = [];
    await walkThrough(seat, handsOf(seat, locale), stage.network, async (state) => {
      seen.push(state);
      for (const fault of [...await complaintsAbout(seat.panel), ...await smallTargets(seat.panel), ...await overflowing(seat.panel)]) faults.push(`${state}: ${fault}`);
      await picture(seat.page, `${state}-${theme}${locale === 'en' ? '-en' : ''}`);
    });
    expect(faults).toEqual([]);
    expect(seat.refusals).toEqual([]);
    expect(seen.length).toBeGreaterThan(12);
    await seat.context.close();
  });
});
