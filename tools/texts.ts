import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Texts written by hand, by the id or code that they belong to. */
export function readTexts(root: string, path: string): Readonly<Record<string, string>> {
  const texts: unknown = JSON.parse(readFileSync(join(root, path), 'utf8'));
  if (isTexts(texts)) return texts;
  throw new TypeError(`${path} is not a list of texts.`);
}

const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string');
