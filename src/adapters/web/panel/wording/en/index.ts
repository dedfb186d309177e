import type { Words } from '../words.ts';
import { first } from './first.ts';
import { later } from './later.ts';

export const en: Words = { ...first, ...later };
