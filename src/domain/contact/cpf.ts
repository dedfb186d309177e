import type { Brand } from '../kernel/brand.ts';
import { accepted, rejected, type Result } from '../kernel/result.ts';

/** A Brazilian taxpayer's number: eleven digits whose last two check the others. */
export type Cpf = Brand<string, 'Cpf'>;

/** Why a text is no CPF. */
export type CpfProblem = 'empty' | 'wrong-length' | 'not-a-cpf' | 'wrong-check-digits';

/** Reads a CPF with or without its mask. Eleven equal digits pass the sum and belong to nobody, so they are refused. */
export function parseCpf(raw: string): Result<Cpf, CpfProblem> {
  const digits = raw.normalize('NFKC').replace(/[\s./\p{Pd}]/gu, '');
  if (digits === '') return rejected('empty');
  if (!/^\d+$/.test(digits) || /^(\d)\1{10}$/.test(digits)) return rejected('not-a-cpf');
  if (digits.length !== 11) return rejected('wrong-length');
  const body = digits.slice(0, 9);
  return digits === withCheckDigits(body) ? accepted(parsedCpf(digits)) : rejected('wrong-check-digits');
}

const withCheckDigits = (body: string): string => withCheckDigit(withCheckDigit(body));

function withCheckDigit(digits: string): string {
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (digits.length + 1 - place), 0);
  return `${digits}${((sum * 10) % 11) % 10}`;
}

const parsedCpf = (digits: string): Cpf => digits as Cpf;
