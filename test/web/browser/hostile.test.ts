import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { World } from '../../rig/world.ts';
import { openChromium } from './chromium.ts';
import { attend, messagesOf } from './stage/cast.ts';
import { handsOf } from './stage/hands.ts';
import { BIANCA, CAIO, openStage, panelIn, type Stage } from './stage/open-stage.ts';

let browser: Browser;
let stage: Stage | undefined;
beforeAll(async () => {
  browser = await openChromium();
});
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});
afterAll(async () => await browser.close());

async function staged(): Promise<Stage> {
  stage = await openStage(browser);
  return stage;
}

const ANA = { phone: '5511987654321', name: 'Ana <img src=x onerror=alert(1)>\u202E' } as const;
const ownTextsIn = (world: World, protocol: string): readonly string[] => messagesOf(world, protocol).filter(({ from }) => from === 'agent').map(({ text }) => text);

test('a browser that gives a frame no storage gives the agent a panel none the less; keys that are held down, junk over the port and texts that would be a page do nothing of their own', async () => {
  const { world, sitDown } = await staged();
  const protocol = attend(world, ANA, '<script>alert(1)</script> \u202E javascript:alert(1) https://exemplo.com.br/\u202Egpj.exe');
  world.neppo.message(protocol, { from: 'client', text: '', contentType: 'DOCUMENT', fileName: 'foto\u202Egpj.exe', file: { name: 'foto\u202Egpj.exe', type: 'image/svg+xml', length: 200 } });
  await world.rest();
  const seat = await sitDown(BIANCA, { before: `if (window !== top) Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('Denied.', 'SecurityError'); } });
    const post = MessagePort.prototype.postMessage;
    if (window === top) MessagePort.prototype.postMessage = function (message, ...more) {
      for (const junk of [null, 5, 'x', [], { t: '__proto__' }, { t: 'context', context: JSON.parse('{"__proto__":{"dealId":{}}}') }, { t: 'token', n: 1e9, token: 'x' }, { t: 'token', n: '1', token: [] }, { t: 'look', look: { theme: 'javascript:' } }, { t: 'shown', shown: {} }, { t: 'x'.repeat(1e6) }]) post.call(this, junk);
      for (let nth = 0; nth < 2_000; nth++) post.call(this, { t: 'context', context: { dealId: String(nth) } });
      return post.call(this, message, ...more);
    };` });
  const hands = handsOf(seat);
  await hands.row('Ana').click();
  await hands.log().waitFor();
  await hands.log().getByText('<script>alert(1)</script>').waitFor();
  expect(await hands.log().getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual(['https://exemplo.com.br/']);
  await hands.log().getByText('fotogpj.exe', { exact: true }).waitFor();
  await hands.box().fill('Uma vez');
  for (let nth = 0; nth < 8; nth++) await seat.page.keyboard.down('Enter');
  await seat.page.keyboard.up('Enter');
  await expect.poll(() => ownTextsIn(world, protocol)).toEqual(['Uma vez']);
  // What is held down pauses once.
  await seat.page.keyboard.down('Alt');
  let pauses = 0;
  seat.page.on('request', (request) => {
    if (/\/v1\/desk\/(pause|resume)$/.test(request.url())) pauses++;
  });
  for (let nth = 0; nth < 8; nth++) await seat.page.keyboard.down('p');
  await seat.page.keyboard.up('p');
  await seat.page.keyboard.up('Alt');
  await expect.poll(() => pauses).toBe(1);
  await world.rest();
  expect(pauses).toBe(1);
  expect(ownTextsIn(world, protocol)).toEqual(['Uma vez']);
  expect(seat.refusals).toEqual([]);
}, 60_000);

test('where another agent logs in at the same page the panel begins anew, and shows nothing of the first', async () => {
  const { world, sitDown } = await staged();
  attend(world, { phone: '5511987654321', name: 'Ana Souza' }, 'Oi');
  attend(world, { phone: '5511912345678', name: 'Bruno Lima', agent: 'Caio Nunes' }, 'Olá');
  await world.rest();
  const seat = await sitDown(BIANCA);
  const hands = handsOf(seat);
  await hands.open('Ana Souza');
  await hands.box().fill('Segredo da Bianca');
  await seat.context.route('**/launch-token**', async (route) => await route.continue({ url: route.request().url().replace(/agent=.*$/, `agent=${encodeURIComponent(CAIO)}`) }));
  let isRefused = false;
  await seat.context.route('**/v1/desk/sessions/**', async (route) => {
    if (isRefused) return await route.continue();
    isRefused = true;
    return await route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"type":"urn:vinculo:problem:pass-refused","detail":"x"}' });
  });
  await hands.box().press('Enter');
  const his = handsOf({ panel: await panelIn(seat.page) });
  await his.row('Bruno Lima').waitFor();
  expect(await his.rows().count()).toBe(1);
  expect(await his.see('Segredo da Bianca').count()).toBe(0);
  await world.rest();
  expect(JSON.stringify(world.neppo.state())).not.toContain('Segredo da Bianca');
}, 60_000);
