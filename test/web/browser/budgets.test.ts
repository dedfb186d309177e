import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openChromium } from './chromium.ts';
import { attend } from './stage/cast.ts';
import { handsOf } from './stage/hands.ts';
import { BIANCA, openStage, type Stage } from './stage/open-stage.ts';

// UI.md §8, as far as it depends on no clock; what does is measured by bench/panel.bench.ts.

const NODES_OF_A_LIST = 250;
const SESSIONS = 60;
/** What nobody sees: a number of one digit that becomes one of two. */
const NO_SHIFT = 0.001;

let browser: Browser;
let stage: Stage;

beforeAll(async () => {
  browser = await openChromium();
  stage = await openStage(browser);
  for (let n = 1; n <= SESSIONS; n++) attend(stage.world, { phone: `55119${80_000_000 + n}`, name: `Cliente ${n}` }, `Bom dia, sou o cliente ${n}`);
  await stage.world.rest();
});
afterAll(async () => {
  await stage.close();
  await browser.close();
});

const SHIFTS = `globalThis.shifts = []; new PerformanceObserver((list) => shifts.push(...list.getEntries().filter((each) => !each.hadRecentInput).map(({ value }) => value))).observe({ type: 'layout-shift', buffered: true });`;

describe('the first view', () => {
  test('loads one language alone, and does not jump about', async () => {
    const seat = await stage.sitDown(BIANCA, { before: SHIFTS });
    const hands = handsOf(seat);
    await hands.row(`Cliente ${SESSIONS}`).waitFor();
    const loaded = await seat.panel.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.includes('/ui/')));
    expect(loaded.length).toBeGreaterThan(1);
    expect(loaded.some((name) => readFileSync(`dist/ui/${basename(name)}`, 'utf8').includes('In progress'))).toBe(false);
    await seat.page.waitForTimeout(500);
    const shifts = parseNumbers(await seat.panel.evaluate('shifts'));
    expect(shifts.reduce((sum, each) => sum + each, 0)).toBeLessThan(NO_SHIFT);
  });

  test(`has at most ${NODES_OF_A_LIST} nodes in a list, however long it is`, async () => {
    const seat = await stage.sitDown(BIANCA);
    const { panel, page } = seat;
    const hands = handsOf(seat);
    await hands.row(`Cliente ${SESSIONS}`).waitFor();
    const list = panel.getByRole('list');
    await list.hover();
    for (let at = 0; at < 10; at++) {
      expect(await list.locator('*').count()).toBeLessThanOrEqual(NODES_OF_A_LIST);
      await page.mouse.wheel(0, 600);
      await page.waitForTimeout(50);
    }
    await hands.row('Cliente 1').last().waitFor();
  });
});

const parseNumbers = (given: unknown): readonly number[] => given as readonly number[];
