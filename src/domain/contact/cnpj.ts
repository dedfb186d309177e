import type { Brand } from '../kernel/brand.ts';
import { accepted, rejected, type Result } from '../kernel/result.ts';

/** A Brazilian company's number: twelve digits or, in those given since July 2026, letters, and two digits that check them. */
export type Cnpj = Brand<string, 'Cnpj'>;

/** Why a text is no CNPJ. */
export type CnpjProblem = 'empty' | 'wrong-length' | 'not-a-cnpj' | 'wrong-check-digits';

/** Reads a CNPJ with or without its mask. Fourteen equal digits pass the sum and belong to nobody, so they are refused. */
export function parseCnpj(raw: string): Result<Cnpj, CnpjProblem> {
  const text = raw.normalize('NFKC').replace(/[\s./\p{Pd}]/gu, '').toUpperCase();
  if (text === '') return rejected('empty');
  if (!/^[A-Z\d]+$/.test(text) || /^(\d)\1{13}$/.test(text)) return rejected('not-a-cnpj');
  if (text.length !== 14) return rejected('wrong-length');
  const body = text.slice(0, 12);
  return text === withCheckDigit(withCheckDigit(body)) ? accepted(parsedCnpj(text)) : rejected('wrong-check-digits');
}

/** Weights run from 2 to 9 and begin again, from the right; a letter counts for its place in ASCII less 48, as a digit does. */
function withCheckDigit(text: string): string {
  let sum = 0;
  for (let place = 0; place < text.length; place++) sum += (text.charCodeAt(text.length - 1 - place) - 48) * (2 + (place % 8));
  const rest = sum % 11;
  return `${text}${rest < 2 ? 0 : 11 - rest}`;
}

const parsedCnpj = (text: string): Cnpj => text as Cnpj;
