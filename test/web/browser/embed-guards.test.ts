import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openChromium } from './chromium.ts';
import { buildSides, type Sabotage } from './embed/build-sides.ts';
import { checks, type CheckName } from './embed/checks.ts';
import { openScene } from './embed/scene.ts';

const ENTRANCE = 'src/adapters/web/panel/entrance/await-line.ts';
const LOADER = 'src/adapters/web/loader/loader.ts';
const FOLLOW = 'src/client/follow.ts';
const PASSES = 'src/adapters/sql/desk/agent-passes.ts';

/** B18: each guard, and the check that fails where it is taken out of the sources. */
const GUARDS: Readonly<Record<string, Sabotage & { readonly noticedBy: CheckName }>> = {
  'the panel looks whether its parent is speaking': { file: ENTRANCE, cuts: [['if (source !== window.parent) return;', '']], noticedBy: 'B10, B12: a port from another frame, even one of an allowed origin, is refused' },
  'the panel looks at the origin': { file: ENTRANCE, cuts: [['if (!allowed.has(origin)) return;', '']], noticedBy: 'B13: a port from a parent of another origin is refused, even without frame-ancestors' },
  'the loader looks which frame says hello': { file: LOADER, cuts: [['if (event.source !== frame.contentWindow) return;', '']], noticedBy: 'B9: a hello from another frame, even one of the hub, gets no answer and costs no token' },
  'the loader looks of which origin the frame is, and answers that one': { file: LOADER, cuts: [['event.origin !== origin || ', ''], ["postMessage('vinculo:port', origin,", "postMessage('vinculo:port', '*',"]], noticedBy: 'a frame of the panel that was led elsewhere gets no answer' },
  'the loader keeps what was told before the panel is ready': { file: LOADER, cuts: [['told.forEach((each) => from.postMessage(each));', '']], noticedBy: 'B2: context reaches the panel even when sent before it is ready' },
  'the loader does not sit in a page of the hub': { file: LOADER, cuts: [["if (origin === location.origin) throw new Error('The hub holds no panel');", '']], noticedBy: 'B19: the panel is not put into a page of the hub itself' },
  'a stream goes on after the last event that it told': { file: FOLLOW, cuts: [["...(last === undefined ? {} : { 'last-event-id': String(last) })", '']], noticedBy: 'B3: 500 events over a connection that breaks, none lost, none twice, in order' },
  'a silent stream is given up': { file: FOLLOW, cuts: [["connection.abort(new Error('The stream fell silent.'))", '{}']], noticedBy: 'B4, B5: a stream that fell silent is left, and is live again afterwards' },
  'whoever stops ends the connection': { file: FOLLOW, cuts: [['const leave = (): void => connection.abort(signal.reason);', 'const leave = (): void => {};']], noticedBy: 'B6: what is stopped asks nothing more of the hub' },
  'a launch token opens once': { file: PASSES, cuts: [['and bearer_hash is null and expires_at', 'and expires_at']], noticedBy: 'B16, S13: a launch token is not taken twice' },
  'a launch token ends, and is forgotten': { file: PASSES, cuts: [['and bearer_hash is null and expires_at > ${now} and origin', 'and bearer_hash is null and origin'], ['where expires_at <= ${now}', 'where 1 = 0']], noticedBy: 'B15: a launch token that is over is refused' },
  'a launch token is for one page': { file: PASSES, cuts: [[' and origin = ${origin}`', '`']], noticedBy: 'B17: a token that was minted for another page is refused' },
  'the page names who may hold it': { file: 'src/adapters/web/pages/panel-page.ts', cuts: [["`frame-ancestors ${ancestors.join(' ')}`, ", '']], noticedBy: 'B14: framing from an origin that is not allowed is blocked' },
};

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(async () => await browser.close());

describe('B18: each guard is missed', () => {
  test.each(Object.entries(GUARDS))('%s', async (_name, { noticedBy, ...sabotage }) => {
    const sides = await buildSides(sabotage);
    onTestFinished(() => rmSync(sides.folder, { recursive: true }));
    const scene = await openScene(browser, sides);
    onTestFinished(async () => await scene.close());
    await expect(checks[noticedBy](scene)).rejects.toThrow(/./);
  });
});
