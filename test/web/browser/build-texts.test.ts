import { globSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { en } from '../../../src/adapters/web/panel/wording/en/index.ts';
import { pt } from '../../../src/adapters/web/panel/wording/pt/index.ts';
import { textsIn } from './stage/texts-in.ts';

// F1: nothing is said outside of the words, and both languages say all of it.

describe('no text stands in a screen', () => {
  const files = globSync('src/adapters/web/**/*.{ts,tsx}').filter((file) => !file.includes('/wording/'));

  test.each(files)('%s', (file) => {
    expect(textsIn(file)).toEqual([]);
  });

  test.each([
    '<p>Olá</p>', '<p>Hello {name}</p>', '<b>{isOpen ? "Open" : words.shut}</b>', '<input placeholder="Search" />', '<Button label={`Send ${count}`} />', 'announce("Você está em pausa.");', '<i>{name ?? "Nobody"}</i>',
  ])('%s would be found', (source) => {
    expect(textsIn('planted.tsx', source)).toHaveLength(1);
  });

  test.each(['<p class="row on">{words.open}</p>', '<Icon name="phone" />', '<b>{state === "open" ? words.open : words.shut}</b>', '<p> · {3}</p>', 'throw new Error("This part stands in no panel.");'])('%s is no text', (source) => {
    expect(textsIn('planted.tsx', source)).toEqual([]);
  });
});

type Texts = Readonly<Record<string, string>>;

/** Most take numbers and names, some a list of them. */
function said(texter: (...given: readonly unknown[]) => unknown, given: number): string {
  try {
    return String(texter(given, given, given));
  } catch {
    return String(texter([String(given), String(given)]));
  }
}

/** Each text of the words by its path; of those that take something, with a number and a word given. */
function textsOf(words: object, path = ''): Texts {
  return Object.fromEntries(Object.entries(words).flatMap(([key, value]: readonly [string, unknown]) => {
    if (typeof value === 'function') return [1, 2].map((given) => [`${path}${key}(${given})`, said(parseTexter(value), given)]);
    return typeof value === 'object' && value !== null ? Object.entries(textsOf(value, `${path}${key}.`)) : [[`${path}${key}`, String(value)]];
  }));
}

describe('the words', () => {
  const [portuguese, english] = [textsOf(pt), textsOf(en)];

  test('are the same in both languages, each with a text', () => {
    expect(Object.keys(english).toSorted()).toEqual(Object.keys(portuguese).toSorted());
    expect(Object.entries({ ...portuguese, ...english }).filter(([, text]) => !/\S/.test(text))).toEqual([]);
  });

  test('are not Portuguese in English', () => {
    expect(Object.entries(english).filter(([, text]) => /[ãõâêôçáéíóúà]/i.test(text))).toEqual([]);
    const sentences = Object.entries(english).filter(([path, text]) => text === portuguese[path] && text.split(' ').length > 2);
    expect(sentences).toEqual([]);
  });

  test('of what takes something take as much in both', () => {
    expect(aritiesOf(en)).toEqual(aritiesOf(pt));
  });
});

function aritiesOf(words: object): unknown {
  return Object.fromEntries(Object.entries(words).map(([key, value]: readonly [string, unknown]) => [key, typeof value === 'function' ? value.length : typeof value === 'object' && value !== null ? aritiesOf(value) : 0]));
}

const parseTexter = (texter: object): (...given: readonly unknown[]) => unknown => texter as (...given: readonly unknown[]) => unknown;
