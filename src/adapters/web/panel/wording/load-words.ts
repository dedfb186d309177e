import type { FirstWords, Words } from './words.ts';

/** Languages of the panel. */
export type Locale = 'pt-BR' | 'en';

/** Those of the first view; or all of them, which every other screen may read. */
export type HowMany = 'first' | 'all';

/** Only the words that are used are loaded. */
export async function loadWords(locale: Locale, howMany: HowMany): Promise<Words> {
  const first = locale === 'en' ? (await import('./en/first.ts')).first : (await import('./pt/first.ts')).first;
  if (howMany === 'first') return parseFirst(first);
  return { ...first, ...(locale === 'en' ? (await import('./en/later.ts')).later : (await import('./pt/later.ts')).later) };
}

/** No screen but the first is shown with these. */
const parseFirst = (first: FirstWords): Words => first as Words;
