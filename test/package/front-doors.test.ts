import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { doorsOf } from '../../tools/doors.ts';
import { sourcesBy, sourcesOnDisk, undocumentedIn } from './front-doors.ts';

const manifest = z.object({
  exports: z.record(z.string(), z.union([z.string(), z.object({ types: z.string(), default: z.string() })])),
  bin: z.record(z.string(), z.string()),
}).parse(JSON.parse(readFileSync('package.json', 'utf8')));

const doors = doorsOf('.');

/** What `exports` gives for a specifier, as Node resolves it: the exact key, else the pattern with the longest beginning. */
function resolved(specifier: string): { types: string; default: string } | undefined {
  const key = specifier.replace('vinculo', '.');
  const match = Object.entries(manifest.exports)
    .map(([pattern, target]) => ({ pattern, target, star: starIn(pattern, key) }))
    .filter(({ star }) => star !== undefined)
    .toSorted((a, b) => b.pattern.length - a.pattern.length)[0];
  if (match === undefined || typeof match.target === 'string') return undefined;
  const fill = (path: string): string => path.replace('*', match.star ?? '');
  return { types: fill(match.target.types), default: fill(match.target.default) };
}

function starIn(pattern: string, key: string): string | undefined {
  const [head = '', tail] = pattern.split('*');
  if (tail === undefined) return pattern === key ? '' : undefined;
  return key.startsWith(head) && key.endsWith(tail) && key.length > head.length + tail.length
    ? key.slice(head.length, key.length - tail.length)
    : undefined;
}

describe('the package', () => {
  test.each(doors)('$specifier is exported from where its source is built to', ({ specifier, built }) => {
    expect(resolved(specifier)).toEqual({ types: `./dist/${built}.d.ts`, default: `./dist/${built}.js` });
  });

  test('every exported name without a pattern has a source', () => {
    const named = Object.keys(manifest.exports).filter((key) => !key.includes('*') && key !== './package.json');
    expect(doors.map(({ specifier }) => specifier.replace('vinculo', '.'))).toEqual(expect.arrayContaining(named));
  });

  test('types come before the default, or TypeScript would not find them', () => {
    const conditions = Object.values(manifest.exports).filter((target) => typeof target !== 'string');
    expect(conditions.map((target) => Object.keys(target))).toEqual(conditions.map(() => ['types', 'default']));
  });

  test('the command has a source', () => {
    expect(manifest.bin['vinculo']).toBe('./dist/app/host/bin.js');
    expect(existsSync('src/app/host/bin.ts')).toBe(true);
  });
});

describe('front doors', () => {
  const onDisk = sourcesOnDisk();

  test.each(doors)('every export of $specifier says what it means', ({ source }) => {
    expect(undocumentedIn(source, onDisk)).toEqual([]);
  });

  test('a name is followed to where it is declared, and found wanting without a comment', () => {
    const sources: Record<string, string> = {
      'src/a/index.ts': `export { known, type Lost } from './b.ts'; export const own = 1;\n/** Fine. */ export const told = 2;`,
      'src/a/b.ts': `import { Lost } from './c.ts'; export type { Lost };\n/** Known. */ export const known = 1;`,
      'src/a/c.ts': `export interface Lost { readonly a: string }`,
    };
    expect(undocumentedIn('src/a/index.ts', sourcesBy((path) => sources[path]))).toEqual(['Lost (src/a/b.ts)', 'own (src/a/index.ts)']);
  });
});
