import type { PhoneProblem } from './phone-number.ts';

/** A number that cannot be used: refused here, or by the chat platform, which counts the same (PHN-03). */
export interface PhoneNoticeFacts {
  readonly problem: PhoneProblem | 'refused-by-chat';
  /** As the contact has it. */
  readonly value: string;
  /** Wrong values that this contact was already told of. */
  readonly alreadyReported: readonly string[];
  /** What the chat said against it, where it is the chat that refused. */
  readonly chatReason?: string | undefined;
}

/** Whether people are told of a number that cannot be used, once for each wrong number (PHN-03). */
export type PhoneNoticeDecision =
  /** One interaction record on the contact says why, and asks for the correction. */
  | { readonly outcome: 'report'; readonly problem: PhoneNoticeFacts['problem']; readonly value: string; readonly chatReason?: string }
  | { readonly outcome: 'already-reported' }
  /** There is no number, so there is nothing to correct. */
  | { readonly outcome: 'nothing-to-report' };

/** Decides whether an invalid number is told: once for each wrong value, whatever mask it wears (PHN-03). */
export function decidePhoneNotice({ problem, value, alreadyReported, chatReason }: PhoneNoticeFacts): PhoneNoticeDecision {
  if (problem === 'empty') return { outcome: 'nothing-to-report' };
  const told = new Set(alreadyReported.map(unmasked));
  if (told.has(unmasked(value))) return { outcome: 'already-reported' };
  return { outcome: 'report', problem, value, ...(chatReason !== undefined && { chatReason }) };
}

const unmasked = (value: string): string => value.normalize('NFKC').replace(/[\s().\p{Pd}\p{Cf}]/gu, '').toLowerCase();
