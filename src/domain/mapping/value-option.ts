import { foldText } from '../contact/fold-text.ts';
import { isList } from './json.ts';
import type { Json } from './mapping.ts';
import { convertText, scalarText } from './value-text.ts';

/** What a field takes, by name and id. */
export type Options = readonly { readonly id: string; readonly name: string }[];

/** Looks an option up by its id, else by its name without regard to case and accents. */
export type FindOption = (text: string) => string | undefined;

const MOST_CHOSEN = 200;

/** Ways into a list of options. Without one, any text is an option. */
export function createFindOption(options: Options | undefined): FindOption {
  if (options === undefined) return cleanText;
  const ids = new Set(options.map(({ id }) => id));
  const byName = new Map(options.toReversed().map(({ id, name }) => [folded(name), id]));
  return (text) => (ids.has(text) ? text : byName.get(folded(text)));
}

/** A text of anybody's is cleaned like any other; what has no text left is no option. */
function cleanText(text: string): string | undefined {
  const clean = convertText(text);
  return clean.ok && clean.value !== '' ? clean.value : undefined;
}

const folded = (text: string): string => foldText(text).trim();

/** The texts of several options: of a list, or of one text in which marks part them. */
export function chosenTexts(value: Json, find: FindOption): readonly string[] {
  if (isList(value)) return value.slice(0, MOST_CHOSEN).flatMap((entry) => chosenText(entry));
  const [text] = chosenText(value);
  if (text === undefined || text.length > 10_000) return [];
  return find(text) !== undefined && !text.includes('||') && !/[,;|\n]/.test(text) ? [text] : partsOf(text, find);
}

/** The name of an option may itself have a comma in it. */
const partsOf = (text: string, find: FindOption): readonly string[] => {
  const parts = text.split(/\|\||[,;|\n]/).map((part) => part.trim()).filter((part) => part !== '').slice(0, MOST_CHOSEN);
  return parts.every((part) => find(part) === undefined) ? [text] : parts;
};

/** Some send an option as an object with its name and id. */
const chosenText = (entry: Json): readonly string[] => {
  const text = scalarText(entry)?.trim();
  return text === undefined || text === '' ? [] : [text];
};
