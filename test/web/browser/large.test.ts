import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium } from './chromium.ts';
import { loadAll, walk } from './stage/large-look.ts';
import { sitDownAtLarge, type LargeSeat } from './stage/large-seat.ts';

// S14, as far as it depends on no clock: how long things take is measured by bench/panel.bench.ts.

const [SESSIONS, MESSAGES, INCOMING] = [1_000, 5_000, 300];
const NODES_OF_A_LIST = 250;
const HEAP_BYTES = 20 * 1_024 * 1_024;

let browser: Browser;
let seat: LargeSeat | undefined;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(async () => {
  await seat?.close();
  await browser.close();
});

test(`${SESSIONS} sessions and ${MESSAGES} messages: few nodes, little memory, and nothing is lost (S14)`, { timeout: 180_000 }, async () => {
  seat = await sitDownAtLarge(browser, { sessions: SESSIONS, messages: MESSAGES });
  const { hub, panel } = seat;
  await panel.locator('.s-row').first().waitFor();
  await loadAll(panel, 'end', SESSIONS);
  const sessions = await walk(panel);
  expect(sessions.mostNodes).toBeLessThanOrEqual(NODES_OF_A_LIST);
  expect(hub.rows.filter(({ protocol }) => !sessions.keys.has(protocol))).toEqual([]);

  await panel.evaluate(() => document.querySelector('.v-list')?.scrollTo(0, 0));
  await panel.locator(`[data-protocol="${hub.talk.protocol}"]`).click();
  await panel.locator('.log [data-row]').first().waitFor();
  await loadAll(panel, 'top', MESSAGES);
  for (let nth = 0; nth < INCOMING; nth++) hub.write(`Mais uma, a ${nth}`);
  await panel.locator(`[aria-setsize="${MESSAGES + INCOMING}"]`).first().waitFor();
  const talk = await walk(panel);
  expect(talk.mostNodes).toBeLessThanOrEqual(NODES_OF_A_LIST);
  expect(hub.messages.filter(({ id }) => !talk.keys.has(id))).toEqual([]);
  expect(talk.keys.size).toBe(MESSAGES + INCOMING);
  expect(await seat.heapBytes()).toBeLessThanOrEqual(HEAP_BYTES);
});
