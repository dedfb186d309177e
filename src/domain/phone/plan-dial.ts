import { digitsOf } from './number-text.ts';
import { digitsForNeppo } from './phone-key.ts';
import type { Phone } from './phone-number.ts';

/** What is put on the dial pad, and what was left out of the number, so that the panel can say so. */
export interface DialPlan {
  readonly dial: string;
  readonly removed: readonly ('ddi' | 'ddd')[];
}

/**
 * Prepares a number for the dial pad (PHN-05): a Brazilian one goes without 55, and without the DDD when it is the agent's
 * own; a foreign one goes in full, `+351912345678`.
 *
 * @param options - `ownDdd` as the agent's number or the settings have it; absent when neither is known.
 */
export function planDial(phone: Phone, { ownDdd }: { readonly ownDdd?: string } = {}): DialPlan {
  if (phone.country !== 'BR') return { dial: phone.e164, removed: [] };

  const { dial, isLocal } = dialledWithin(digitsForNeppo(phone).slice(2), ownDdd);
  return { dial, removed: isLocal ? ['ddi', 'ddd'] : ['ddi'] };
}

/** DDD and number as it is dialled from an area: without the DDD where that is the area's own. */
export function dialledWithin(national: string, ownDdd = ''): { readonly dial: string; readonly isLocal: boolean } {
  const isLocal = national.slice(0, 2) === digitsOf(ownDdd).replace(/^0+/, '');
  return { dial: isLocal ? national.slice(2) : national, isLocal };
}
