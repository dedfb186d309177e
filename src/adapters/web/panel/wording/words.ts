import type { pt } from './pt/index.ts';

/** Everything that an agent reads in the panel. */
export type Words = WordsLike<typeof pt>;

/** What the first view needs. */
export type FirstWords = Pick<Words, 'shell' | 'lists'>;

/** What is loaded when that is shown. */
export type LaterWords = Omit<Words, keyof FirstWords>;

/** Of the same shape, with other texts. */
type WordsLike<Part> = Part extends string ? string : Part extends (...given: infer Given) => string ? (...given: Given) => string : { readonly [Key in keyof Part]: WordsLike<Part[Key]> };
