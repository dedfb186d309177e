import { foldText } from '../../../domain/contact/fold-text.ts';
import { normalisedName } from '../../../domain/lead/lead-names.ts';
import type { CompanyEntry, CompanyQuery } from '../../../ports/crm-leads.ts';
import { allOf, containsIgnoringCase, eq, oneOf, type Condition } from '../odata.ts';
import type { CompanyEntryRow } from '../wire/contact.ts';
import { translateContactId } from './ids.ts';
import { plainDocument } from './lead-contact-change.ts';

/** One condition for every company that may be meant; absent where nothing is asked. It finds too many, so that the answer is looked through. */
export function companyFilter({ name = '', cnpj }: CompanyQuery, companyType: number): Condition | undefined {
  const meant = oneOf(
    ...(cnpj === undefined ? [] : [cnpj, maskedCnpj(cnpj)].flatMap((each) => [eq('CNPJ', each), eq('Register', each)])),
    nameCondition(name),
  );
  return meant === '' ? undefined : allOf(eq('TypeId', companyType), meant);
}

/** Whether a company that was found is one that was asked for. */
export const isMeant = (entry: CompanyEntry, { name = '', cnpj }: CompanyQuery): boolean =>
  (cnpj !== undefined && entry.cnpj === cnpj) || (name.trim() !== '' && normalisedName(entry.name) === normalisedName(name));

/** A company's register is its CNPJ, and may bear its mask. */
export function translateCompanyEntry({ Id, Name, CNPJ, Register }: CompanyEntryRow): CompanyEntry {
  const cnpj = [CNPJ, Register].map((each) => plainDocument(each ?? '')).find((plain) => /^[A-Z\d]{12}\d{2}$/.test(plain));
  return { id: translateContactId(Id), name: Name ?? '', ...(cnpj === undefined ? {} : { cnpj }) };
}

const maskedCnpj = (plain: string): string => plain.replace(/^(.{2})(.{3})(.{3})(.{4})(.{2})$/, '$1.$2.$3/$4-$5');

/** How many spellings of one word are asked for: addresses that are too long are refused. */
const MOST_SPELLINGS = 12;

/**
 * Names that have the beginnings of this one's two most telling words, spelt with any of their accents. There is no asking without accents:
 * `sao` does not find `São` in accounts that tell them apart.
 */
function nameCondition(name: string): Condition | undefined {
  const words = [...new Set(name.normalize('NFC').trim().toLowerCase().split(/\s+/))].filter((word) => word !== '');
  const [first, second] = words.map(beginningOf).toSorted((a, b) => telling(b) - telling(a));
  const kept = [first, second].filter((each) => each !== undefined);
  return kept.length === 0 ? undefined : allOf(...kept.map((spellings) => oneOf(...spellings.map((each) => containsIgnoringCase('Name', each)))));
}

/** Long beginnings with few spellings narrow a list down most. */
const telling = ([word = '', ...others]: readonly string[]): number => word.length * 4 - others.length;

/** The spellings of as much of a word as has not too many of them. */
function beginningOf(word: string): readonly string[] {
  const letters = [...word];
  const lengths = letters.map((_, at) => letters.length - at);
  const beginnings = lengths.map((length) => spellingsOf(letters.slice(0, length).join('')));
  return beginnings.find((spellings) => spellings.length <= MOST_SPELLINGS) ?? [];
}

const ACCENTED: Readonly<Record<string, string>> = { a: 'áàâã', e: 'éê', i: 'í', o: 'óôõ', u: 'úü' };

/**
 * A word, or its beginning, as it came, without accents, and with each accent that Portuguese may give it: words have one, and one cedilla at
 * most beside it. In a few words there are two (`órgão`); those are found by who spells them as they are kept, or by their beginning.
 */
export function spellingsOf(word: string): readonly string[] {
  const plain = foldText(word);
  const cedillas = [...plain.matchAll(/(?<=.)c(?=[aou]|$)/gu)].map(({ index }) => withLetter(plain, index, 'ç'));
  const accented = [plain, ...cedillas].flatMap((base) =>
    [base, ...[...base].flatMap((letter, at) => [...(ACCENTED[letter] ?? '')].map((accent) => withLetter(base, at, accent)))]);
  return [...new Set([word, ...accented])];
}

const withLetter = (word: string, at: number, letter: string): string => `${word.slice(0, at)}${letter}${word.slice(at + 1)}`;
