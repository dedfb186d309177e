import type { TemplateParameter } from './active-send.ts';

/** Why a value cannot go into its place of a template (SND-02). */
export type TemplateProblem =
  | 'missing'
  /** A line break, a tab or another control character, which Meta refuses. */
  | 'not-one-line'
  /** Four spaces in a row or more, which Meta refuses. */
  | 'too-many-spaces'
  | 'too-long'
  | 'not-an-address'
  | 'not-a-date'
  | 'not-an-amount'
  | 'not-a-coupon'
  | 'not-a-file-address';

type Fit = (value: string) => TemplateProblem | undefined;

/** Meta takes 1,024 characters of body, 60 of a header's text, 2,000 of an address and 15 of a coupon. */
const LONGEST = { body: 1024, header: 60, footer: 60, button: 256, address: 2000, coupon: 15 } as const;

/** How much a part of a message may hold once it is filled. */
export const longestOf = (part: TemplateParameter['part']): number => LONGEST[part];

/** What is wrong with a value for this place, which the client would read or Meta would refuse; absent where it fits. */
export function unfitFor({ part, type }: Pick<TemplateParameter, 'part' | 'type'>, value: string): TemplateProblem | undefined {
  // What a quick reply carries is never read: Meta puts the button's own text where there is none.
  if (value === '') return type === 'quick-reply' ? undefined : 'missing';
  if (/\p{Cc}|[\u2028\u2029]/u.test(value)) return 'not-one-line';
  if (/\s{4}/u.test(value)) return 'too-many-spaces';
  return value.length > longestFor(part, type) ? 'too-long' : BY_TYPE[type](value);
}

const longestFor = (part: TemplateParameter['part'], type: TemplateParameter['type']): number =>
  type === 'url' || type === 'media' ? LONGEST.address : type === 'coupon' ? LONGEST.coupon : LONGEST[part];

const any: Fit = () => undefined;

const BY_TYPE: Readonly<Record<TemplateParameter['type'], Fit>> = {
  text: any,
  'quick-reply': any,
  url: (value) => (/^\S+$/.test(value) && (!SCHEME.test(value) || isWebAddress(value)) ? undefined : 'not-an-address'),
  media: (value) => (isWebAddress(value) ? undefined : 'not-a-file-address'),
  date: (value) => (isDate(value) ? undefined : 'not-a-date'),
  currency: (value) => (AMOUNT.test(value) ? undefined : 'not-an-amount'),
  coupon: (value) => (/^[\p{L}\d]+$/u.test(value) ? undefined : 'not-a-coupon'),
};

/** What fills a button's address is its end, such as `pedido/123`, or a whole one. */
const SCHEME = /^[a-z][a-z\d+.-]*:/i;

/** Meta fetches it, so a name and a password in it would be handed on. */
function isWebAddress(text: string): boolean {
  if (!/^https?:\/\/[^\s/]+/i.test(text) || !URL.canParse(text)) return false;
  const { username, password, hostname } = new URL(text);
  return username === '' && password === '' && hostname !== '';
}

const AMOUNT = /^-?(?:(?:R\$|US\$|\$|€|£|[A-Z]{3})\s?)?-?\d{1,3}(?:(?:[.,\s]\d{3})+|\d*)(?:[.,]\d{1,2})?(?:\s?(?:€|[A-Z]{3}))?$/u;

/** 4/5/2026, 04/05/2026 14:30, 2026-05-04, 04-05-2026: days that are in the calendar. */
const DAY_FIRST = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?(?:,?\s+(?:às\s+)?([01]?\d|2[0-3])[:h]([0-5]\d))?$/;
const YEAR_FIRST = /^(\d{4})-(\d{2})-(\d{2})$/;

function isDate(text: string): boolean {
  const [, year, month, day] = YEAR_FIRST.exec(text) ?? [];
  if (year !== undefined) return isDay(Number(year), Number(month), Number(day));
  const [, first, second, written] = DAY_FIRST.exec(text) ?? [];
  // Without a year it may be a leap one.
  return first !== undefined && isDay(written === undefined ? 2024 : Number(written.padStart(4, '20')), Number(second), Number(first));
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDay(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day >= 1 && day <= (month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0));
}
