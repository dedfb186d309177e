import * as z from 'zod';
import type { ClientSaved } from '../../../ports/chat-clients.ts';
import type { PortFailure } from '../../../ports/failures.ts';

const text = z.string().nullish().catch(undefined);
const fault = z.looseObject({ message: text, description: text }).nullish().catch(undefined);
const refusalBody = z.looseObject({ message: text, error: text, description: text, code: text, fault });

const LONGEST_REASON = 200;

/**
 * What a refusal says about the number that was sent; nothing where it is about something else. No public material shows
 * such a refusal (N11, N15), so that it is told by its words. Digits are left out: the reason is read by many.
 */
export function translateRefusedNumber(
  { failure, body, sentNumber }: { readonly failure: PortFailure; readonly body: string; readonly sentNumber: boolean },
  numberWords: readonly string[],
): Exclude<ClientSaved, { readonly outcome: 'saved' }> | undefined {
  const reason = reasonIn(body);
  if (!sentNumber || !speaksOf(reason, numberWords)) return undefined;
  return failure.code === 'port.conflict' ? { outcome: 'number-taken' } : { outcome: 'number-refused', reason };
}

function reasonIn(body: string): string {
  const { message, error, description, code, fault: inner } = parseBody(body);
  const said = [message, error, description, inner?.description, inner?.message, code].find((each) => each !== undefined && each !== null && each.trim() !== '');
  return (said ?? '').replaceAll(/[\p{C}\s]+/gu, ' ').replaceAll(/\d[\d\s().-]{3,}\d/g, '…').trim().slice(0, LONGEST_REASON);
}

function parseBody(body: string): z.output<typeof refusalBody> {
  try {
    return refusalBody.safeParse(JSON.parse(body)).data ?? {};
  } catch {
    // No JSON, which tells nothing.
    return {};
  }
}

const speaksOf = (reason: string, words: readonly string[]): boolean =>
  words.some((word) => reason.toLowerCase().includes(word.toLowerCase()));
