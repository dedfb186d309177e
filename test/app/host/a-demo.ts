import { onTestFinished } from 'vitest';
import { openDemo, type Demo, type DemoWish } from '../../../src/app/host/demo/open-demo.ts';
import type { Terminal } from '../../../src/app/host/terminal.ts';
import { words } from '../../../src/app/wording/index.ts';

const terminal: Terminal = {
  args: [], env: {}, language: 'pt-BR', words: words['pt-BR'], isWatched: 'no', say: () => undefined, note: () => undefined, progress: () => undefined,
};

/** A demo in this process, without its story; it does not outlive the test. */
export async function aDemo(wish: DemoWish = {}): Promise<Demo> {
  const demo = await openDemo({ port: 0, rate: 0, ...wish }, terminal);
  onTestFinished(demo.close);
  return demo;
}
