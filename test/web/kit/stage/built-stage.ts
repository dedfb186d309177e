import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import type { StageHandles } from './handles.ts';

/** What the stage page is made of, in memory. */
export interface BuiltStage {
  readonly script: string;
  readonly styles: string;
}

const WEB = join(import.meta.dirname, '../../../../src/adapters/web');
const STYLES = ['kit/tokens.css', 'kit/parts.css', 'kit/parts/sheet.css', 'kit/parts/option-list.css', 'panel/panel.css', 'panel/screens/conversation/talk.css'];

export async function buildStage(): Promise<BuiltStage> {
  const built = await build({
    root: import.meta.dirname, configFile: false, logLevel: 'silent', publicDir: false,
    build: { write: false, minify: false, modulePreload: false, cssCodeSplit: false, rolldownOptions: { input: join(import.meta.dirname, 'stage.tsx'), output: { format: 'iife' } } },
  });
  if (!Array.isArray(built) && !('output' in built)) throw new Error('The stage was not built.');
  const files = (Array.isArray(built) ? built : [built]).flatMap(({ output }) => output);
  const styles = STYLES.map((file) => readFileSync(join(WEB, file), 'utf8').replace(/^@import .*$/m, '')).join('\n');
  return { script: files.flatMap((file) => (file.type === 'chunk' ? [file.code] : [])).join('\n'), styles };
}

/** The stage in a page as large as the panel is. */
export async function openStagePage(browser: Browser, stage: BuiltStage, view: 'log' | 'sessions' | 'controls'): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 400, height: 664 } });
  await page.setContent('<!doctype html><html lang="pt-BR"><body></body></html>');
  await page.addStyleTag({ content: stage.styles });
  await page.addScriptTag({ content: stage.script });
  await page.evaluate((shown) => { window.stage.view.value = shown; }, view);
  await settled(page);
  return page;
}

/** Two frames later all that was set in motion has been drawn. */
export const settled = async (page: Page): Promise<void> => page.evaluate(() => new Promise<void>((done) => { requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 20))); }));

declare global {
  interface Window {
    readonly stage: StageHandles;
    readonly list: { readonly current: { toEnd(): void; scrollToKey(key: string, where?: 'start' | 'third' | 'nearest'): void; focusKey(key: string): void } | null };
  }
}

