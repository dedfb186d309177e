import { brazilianDdds, isBrazilianFreeOrShared, withoutTrunk } from '../phone/brazilian-number.ts';
import { readForeignNumber } from '../phone/foreign-number.ts';
import { digitsOf, readNumberText, type NumberText, type NumberTextProblem } from '../phone/number-text.ts';
import { dialledWithin } from '../phone/plan-dial.ts';

/** What sort of number it is, as the dial pad names it. */
export type DialKind = 'local' | 'national' | 'extension' | 'emergency' | 'toll-free' | 'foreign';

/** A part of what was typed that is not dialled. */
export type DialCut = 'ddi' | 'trunk' | 'carrier' | 'ddd' | 'extension';

/** Why nothing is dialled. `unknown-ddd`: no area of Brazil has that code. */
export type DialProblem = NumberTextProblem | 'unknown-ddd' | 'too-short' | 'too-long' | 'invalid';

/** What the pad dials for what was typed, and what it says about it. */
export type TypedDial =
  | {
      readonly outcome: 'dials';
      readonly dial: string;
      readonly kind: DialKind;
      /** In the order in which the parts stood; the pad says so. */
      readonly removed: readonly DialCut[];
      readonly warning?: 'foreign';
      /** A mobile from before the ninth digit: the same with it, offered and never put in by itself. */
      readonly withNinthDigit?: string;
    }
  | { readonly outcome: 'refused'; readonly because: DialProblem };

type Dialled = Extract<TypedDial, { readonly outcome: 'dials' }>;

/**
 * Reads what an agent typed or pasted on the dial pad (PAN-09, PHN-05). Marks are dropped; a number of Brazil loses its 55, a trunk zero with
 * or without carrier, and the agent's own DDD; what is short, free or foreign goes as typed.
 *
 * 55 is also the DDD of Santa Maria: it counts as the country only before ten or eleven digits more.
 *
 * @param options - `ddd`: the agent's own, as the agent's number or the settings have it; absent when neither is known.
 *
 * @example
 * dialPlan('0 15 19 99741-2063', { ddd: '19' });
 * // => dials 997412063, local, without trunk, carrier and DDD
 */
export function dialPlan(input: string, { ddd }: { readonly ddd?: string } = {}): TypedDial {
  const text = readNumberText(input);
  if (!text.ok) return refused(text.reason);
  const plan = planned(text.value, ddd);
  const saysMore = plan.outcome === 'dials' && !typedDigits(input).endsWith(text.value.digits);
  return saysMore ? { ...plan, removed: [...plan.removed, 'extension'] } : plan;
}

function planned({ digits, lead }: NumberText, ddd: string | undefined): TypedDial {
  const national = nationalPart(digits, lead);
  if (national !== undefined) return within(national, ddd, ['ddi']);
  if (lead === 'international' && !isDddOfItself(digits)) return foreign(`+${digits}`, digits);
  return within(digits, ddd, []);
}

/** What follows the country's 55; absent where there is none. */
function nationalPart(digits: string, lead: NumberText['lead']): string | undefined {
  const rest = digits.slice(2);
  if (!digits.startsWith('55')) return undefined;
  if (digits.length === 12 || digits.length === 13) return rest;
  return lead === 'international' && (rest.length > 11 || isBrazilianFreeOrShared(rest)) ? rest : undefined;
}

/** `+55 99876-5432`: too short for a country code, so that 55 is the DDD. */
const isDddOfItself = (digits: string): boolean => digits.startsWith('55') && digits.length <= 11;

function within(digits: string, ddd: string | undefined, before: readonly DialCut[]): TypedDial {
  if (/^\d{3,5}$/.test(digits)) return dials(digits, /^1\d\d$/.test(digits) ? 'emergency' : 'extension', before);
  if (isBrazilianFreeOrShared(digits)) return dials(digits, 'toll-free', before);
  if (digits.length < 8) return refused('too-short');
  if (digits.length < 10 && !digits.startsWith('0')) return local(digits, digits, before);

  const { rest, cut } = withoutTrunk(digits);
  if (rest.length > 11) return before.length === 0 && cut.length === 0 && readForeignNumber(digits).ok ? foreign(digits, digits) : refused('too-long');
  if (!DDDS.has(rest.slice(0, 2))) return refused('unknown-ddd');
  const { dial, isLocal } = dialledWithin(rest, ddd);
  return isLocal ? local(dial, rest.slice(2), [...before, ...cut, 'ddd']) : subscriber('national', dial, rest.slice(2), [...before, ...cut]);
}

const local = (dial: string, number: string, removed: readonly DialCut[]): TypedDial => subscriber('local', dial, number, removed);

/** @param number - the subscriber's own, of eight or nine digits. */
function subscriber(kind: 'local' | 'national', dial: string, number: string, removed: readonly DialCut[]): TypedDial {
  if (/^(?:9\d{8}|[2-5]\d{7})$/.test(number)) return dials(dial, kind, removed);
  if (!/^[6-9]\d{7}$/.test(number)) return refused('invalid');
  return { ...dials(dial, kind, removed), withNinthDigit: `${dial.slice(0, -8)}9${number}` };
}

function foreign(dial: string, digits: string): TypedDial {
  if (digits.length < 7) return refused('too-short');
  return digits.length > 15 ? refused('too-long') : { ...dials(dial, 'foreign', []), warning: 'foreign' };
}

const dials = (dial: string, kind: DialKind, removed: readonly DialCut[]): Dialled => ({ outcome: 'dials', dial, kind, removed });

const refused = (because: DialProblem): TypedDial => ({ outcome: 'refused', because });

const DDDS: ReadonlySet<string> = new Set(brazilianDdds);

const typedDigits = (input: string): string => digitsOf(input.normalize('NFKC'));
