/** What a form holds: names with texts, or trees of them, written with PHP's brackets. */
export type FormTree = { readonly [name: string]: FormValue };
type FormValue = string | number | boolean | null | readonly FormValue[] | FormTree;

/** How a platform writes JSON: as JavaScript does; with all beyond ASCII escaped; or as PHP does, slashes too. A re-written body has another signature. */
export type JsonWriting = 'plain' | 'escaped' | 'php';

export function jsonText(value: unknown, writing: JsonWriting): string {
  const plain = JSON.stringify(value);
  if (writing === 'plain') return plain;
  const escaped = plain.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return writing === 'php' ? escaped.replaceAll('/', String.raw`\/`) : escaped;
}

/** As PHP writes forms: `contact[fields][cpf]=…`, lists by index, and nothing at all for what is null. */
export const formText = (tree: FormTree): string => Object.entries(tree).flatMap(([name, value]) => pairsOf(name, value)).join('&');

function pairsOf(name: string, value: FormValue): readonly string[] {
  if (value === null) return [];
  if (typeof value !== 'object') return [`${escaped(name)}=${escaped(String(value))}`];
  return Object.entries(value).flatMap(([key, below]: readonly [string, FormValue]) => pairsOf(`${name}[${key}]`, below));
}

const escaped = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+').replaceAll(/[!'()*]/g, percent);
const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
