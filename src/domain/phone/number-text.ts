import { accepted, rejected, type Result } from '../kernel/result.ts';

/** What the marks around the digits say about how the number begins. */
export type NumberLead =
  /** A `+` or `00`: the DDI follows. */
  | 'international'
  /** A trunk zero, or a two-digit area code in brackets: there is no DDI. */
  | 'national'
  /** Nothing: only the numbering plans can tell. */
  | 'open';

export interface NumberText {
  /** Without `+`, `00`, marks and extension. */
  readonly digits: string;
  readonly lead: NumberLead;
}

/** Ways in which a text fails before any numbering plan is asked. */
export type NumberTextProblem = 'empty' | 'not-a-number' | 'several-numbers';

const CHAT_PREFIX = /^(?:whatsapp(?:_web)?[_:]|tel:)/i;
const CHAT_SUFFIX = /(?::\d+)?@(?:c\.us|s\.whatsapp\.net)$/i;
const EXTENSION = /(?<=[\d\s)])[\s,;\p{Pd}]*(?:ramal|extens[aã]o|ext|r|x)[\s.:]*\d{1,6}$/iu;
const MARKS_ONLY = /^[\d\s+()[\].,/;|_\p{Pd}]*$/u;
const PLUS_AFTER_DIGIT = /\d.*\+/s;
const AREA_CODE_IN_BRACKETS = /^\(\s*\d{2}\s*\)(?:\D*\d){8,9}\D*$/;

const BETWEEN_NUMBERS = /[/;,|\n]|\s(?:e|ou)\s/i;
const ANY_BREAK = /[\s/;,|+]/g;
const LONGEST_SINGLE = 15;
/** Far above any list of numbers; keeps hostile texts cheap. */
const LONGEST_TEXT = 200;

/** Takes the digits out of a text, with what the marks around them tell. */
export function readNumberText(raw: string): Result<NumberText, NumberTextProblem> {
  if (raw.trim().length > LONGEST_TEXT) return rejected('not-a-number');
  const text = withoutEnvelope(raw);
  if (text === '') return rejected('empty');
  if (holdsSeveralNumbers(text)) return rejected('several-numbers');
  if (!MARKS_ONLY.test(text) || PLUS_AFTER_DIGIT.test(text)) return rejected('not-a-number');

  const digits = digitsOf(text);
  if (digits === '') return rejected('not-a-number');
  if (text.includes('+') || digits.startsWith('00')) return accepted({ digits: digits.replace(/^00/, ''), lead: 'international' });
  return accepted({ digits, lead: digits.startsWith('0') || AREA_CODE_IN_BRACKETS.test(text) ? 'national' : 'open' });
}

export const digitsOf = (text: string): string => text.replace(/\D/g, '');

// Copied numbers carry full-width digits and invisible direction marks.
const withoutEnvelope = (raw: string): string =>
  raw
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(CHAT_PREFIX, '')
    .replace(CHAT_SUFFIX, '')
    .replace(EXTENSION, '')
    .trim();

/** `3842-6671/6672` counts: what stands behind a slash is a second number as soon as the whole is too long for one. */
function holdsSeveralNumbers(text: string): boolean {
  const listed = text.split(BETWEEN_NUMBERS).filter((piece) => digitsOf(piece).length >= 4);
  if (listed.length >= 2 && digitsOf(text).length >= 14) return true;
  return digitsOf(text).length > LONGEST_SINGLE && [...text.matchAll(ANY_BREAK)].some(({ index }) => partsTwoNumbers(text, index));
}

const partsTwoNumbers = (text: string, at: number): boolean =>
  digitsOf(text.slice(0, at)).length >= 8 && digitsOf(text.slice(at)).length >= 8;
