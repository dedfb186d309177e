import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

// A1, A2, A5 and UI.md §8, as far as the files themselves tell. test/built-ui.ts has built them.

const BUILT = 'dist/ui';
const LOADER_BYTES = 1_500;
const LATER_BYTES = 12_000;

const gzipped = (file: string): number => gzipSync(readFileSync(file), { level: 9 }).length;
const scripts = globSync(`${BUILT}/*.js`);

describe('what is installed', () => {
  const { dependencies, devDependencies } = parsePackage(readFileSync('package.json', 'utf8'));

  test('brings nothing of the panel along: it comes built', () => {
    const ofScreens = /preact|signals|vite|lit|react|playwright|chromium|axe/;
    expect(Object.keys(dependencies).filter((name) => ofScreens.test(name))).toEqual([]);
    expect(Object.keys(devDependencies).filter((name) => ofScreens.test(name)).length).toBeGreaterThan(3);
  });

  test('is built by Vite without a plugin', () => {
    expect(Object.keys({ ...dependencies, ...devDependencies }).filter((name) => /vite-plugin|@preact\/preset|rollup-plugin|@vitejs/.test(name))).toEqual([]);
    expect(readFileSync('tools/ui.ts', 'utf8')).not.toMatch(/plugins/);
  });

  test('takes of Preact its front door and its hooks alone, which version 10 has too', () => {
    const uses = globSync('src/adapters/web/**/*.{ts,tsx}').flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/ from '(preact[^']*)'/g)].map(([, from]) => from));
    expect(new Set(uses)).toEqual(new Set(['preact', 'preact/hooks']));
  });
});

describe('what is built', () => {
  test('LICENSES.txt lists all that is built in, and nothing else', () => {
    const licences = readFileSync(`${BUILT}/LICENSES.txt`, 'utf8');
    expect([...licences.matchAll(/^(\S+)\n-+$/gm)].map(([, name]) => name)).toEqual(['preact', '@preact/signals', '@preact/signals-core']);
    expect(licences.match(/Permission is hereby granted/g)).toHaveLength(3);
    const packages = globSync('src/adapters/web/{panel,console,shared,loader}/**/*.{ts,tsx}').flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/ from '([^.'][^']*)'/g)].map(([, name]) => name?.replace(/^((?:@[^/]+\/)?[^/]+).*$/, '$1')));
    expect(new Set(packages)).toEqual(new Set(['@preact/signals', 'preact']));
  });

  test(`the loader has at most ${LOADER_BYTES} bytes as it is sent`, () => {
    expect(gzipped(`${BUILT}/loader.js`)).toBeLessThanOrEqual(LOADER_BYTES);
  });

  test.each(scripts.filter((file) => !/^(?:loader|panel|console)/.test(basename(file))).map((file) => [basename(file).replace(/-[\w-]{8}\.js$/, ''), file]))(`what comes later has at most ${LATER_BYTES} bytes: %s`, (_name, file = '') => {
    expect(gzipped(file)).toBeLessThanOrEqual(LATER_BYTES);
  });

  test('no code is made of text, and nothing is fetched from elsewhere', () => {
    for (const file of scripts) {
      const text = readFileSync(file, 'utf8');
      expect(text).not.toMatch(/\beval\(|new Function\(|importScripts|document\.write/);
      expect([...text.matchAll(/https?:\/\/[\w.-]+/g)].map(([address]) => address).filter((address) => !/www\.w3\.org|preactjs\.com|google\.com|openstreetmap\.org/.test(address))).toEqual([]);
    }
  });

  test('each file lies beside its compressed forms', () => {
    for (const file of [...scripts, ...globSync(`${BUILT}/*.css`)]) expect(globSync(`${file}{.br,.gz}`)).toHaveLength(2);
  });
});

function parsePackage(text: string): { readonly dependencies: Readonly<Record<string, string>>; readonly devDependencies: Readonly<Record<string, string>> } {
  return JSON.parse(text) as ReturnType<typeof parsePackage>;
}
