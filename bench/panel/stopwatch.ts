import type { Frame } from 'playwright-core';

/** Put into every page before its own scripts: when the first row was painted, and what a click at that very moment did; what jumped about; and a way to time what is done there. */
export const STOPWATCH = `globalThis.stopwatch = {
  firstRow: 0, answered: 0, shifts: 0, heard: new Map(),
  // A frame is painted before what was posted in it arrives.
  frame: () => new Promise((done) => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => done(performance.now()); port2.postMessage(0); })),
  async until(act, done) {
    const began = performance.now();
    act();
    for (;;) { const at = await stopwatch.frame(); if (done()) return at - began; if (at - began > 20_000) throw new Error('It did not happen: ' + done); }
  },
  async frames(count, step) {
    const times = [];
    let before = await stopwatch.frame();
    for (let nth = 0; nth < count; nth++) { step(nth); const at = await stopwatch.frame(); times.push(at - before); before = at; }
    return times;
  },
};
new PerformanceObserver((list) => list.getEntries().forEach((each) => { if (!each.hadRecentInput) stopwatch.shifts += each.value; })).observe({ type: 'layout-shift', buffered: true });
new MutationObserver((_, observer) => {
  if (document.querySelector('.s-row') === null) return;
  observer.disconnect();
  stopwatch.frame().then(async (at) => {
    stopwatch.firstRow = at;
    if (globalThis.clicksAtOnce) document.querySelector('#tab-closed')?.click();
    stopwatch.answered = await stopwatch.frame();
    document.querySelector('#tab-open')?.click();
  });
}).observe(document, { childList: true, subtree: true });`;

/** Beside it: the first row is answered by a click. */
export const CLICKING = 'globalThis.clicksAtOnce = true;';

/** How long an act takes until its effect is painted; both are scripts of the page. */
export const timed = async (frame: Frame, act: string, done: string): Promise<number> => parseNumber(await frame.evaluate(`stopwatch.until(() => { ${act} }, () => ${done})`));

/** How long each of so many frames took, while something was done in each. */
export const framesOf = async (frame: Frame, count: number, step = ''): Promise<readonly number[]> => parseNumbers(await frame.evaluate(`stopwatch.frames(${count}, (nth) => { ${step} })`));

/** Since the page was begun: when the first row was painted, and when a click at that very moment was answered on the screen. */
export async function boot(frame: Frame): Promise<{ readonly firstRow: number; readonly answered: number; readonly bytes: number }> {
  await frame.waitForFunction('stopwatch.answered > 0');
  const bytes = parseNumber(await frame.evaluate("performance.getEntriesByType('resource').filter(({ name, responseEnd }) => name.includes('/ui/') && responseEnd < stopwatch.firstRow).reduce((sum, each) => sum + each.encodedBodySize, 0)"));
  return { firstRow: parseNumber(await frame.evaluate('stopwatch.firstRow')), answered: parseNumber(await frame.evaluate('stopwatch.answered')), bytes };
}

export const shiftsOf = async (frame: Frame): Promise<number> => parseNumber(await frame.evaluate('stopwatch.shifts'));

const parseNumber = (given: unknown): number => given as number;
const parseNumbers = (given: unknown): readonly number[] => given as readonly number[];
