import { InvalidArgumentError, Option } from 'commander';
import type { Words } from '../wording/index.ts';

/** Reads an option that is a whole number within bounds. */
export const wholeNumber = (least: number, most: number, { complaint }: Words) => (text: string): number => {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new InvalidArgumentError(complaint.wholeNumber(least, most));
};

/** Three ports are taken from the one that is named. */
export const LAST_PORT = 65_533;

/** An option that takes one of a few words. */
export const choice = (flags: string, about: string, values: readonly string[], { complaint }: Words): Option =>
  new Option(flags, about).choices(values).argParser((value: string) => {
    if (values.includes(value)) return value;
    throw new InvalidArgumentError(complaint.fault.notOneOf(values.join(', ')));
  });
