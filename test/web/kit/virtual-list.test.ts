import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium } from '../browser/chromium.ts';
import { buildStage, openStagePage, settled, type BuiltStage } from './stage/built-stage.ts';

let browser: Browser;
let stage: BuiltStage;
beforeAll(async () => {
  [browser, stage] = await Promise.all([openChromium(), buildStage()]);
});
afterAll(async () => browser.close());

/** The first row that begins on screen, and how far below the upper edge. */
const readLine = async (page: Page): Promise<{ readonly key: string; readonly top: number }> => page.evaluate(() => {
  const edge = document.querySelector('.v-list')?.getBoundingClientRect().top ?? 0;
  const rows = [...document.querySelectorAll<HTMLElement>('[data-key]')].map((row) => ({ key: row.dataset['key'] ?? '', top: row.getBoundingClientRect().top - edge }));
  return rows.find(({ top }) => top >= 0) ?? { key: '', top: 0 };
});
const topOf = async (page: Page, key: string): Promise<number> => page.evaluate((wanted) => {
  const edge = document.querySelector('.v-list')?.getBoundingClientRect().top ?? 0;
  return (document.querySelector(`[data-key="${wanted}"]`)?.getBoundingClientRect().top ?? Number.NaN) - edge;
}, key);
const scrollTo = async (page: Page, top: number): Promise<void> => {
  await page.evaluate((y) => { document.querySelector('.v-list')?.scrollTo(0, y); }, top);
  await settled(page);
};
const fromEnd = async (page: Page): Promise<number> => page.evaluate(() => {
  const list = document.querySelector('.v-list');
  return list === null ? Number.NaN : list.scrollHeight - list.scrollTop - list.clientHeight;
});
const focusedRow = async (page: Page): Promise<string | undefined> => page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset['row']);
const nodes = async (page: Page): Promise<number> => page.evaluate(() => document.querySelectorAll('.v-list *').length);

test('a log begins at its end, stays there as it grows, and holds few nodes of many', async () => {
  const page = await openStagePage(browser, stage, 'log');
  expect(await fromEnd(page)).toBeLessThan(1);
  await page.evaluate(() => { window.stage.log.value = [...window.stage.log.value, ...window.stage.lines(2000, 3)]; });
  await settled(page);
  expect(await fromEnd(page)).toBeLessThan(1);
  expect(await page.locator('[data-key="line-2002"]').isVisible()).toBe(true);
  expect(await nodes(page)).toBeLessThanOrEqual(250);
  await page.close();
});

test('the line that is read stays within 2 px when older ones are put above, wherever it was scrolled to (C2)', async () => {
  const page = await openStagePage(browser, stage, 'log');
  for (const [nth, y] of [0, 137, 30_000, 61_234].entries()) {
    await scrollTo(page, y);
    const { key, top } = await readLine(page);
    await page.evaluate((from) => { window.stage.log.value = [...window.stage.lines(from, 50), ...window.stage.log.value]; }, -50 * (nth + 1));
    await settled(page);
    expect(Math.abs(await topOf(page, key) - top), `at ${y}, ${key}`).toBeLessThanOrEqual(2);
  }
  await page.close();
});

test('it stays when heights above it change, and when the panel becomes narrower and wide again', async () => {
  const page = await openStagePage(browser, stage, 'log');
  await scrollTo(page, 40_000);
  const { key, top } = await readLine(page);
  const stays = async (): Promise<void> => {
    await settled(page);
    expect(Math.abs(await topOf(page, key) - top)).toBeLessThanOrEqual(2);
  };
  await page.evaluate((read) => {
    const at = window.stage.log.value.findIndex((one) => one.key === read);
    window.stage.log.value = window.stage.log.value.map((one, index) => (index < at ? { ...one, text: `${one.text} ${one.text} E mais.` } : one));
  }, key);
  await stays();
  for (const width of [320, 560, 400]) {
    await page.setViewportSize({ width, height: 664 });
    await stays();
  }
  await page.close();
});

test('scrolled up through rows that were never measured, each step moves what is read by that step', async () => {
  const page = await openStagePage(browser, stage, 'log');
  for (let step = 0; step < 12; step++) {
    const { key, top } = await readLine(page);
    await page.evaluate(() => { document.querySelector('.v-list')?.scrollBy(0, -150); });
    await settled(page);
    expect(Math.abs(await topOf(page, key) - top - 150), `step ${step}`).toBeLessThanOrEqual(2);
  }
  await page.close();
});

test('it begins at what is new, and scrolls to any key and back to the end', async () => {
  const page = await openStagePage(browser, stage, 'sessions');
  await page.evaluate(() => {
    window.stage.startAt.value = 'line-1200';
    window.stage.view.value = 'log';
  });
  await settled(page);
  const third = await topOf(page, 'line-1200');
  expect(third).toBeGreaterThan(150);
  expect(third).toBeLessThan(300);
  await page.evaluate(() => { window.list.current?.scrollToKey('line-37'); });
  await settled(page);
  // Under the padding of the log.
  expect(Math.abs(await topOf(page, 'line-37') - 12)).toBeLessThanOrEqual(2);
  await page.evaluate(() => { window.list.current?.toEnd(); });
  await settled(page);
  expect(await fromEnd(page)).toBeLessThan(1);
  await page.close();
});

test('one that is shown whole from what is new on follows what comes in below', async () => {
  const page = await openStagePage(browser, stage, 'sessions');
  await page.evaluate(() => {
    window.stage.log.value = window.stage.lines(0, 3);
    window.stage.startAt.value = 'line-1';
    window.stage.view.value = 'log';
  });
  await settled(page);
  await page.evaluate(() => { window.stage.log.value = [...window.stage.log.value, ...window.stage.lines(3, 40)]; });
  await settled(page);
  expect(await fromEnd(page)).toBeLessThan(1);
  await page.close();
});

test('somebody near its first row asks for older ones, once until they are there', async () => {
  const page = await openStagePage(browser, stage, 'log');
  const asked = async (): Promise<number> => page.evaluate(() => window.stage.told.length);
  expect(await asked()).toBe(0);
  await scrollTo(page, 120);
  await scrollTo(page, 60);
  expect(await asked()).toBe(1);
  await page.evaluate(() => { window.stage.log.value = [...window.stage.lines(-50, 50), ...window.stage.log.value]; });
  await settled(page);
  expect(await asked()).toBe(1);
  await scrollTo(page, 10);
  expect(await asked()).toBe(2);
  await page.close();
});

test('a list is one stop for Tab, and arrows go through all of it', async () => {
  const page = await openStagePage(browser, stage, 'sessions');
  expect(await page.locator('.v-list [tabindex="0"]').count()).toBe(1);
  await page.keyboard.press('Tab');
  expect(await focusedRow(page)).toBe('line-0');
  for (let nth = 0; nth < 30; nth++) await page.keyboard.press('ArrowDown');
  await settled(page);
  expect(await focusedRow(page)).toBe('line-30');
  expect(await page.locator('[data-row="line-30"]').getAttribute('aria-posinset')).toBe('31');
  expect(await page.locator('[data-row="line-30"]').getAttribute('aria-setsize')).toBe('1000');
  await page.keyboard.press('End');
  await settled(page);
  expect(await focusedRow(page)).toBe('line-999');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => window.stage.told.at(-1))).toBe('line-999');
  await page.keyboard.press('Home');
  await settled(page);
  expect(await focusedRow(page)).toBe('line-0');
  expect(await nodes(page)).toBeLessThanOrEqual(250);
  await page.close();
});

test('a row that has the focus keeps it when it jumps to the top, is scrolled away, or gives it to its neighbour when it goes (E2)', async () => {
  const page = await openStagePage(browser, stage, 'sessions');
  await page.keyboard.press('Tab');
  for (let nth = 0; nth < 5; nth++) await page.keyboard.press('ArrowDown');
  await settled(page);
  await page.evaluate(() => {
    const { sessions } = window.stage;
    sessions.value = [...sessions.value.filter(({ key }) => key === 'line-5'), ...sessions.value.filter(({ key }) => key !== 'line-5')];
  });
  await settled(page);
  expect(await focusedRow(page)).toBe('line-5');
  await scrollTo(page, 20_000);
  expect(await focusedRow(page)).toBe('line-5');
  await scrollTo(page, 0);
  expect(await focusedRow(page)).toBe('line-5');
  await page.evaluate(() => { window.stage.sessions.value = window.stage.sessions.value.filter(({ key }) => key !== 'line-5'); });
  await settled(page);
  expect(await focusedRow(page)).toBe('line-0');
  await page.close();
});

test('a log is silent, and its rows are articles that arrows go through', async () => {
  const page = await openStagePage(browser, stage, 'log');
  const log = page.locator('.v-list');
  expect([await log.getAttribute('role'), await log.getAttribute('aria-live')]).toEqual(['log', 'off']);
  await page.evaluate(() => { window.list.current?.focusKey('line-1999'); });
  await settled(page);
  for (let nth = 0; nth < 3; nth++) await page.keyboard.press('ArrowUp');
  await settled(page);
  expect(await focusedRow(page)).toBe('line-1996');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BUTTON');
  expect(await focusedRow(page)).toBe('line-1996');
  await page.close();
});
