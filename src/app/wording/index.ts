import type { Language } from '../../domain/index.ts';
import { english } from './english.ts';
import { portuguese, type Words } from './portuguese.ts';

export type { Words } from './portuguese.ts';
export { checkTexts, tellFinding } from './tell-finding.ts';
export { tellSendFailure } from './tell-send-failure.ts';

/** What end users read on the command line, by language. The texts of the CRM's records are the domain's own. */
export const words: Readonly<Record<Language, Words>> = { 'pt-BR': portuguese, en: english };

/** The text for the reason of a delivery or the code of an error: its own, else its family's; absent for one that nobody knows. */
export function textOfCode(code: string, { deliveryReason, errorCode }: Words): string | undefined {
  const texts: Readonly<Record<string, string>> = { ...deliveryReason, ...errorCode };
  return texts[code] ?? texts[code.replace(/\..*$/, '')];
}
