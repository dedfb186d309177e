import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const blocks = (text: string, language: string): readonly string[] =>
  [...text.matchAll(new RegExp('```' + language + '\\n([\\s\\S]*?)```', 'g'))].map(([, code = '']) => code);

afterEach(() => void vi.restoreAllMocks());

test('the first program of the README is the example that is run', () => {
  expect(blocks(read('README.md'), 'ts')[0]).toBe(read('examples/first-card/first-card.ts'));
});

test('the first program of the README prints what the README says', async () => {
  const printed: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  await import('../../examples/first-card/first-card.ts');
  expect(`${printed.join('\n')}\n`).toBe(/It prints:\n\n```\n([\s\S]*?)```/.exec(read('README.md'))?.[1]);
});

test('every link of the README leads to a file', () => {
  const links = [...read('README.md').matchAll(/\]\(([^)#]+)/g)].map(([, path = '']) => path).filter((path) => !path.includes('://'));
  expect(links.length).toBeGreaterThan(3);
  for (const link of links) expect(() => read(link), link).not.toThrow();
});
