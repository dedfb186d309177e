import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, test } from 'vitest';
import { openChromium } from './chromium.ts';
import { buildSides, type Sides } from './embed/build-sides.ts';
import { checks } from './embed/checks.ts';
import { openScene, type Scene } from './embed/scene.ts';

let browser: Browser;
let sides: Sides;
let scene: Scene;
beforeAll(async () => {
  [browser, sides] = await Promise.all([openChromium(), buildSides()]);
});
afterAll(async () => {
  await browser.close();
  rmSync(sides.folder, { recursive: true });
});
beforeEach(async () => {
  scene = await openScene(browser, sides);
});
afterEach(async () => await scene.close());

describe('the panel in a page of another origin', () => {
  test.each(Object.entries(checks))('%s', async (_name, check) => await check(scene));
});
