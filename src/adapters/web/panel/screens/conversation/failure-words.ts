import type { Words } from '../../wording/words.ts';

const KIND_OF: ReadonlyMap<string, Exclude<keyof Words['conversation']['failure'], 'unknown'>> = new Map([
  ['131047', 'windowShut'], ['470', 'windowShut'], ['NO_OPEN_WINDOW', 'windowShut'],
  ['131026', 'notOnWhatsapp'], ['1013', 'notOnWhatsapp'],
  ['131056', 'tooSoon'], ['131049', 'heldBack'], ['131051', 'typeUnsupported'], ['131052', 'fileUnreadable'], ['131053', 'fileUnreadable'],
]);

/** Why a message did not come through: what the chat's code means, and the code itself where it has no word. */
export function failureText(words: Words['conversation'], code: string | undefined): string {
  const kind = KIND_OF.get(code ?? '');
  if (kind !== undefined) return words.failure[kind];
  return code === undefined || code === 'unknown' ? words.failure.unknown : words.failureCode(words.failure.unknown, code);
}
