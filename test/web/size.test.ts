import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pt } from '../../src/adapters/web/panel/wording/pt/index.ts';

// UI.md §8. Sizes as the built files lie there, packed by gzip; test/built-ui.ts has built them. What a browser really fetches is in browser/budgets.test.ts.

const BUILT = 'dist/ui';
const LOADER_BYTES = 1_500;
const FIRST_LOAD_BYTES = 45_000;
const LATER_BYTES = 12_000;

const text = (file: string): string => readFileSync(`${BUILT}/${file}`, 'utf8');
const sizeOf = (file: string): number => readFileSync(`${BUILT}/${file}.gz`).length;
const parsePages = (json: string): { readonly panel: { readonly script: string; readonly styles: readonly string[] } } => JSON.parse(json) as ReturnType<typeof parsePages>;

/** A script and all that it cannot begin without. */
function neededBy(script: string, known = new Set<string>()): ReadonlySet<string> {
  if (known.has(script)) return known;
  known.add(script);
  for (const [, name = ''] of text(script).matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([\w.-]+\.js)["']/g)) neededBy(name, known);
  return known;
}

/** The one file of words that has a text. */
function wordsWith(words: string): string {
  const [file, ...others] = globSync('*.js', { cwd: BUILT }).filter((name) => text(name).includes(words));
  expect(others).toEqual([]);
  return file ?? '';
}

const { script, styles } = parsePages(text('pages.json')).panel;
const words = wordsWith(pt.lists.emptyOpen.text);
const first = [...new Set([...neededBy(script), ...neededBy(words)]), ...styles];
const later = globSync('*.{js,css}', { cwd: BUILT }).filter((file) => file !== 'loader.js' && !first.includes(file));

test(`the loader has at most ${LOADER_BYTES} bytes`, () => {
  expect(sizeOf('loader.js')).toBeLessThanOrEqual(LOADER_BYTES);
});

test(`the panel's first load has at most ${FIRST_LOAD_BYTES} bytes: scripts, styles, icons, and the words of one language`, () => {
  expect(first.length).toBeGreaterThan(3);
  expect(Object.fromEntries(first.map((file) => [file, sizeOf(file)]))).toSatisfy((sizes: Readonly<Record<string, number>>) => Object.values(sizes).reduce((sum, each) => sum + each, 0) <= FIRST_LOAD_BYTES);
});

test.each([
  ['the conversation', pt.conversation.windowShutText], ['paperwork', pt.paperwork], ['active sends', pt.sends], ['the dial', pt.dial],
])('the words of %s come later', (_name, part) => {
  expect(first).not.toContain(wordsWith(longestOf(part)));
});

test.each(['conversation-screen', 'paperwork-sheet', 'send-screen', 'dial-screen'])('%s comes later', (name) => {
  expect(later.filter((file) => file.startsWith(name) && file.endsWith('.js'))).toHaveLength(1);
});

test.each(later)(`at most ${LATER_BYTES} bytes: %s`, (file) => {
  expect(sizeOf(file)).toBeLessThanOrEqual(LATER_BYTES);
});

test('no file names the folder that it was built in', () => {
  expect(globSync('*.js', { cwd: BUILT }).filter((file) => text(file).includes(process.cwd()))).toEqual([]);
});

/** A text that no other file has. */
function longestOf(part: unknown): string {
  const texts = typeof part === 'string' ? [part] : typeof part === 'object' && part !== null ? Object.values(part).map(longestOf) : [];
  return texts.toSorted((a, b) => b.length - a.length)[0] ?? '';
}
