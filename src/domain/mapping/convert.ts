import { parseCnpj } from '../contact/cnpj.ts';
import { parseCpf } from '../contact/cpf.ts';
import { parseEmail } from '../contact/email.ts';
import { accepted, rejected, type Result } from '../kernel/result.ts';
import { zoneAhead, zoneNamed, type Zone } from '../kernel/instant.ts';
import type { LeadValue } from '../lead/lead.ts';
import type { PhoneProblem } from '../phone/phone-number.ts';
import { hasValue, isList } from './json.ts';
import type { FieldRule, Json, ValueProblem, ValueType } from './mapping.ts';
import { readMoment } from './value-date.ts';
import { readNumberText } from './value-number.ts';
import { chosenTexts, createFindOption } from './value-option.ts';
import { readPhoneText } from './value-phone.ts';
import { convertText, scalarText } from './value-text.ts';

/** Why a value does not convert. */
export interface Misfit {
  readonly problem: ValueProblem;
  readonly because?: PhoneProblem;
  /** What is of use all the same: the options that are known. */
  readonly kept?: LeadValue;
}

/** Makes of a value what a target holds. `ddi`: of numbers that come without one. Never throws. */
export type Convert = (value: Json, ddi: () => string | undefined) => Result<LeadValue, Misfit>;

const DEFAULT_ZONE = 'America/Sao_Paulo';

/** How values become what a target of that type holds. */
export function createConvert(type: ValueType, rule: FieldRule, onlyCompanies = false): Convert {
  switch (type) {
    case 'text':
      return convertsText;
    case 'phone':
      return firstThat(convertsPhone);
    case 'email':
      return firstThat((value) => fromText(value, 'not-an-email', (text) => okValue(parseEmail(text.replace(/^mailto:/i, '')))));
    case 'document':
      return firstThat((value) => convertsDocument(value, onlyCompanies));
    case 'number':
      return firstThat(convertsNumber);
    case 'boolean':
      return firstThat(convertsBoolean);
    case 'date':
    case 'date-time':
      return firstThat(convertsDate(type, rule));
    case 'option':
      return firstThat(convertsOption(rule));
    case 'options':
      return convertsOptions(rule);
  }
}

const misfit = (problem: ValueProblem, because?: PhoneProblem): { readonly ok: false; readonly reason: Misfit } =>
  rejected(because === undefined ? { problem } : { problem, because });

const convertsText: Convert = (value) => {
  const text = convertText(value);
  return text.ok ? text : misfit(text.reason);
};

/** Of a list, the first entry that is what the target holds. */
function firstThat(convert: Convert): Convert {
  return (value, ddi) => {
    if (!isList(value)) return convert(value, ddi);
    let first: Result<LeadValue, Misfit> | undefined;
    for (const entry of value.slice(0, 100)) {
      if (!hasValue(entry)) continue;
      const converted = convert(entry, ddi);
      if (converted.ok) return converted;
      first ??= converted;
    }
    return first ?? misfit('not-text');
  };
}

function fromText(value: Json, problem: ValueProblem, read: (text: string) => LeadValue | undefined): Result<LeadValue, Misfit> {
  const text = scalarText(value);
  const converted = text === undefined || text.length > 1000 ? undefined : read(text);
  return converted === undefined ? misfit(problem) : accepted(converted);
}

const okValue = <Value>(result: Result<Value, unknown>): Value | undefined => (result.ok ? result.value : undefined);

const convertsPhone: Convert = (value, ddi) => {
  const text = typeof value === 'boolean' ? undefined : scalarText(value);
  if (text === undefined) return misfit('not-a-phone');
  const read = readPhoneText(text, ddi());
  return read.ok ? accepted(read.value.e164) : misfit('not-a-phone', read.reason);
};

/** As a number a document has lost its leading zeros. */
function convertsDocument(value: Json, onlyCompanies: boolean): Result<LeadValue, Misfit> {
  return fromText(value, 'not-a-document', (text) => {
    const asCpf = typeof value === 'number' ? text.padStart(11, '0') : text;
    const asCnpj = typeof value === 'number' ? text.padStart(14, '0') : text;
    return (onlyCompanies ? undefined : okValue(parseCpf(asCpf))) ?? okValue(parseCnpj(asCnpj));
  });
}

const convertsNumber: Convert = (value) => {
  if (typeof value === 'number') return Number.isFinite(value) ? accepted(value) : misfit('not-a-number');
  return typeof value === 'string' ? fromText(value, 'not-a-number', readNumberText) : misfit('not-a-number');
};

const YES: ReadonlySet<string> = new Set(['true', '1', 'sim', 's', 'yes', 'y', 'on', 'verdadeiro', 'v', 't']);
const NO: ReadonlySet<string> = new Set(['false', '0', 'nao', 'não', 'n', 'no', 'off', 'falso', 'f']);

const convertsBoolean: Convert = (value) => fromText(value, 'not-a-boolean', (text) => {
  const word = text.normalize('NFC').trim().toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : undefined;
});

function convertsDate(type: 'date' | 'date-time', { zone: name, format }: FieldRule): Convert {
  let zone: Zone | undefined;
  return (value) => {
    if (typeof value !== 'string' && typeof value !== 'number') return misfit('not-a-date');
    zone ??= zoneNamed(name ?? DEFAULT_ZONE) ?? zoneNamed(DEFAULT_ZONE) ?? zoneAhead(-180);
    const moment = readMoment(value, zone, format);
    if (moment === undefined) return misfit('not-a-date');
    const { day, at } = moment;
    if (type === 'date') return accepted(day ?? (at === undefined ? '' : zone.dayAt(at)));
    const begun = at ?? instantOfDay(day ?? '', zone);
    return begun === undefined ? misfit('not-a-date') : accepted(begun);
  };
}

function instantOfDay(day: string, zone: Zone): string | undefined {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return zone.instantAt({ year, month, day: date, hour: 0, minute: 0, second: 0, ms: 0 });
}

function convertsOption({ options }: FieldRule): Convert {
  const find = createFindOption(options);
  return (value) => fromText(value, 'not-an-option', (text) => find(text.trim()));
}

/** Options that are not known are told of; those that are known are kept. */
function convertsOptions({ options }: FieldRule): Convert {
  const find = createFindOption(options);
  return (value) => {
    const texts = chosenTexts(value, find);
    const known = [...new Set(texts.flatMap((text) => find(text) ?? []))];
    if (texts.length > 0 && texts.every((text) => find(text) !== undefined)) return accepted(known);
    return rejected({ problem: 'not-an-option', ...(known.length > 0 && { kept: known }) });
  };
}
