import { readdirSync, readFileSync } from 'node:fs';

/** A block of code of a page. */
export interface Block {
  readonly page: string;
  readonly language: string;
  readonly text: string;
  /** The file whose whole text it shows, where the line above names one. */
  readonly file?: string;
}

const BLOCK = /(?:^`([\w./-]+)`:\n\n)?^```(\w*)\n([\s\S]*?)^```$/gm;

/** Every page that people read, by its path from the root. Generated ones are checked where they are made. */
export const pages: readonly string[] = [
  'README.md', 'CONTRIBUTING.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .map((path) => `docs/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.md') && !path.startsWith('docs/reference/api/')),
].toSorted();

export const textOf = (path: string): string => readFileSync(path, 'utf8');

/** The blocks of a page, in its order. */
export const blocksOf = (page: string, text: string = textOf(page)): readonly Block[] =>
  [...text.matchAll(BLOCK)].map(([, file, language = '', code = '']) => ({ page, language, text: code, ...(file === undefined ? {} : { file }) }));

/** The `@example`s of a source, as blocks. */
export const examplesOf = (path: string): readonly Block[] =>
  [...textOf(path).matchAll(/^ *\* @example\n((?: *\*(?!\/| @).*\n)+)/gm)]
    .map(([, lines = '']) => ({ page: path, language: 'ts', text: lines.replaceAll(/^ *\* ?/gm, '') }));
