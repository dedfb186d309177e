import type { Language } from '../../domain/index.ts';
import { english } from './english.ts';
import { portuguese, type Words } from './portuguese.ts';

export type { Words } from './portuguese.ts';

/** What end users read on the command line, by language. The texts of the CRM's records are the domain's own. */
export const words: Readonly<Record<Language, Words>> = { 'pt-BR': portuguese, en: english };
