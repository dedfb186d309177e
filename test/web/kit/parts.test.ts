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

const focused = async (page: Page): Promise<string> => page.evaluate(() => {
  const at = document.activeElement;
  return at === null || at.id === '' ? at?.getAttribute('aria-label') ?? at?.textContent ?? '' : at.id;
});
const told = async (page: Page): Promise<readonly string[]> => page.evaluate(() => window.stage.told);

test('a sheet takes the focus, keeps it, and gives it back to its opener on Escape (E2)', async () => {
  const page = await openStagePage(browser, stage, 'controls');
  await page.locator('#opener').focus();
  await page.keyboard.press('Enter');
  expect(await focused(page)).toBe('first');
  const visited: string[] = [];
  for (let nth = 0; nth < 5; nth++) {
    await page.keyboard.press('Tab');
    visited.push(await focused(page));
  }
  expect(visited).toEqual(['second', 'Transferir', 'Fechar', 'first', 'second']);
  for (let nth = 0; nth < 3; nth++) await page.keyboard.press('Shift+Tab');
  expect(await focused(page)).toBe('Transferir');
  await page.keyboard.press('Escape');
  await settled(page);
  expect(await page.locator('dialog').count()).toBe(0);
  expect(await focused(page)).toBe('opener');
  await page.close();
});

test('a sheet has its title for a name, and a click beside it closes it', async () => {
  const page = await openStagePage(browser, stage, 'controls');
  await page.locator('#opener').click();
  expect(await page.getByRole('dialog', { name: 'Transferir' }).count()).toBe(1);
  await page.mouse.click(200, 60);
  await settled(page);
  expect(await page.locator('dialog').count()).toBe(0);
  await page.close();
});

test('a menu opens by key, goes round by arrows, and gives the focus back', async () => {
  const page = await openStagePage(browser, stage, 'controls');
  const opener = page.getByRole('button', { name: 'Novo' });
  await opener.focus();
  await page.keyboard.press('ArrowDown');
  expect(await opener.getAttribute('aria-expanded')).toBe('true');
  const visited = [await focused(page)];
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'Home', 'End']) {
    await page.keyboard.press(key);
    visited.push(await focused(page));
  }
  expect(visited.map((label) => label.slice(0, 5))).toEqual(['Taref', 'Venda', 'Docum', 'Taref', 'Docum', 'Taref', 'Docum']);
  await page.keyboard.press('Escape');
  await settled(page);
  expect([await focused(page), await opener.getAttribute('aria-expanded'), await page.getByRole('menu').count()]).toEqual(['Novo', 'false', 0]);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await settled(page);
  expect(await told(page)).toEqual(['task']);
  expect(await focused(page)).toBe('Novo');
  await page.close();
});

test('a second press on its opener closes a menu, and what lies beside it too', async () => {
  const page = await openStagePage(browser, stage, 'controls');
  const opener = page.getByRole('button', { name: 'Novo' });
  await opener.click();
  await opener.click();
  await settled(page);
  expect(await page.getByRole('menu').count()).toBe(0);
  await opener.click();
  await page.mouse.click(380, 640);
  await settled(page);
  expect(await page.getByRole('menu').count()).toBe(0);
  await page.close();
});

test('what may not be chosen can be reached, says why, and does nothing (PAN-05)', async () => {
  const page = await openStagePage(browser, stage, 'controls');
  await page.getByRole('button', { name: 'Novo' }).click();
  const sale = page.getByRole('menuitem', { name: /^Venda/ });
  expect(await sale.textContent()).toContain('Seu perfil não cria vendas.');
  await sale.click({ force: true });
  expect(await told(page)).toEqual([]);
  await page.keyboard.press('Escape');
  const create = page.getByRole('button', { name: 'Criar', exact: true });
  expect(await create.getAttribute('aria-disabled')).toBe('true');
  expect(await page.evaluate(() => document.getElementById(document.querySelector('.btn[aria-disabled=true]')?.getAttribute('aria-describedby') ?? '')?.textContent)).toBe('Falta o nome');
  await create.focus();
  expect(await page.locator('.why').isVisible()).toBe(true);
  await page.keyboard.press('Enter');
  expect(await told(page)).toEqual([]);
  await page.close();
});

test('a masked number is typed, corrected in its middle, and pasted, and the caret goes along', async () => {
  const page = await openStagePage(browser, stage, 'controls');
  const phone = page.getByLabel('Telefone');
  await phone.focus();
  await page.keyboard.type('19997412063');
  expect(await phone.inputValue()).toBe('(19) 99741-2063');
  for (let nth = 0; nth < 4; nth++) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  expect(await phone.inputValue()).toBe('(19) 9974-2063');
  await page.keyboard.type('5');
  expect(await phone.inputValue()).toBe('(19) 99745-2063');
  await page.close();
});

test('at 320 px nothing scrolls sideways, and no target is smaller than 24 px (E4, E6)', async () => {
  for (const view of ['controls', 'sessions', 'log'] as const) {
    const page = await openStagePage(browser, stage, view);
    await page.setViewportSize({ width: 320, height: 664 });
    await settled(page);
    expect(await page.evaluate(() => [document.documentElement, ...document.querySelectorAll('.v-list')].every((one) => one.scrollWidth <= one.clientWidth)), view).toBe(true);
    const small = await page.evaluate(() => [...document.querySelectorAll('.btn, .ib, .s-row, input')].map((one) => one.getBoundingClientRect()).filter(({ width, height }) => width < 24 || height < 24).length);
    expect(small, view).toBe(0);
    await page.close();
  }
});
