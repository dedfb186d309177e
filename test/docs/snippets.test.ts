import { existsSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as contracts from 'vinculo/contracts';
import { objectionsTo } from './compile.ts';
import { blocksOf, examplesOf, pages, textOf } from './pages.ts';

const blocks = pages.flatMap((page) => blocksOf(page));

describe('the pages', () => {
  test('show files as they are', () => {
    const shown = blocks.filter(({ file }) => file !== undefined && existsSync(file));
    expect(shown.length).toBeGreaterThan(4);
    for (const { file = '', text } of shown) expect(text, file).toBe(textOf(file));
  });

  test('name no file above a block that is not there', () => {
    const named = blocks.filter(({ file, language }) => file !== undefined && language === 'ts').map(({ file = '' }) => file);
    expect(named.filter((file) => !existsSync(file))).toEqual([]);
  });

  test('link to files and headings that are there', () => {
    const dead = pages.flatMap((page) => [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !link.includes('://') && !leadsSomewhere(page, link))
      .map((link) => `${page}: ${link}`));
    expect(dead).toEqual([]);
  });

  test('say, below docs, which of the four kinds they are', () => {
    const silent = pages.filter((page) => /^docs\/(?!adr\/)/.test(page) && !/^\*?(Tutorial|Guide|Reference|Explanation)\b/m.test(textOf(page)));
    expect(silent).toEqual([]);
  });
});

const anchorOf = (heading: string): string => heading.toLowerCase().replaceAll(/[^\p{L}\p{N} -]/gu, '').replaceAll(' ', '-');

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : posix.join(posix.dirname(page), path);
  if (!existsSync(target)) return false;
  if (anchor === undefined) return true;
  const text = textOf(target);
  return text.includes(`<a id="${anchor}"></a>`) || [...text.matchAll(/^#+ (.+)$/gm)].some(([, heading = '']) => anchorOf(heading) === anchor);
}

test('the programs of all pages, and the examples beside the sources, compile', () => {
  const sources = ['src', 'test/arbitraries'].flatMap((root) => readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => `${root}/${path.replaceAll('\\', '/')}`));
  const examples = sources.filter((path) => path.endsWith('.ts')).flatMap(examplesOf);
  const programs = blocks.filter(({ language }) => language === 'ts');
  expect(Math.min(examples.length, programs.length)).toBeGreaterThan(5);
  expect(objectionsTo([...programs, ...examples])).toEqual([]);
});

test('the guide to adapters names every contract of the kit', () => {
  const guide = textOf('docs/guides/write-an-adapter.md');
  const names = Object.keys(contracts).filter((name) => name.endsWith('Contract') && name !== 'defineContract');
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
});
