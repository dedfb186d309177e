import { InvalidArgumentError, Option } from 'commander';
import type { Words } from '../wording/index.ts';

/** Reads an option that is a whole number within bounds. */
export const wholeNumber = (least: number, most: number, { complaint }: Words) => (text: string): number => {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new InvalidArgumentError(complaint.wholeNumber(least, most));
};

/** Five ports are taken from the one that is named. */
export const LAST_PORT = 65_531;

/** Requests in any 60 seconds that Ploomes takes, and that its simulator takes unless told otherwise. */
export const PLOOMES_RATE = 120;

/** Reads an option that is an http or https address. */
export const webAddress = ({ complaint }: Words) => (text: string): string => {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError(complaint.webAddress);
};

/** Reads an option that is any text. What begins as an option does is one, and the text before it was forgotten. */
export const plainText = (text: string): string => {
  if (text !== '' && !text.startsWith('--')) return text;
  throw new InvalidArgumentError('');
};

/** Reads an option that may be given several times. */
export const severalTexts = (text: string, before: readonly string[] = []): readonly string[] => [...before, plainText(text)];

/** An option that takes one of a few words; `others` are further names for them. */
export const choice = (flags: string, about: string, values: readonly string[], { complaint }: Words, others: ReadonlyMap<string, string> = new Map()): Option =>
  new Option(flags, about).choices(values).argParser((given: string) => {
    const value = others.get(given.toLowerCase()) ?? given;
    if (values.includes(value)) return value;
    throw new InvalidArgumentError(complaint.oneOf(values.join(', ')));
  });
