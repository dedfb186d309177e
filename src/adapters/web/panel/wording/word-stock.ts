import { signal, type ReadonlySignal } from '@preact/signals';
import { createFormat, type Format } from '../../kit/format.ts';
import { loadWords, type HowMany, type Locale } from './load-words.ts';
import type { Words } from './words.ts';

/** What people read, in one language. */
export interface Stock {
  readonly locale: Locale;
  readonly howMany: HowMany;
  readonly texts: Words;
  readonly format: Format;
}

/** The words that are loaded: those of the first view, and the others before any other screen is shown. */
export interface WordStock {
  readonly stock: ReadonlySignal<Stock>;
  /** The page around may change its language at any time. */
  follow(locale: Locale): Promise<void>;
  /** What fails is tried again by the next who asks. */
  complete(): Promise<void>;
}

export async function openWordStock(locale: Locale): Promise<WordStock> {
  const load = async (wanted: Pick<Stock, 'locale' | 'howMany'>): Promise<Stock> => ({ ...wanted, texts: await loadWords(wanted.locale, wanted.howMany), format: createFormat(wanted.locale) });
  const stock = signal(await load({ locale, howMany: 'first' }));
  let wanted: Pick<Stock, 'locale' | 'howMany'> = stock.peek();

  async function want(change: Partial<typeof wanted>): Promise<void> {
    const asked = { ...wanted, ...change };
    if (asked.locale === wanted.locale && asked.howMany === wanted.howMany) return;
    wanted = asked;
    try {
      const loaded = await load(asked);
      if (asked === wanted) stock.value = loaded;
    } catch {
      if (asked === wanted) wanted = stock.peek();
    }
  }

  return { stock, follow: async (next) => await want({ locale: next }), complete: async () => await want({ howMany: 'all' }) };
}
