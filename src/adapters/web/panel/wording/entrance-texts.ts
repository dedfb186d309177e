import type { Locale } from './load-words.ts';

/** What people read where the panel was let in nowhere and nobody told more: too little to be loaded by itself. */
export const entranceTexts = {
  'pt-BR': { alone: 'O painel só abre dentro do CRM.', refused: 'O CRM não deixou entrar.' },
  en: { alone: 'The panel opens inside the CRM only.', refused: 'The CRM did not let you in.' },
} as const satisfies Record<Locale, object>;
