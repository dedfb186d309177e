import { first } from './first.ts';
import { later } from './later.ts';

/** Portuguese of Brazil; every other language has its shape. */
export const pt = { ...first, ...later } as const;
