import { InvalidArgumentError } from 'commander';
import { DELIVERY_REASONS } from '../../../ports/index.ts';
import { textOfCode, words as allWords, type Words } from '../../wording/index.ts';

/** Thrown errors are reasons too, by codes that the hub's list does not name one by one. */
const CODE_OF_AN_ERROR = /^(port|defect|config|input)\.[a-z-]+$/;

/** A reason in words, and its code, by which it is searched for. */
export const composeReason = (reason: string, words: Words): string => [textOfCode(reason, words), `[${reason}]`].filter(Boolean).join(' ');

/** The code comes first where there may be no room for all of it. */
export const composeReasonInList = (reason: string, words: Words): string => [`[${reason}]`, textOfCode(reason, words)].filter(Boolean).join(' ');

/** Every text that is shown for a reason, in every language: what people read they may also type. */
const codesByText: ReadonlyMap<string, string> = new Map(Object.values(allWords).flatMap((words) =>
  DELIVERY_REASONS.flatMap((code) => [words.deliveryReason[code], `[${code}]`].map((text) => [text.toLowerCase(), code] as const))));

/** Reads a reason as people type it: its code, or the words that are shown. */
export const reasonOf = ({ complaint }: Words) => (text: string): string => {
  const code = codesByText.get(text.trim().toLowerCase()) ?? text;
  if (DELIVERY_REASONS.some((known) => known === code) || CODE_OF_AN_ERROR.test(code)) return code;
  throw new InvalidArgumentError(complaint.reasonUnknown);
};
