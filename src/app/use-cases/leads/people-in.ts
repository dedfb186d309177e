import { identityKeysOf, identityKeyText, type IdentityKey } from '../../../domain/index.ts';
import type { Json } from '../../../domain/mapping/index.ts';

const MOST_VALUES = 2_000;
const MOST_PEOPLE = 20;
/** Longer texts are no number and no address. */
const LONGEST = 120;
const NATIONAL = /^\(?\d{2}\)?[ -]?\d{4,5}[ -]?\d{4}$/;

/**
 * Whoever a delivery may be about that nothing is mapped of: every number and address in it. It is found by them, and goes with whoever is
 * erased (HUB-05); no lead is made of them.
 */
export function peopleIn(body: Json): readonly IdentityKey[] {
  const found = new Map<string, IdentityKey>();
  const queue: Json[] = [body];
  for (let place = 0; place < queue.length && place < MOST_VALUES && found.size < MOST_PEOPLE; place += 1) {
    const value = queue[place] ?? null;
    if (typeof value === 'object') queue.push(...(value === null ? [] : Object.values(value)));
    else if (typeof value !== 'boolean') for (const key of keysIn(String(value).trim())) found.set(identityKeyText(key), key);
  }
  return [...found.values()];
}

function keysIn(text: string): readonly IdentityKey[] {
  if (text.length > LONGEST) return [];
  if (text.includes('@')) return identityKeysOf({ email: text });
  return /\d{4}/.test(text) ? identityKeysOf({ phone: NATIONAL.test(text) ? `55${text.replaceAll(/\D/g, '')}` : text }) : [];
}
