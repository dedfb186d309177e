import { foldText } from '../contact/fold-text.ts';
import { isList, isObject, type JsonObject } from './json.ts';
import type { Json } from './mapping.ts';
import { scalarText } from './value-text.ts';
import { withKey } from './write-path.ts';

/** A value that stands somewhere in a sample, and how one would come to it. */
export interface Leaf {
  readonly path: string;
  /** The names that lead there, folded and parted into words: `checkout phone`. The last is the value's own. */
  readonly words: readonly string[];
  readonly text: string;
}

const MOST_LEAVES = 2000;
const DEEPEST = 12;
const MOST_ENTRIES = 50;
/** Under these, forms name a question; under those beside, its answer. */
const LABELS = ['name', 'label', 'question', 'title', 'field', 'key', 'id', 'type'];
const ANSWERS = ['value', 'answer', 'text', 'content', 'response', 'values'];

interface Visit {
  readonly path: string;
  readonly words: readonly string[];
  readonly value: Json;
}

/** The values of a sample, the shallow ones first. Entries of a list are reached by their label where they have one, else through the first. */
export function leavesOf(sample: Json): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const queue: Visit[] = [{ path: '', words: [], value: sample }];
  for (let place = 0; place < queue.length && leaves.length < MOST_LEAVES; place++) {
    const visit = queue[place];
    if (visit === undefined) break;
    const text = visit.value === null ? undefined : scalarText(visit.value);
    if (text !== undefined && text.trim() !== '') leaves.push({ path: visit.path, words: visit.words, text: text.trim() });
    if (visit.words.length < DEEPEST && queue.length < MOST_LEAVES * 2) queue.push(...below(visit));
  }
  return leaves.filter(({ path }) => path !== '');
}

function below({ path, words, value }: Visit): readonly Visit[] {
  if (isList(value)) return ofList(path, words, value);
  if (!isObject(value)) return [];
  return Object.entries(value).slice(0, MOST_LEAVES).flatMap(([key, member]) => {
    const longer = key.trim() === '' || key.length > 200 ? undefined : withKey(path, key);
    return longer === undefined ? [] : [{ path: longer, words: [...words, wordsOf(key)], value: member }];
  });
}

function ofList(path: string, words: readonly string[], list: readonly Json[]): readonly Visit[] {
  const labelled = list.slice(0, MOST_ENTRIES).flatMap((entry) => (isObject(entry) ? ofLabelled(path, words, entry) : []));
  const [first] = list;
  if (labelled.length > 0 || first === undefined) return labelled;
  return [{ path: `${path}[0]`, words, value: first }];
}

function ofLabelled(path: string, words: readonly string[], entry: JsonObject): readonly Visit[] {
  const label = LABELS.find((name) => typeof entry[name] === 'string' && Object.hasOwn(entry, name));
  const answer = ANSWERS.find((name) => Object.hasOwn(entry, name));
  const text = label === undefined ? undefined : entry[label];
  if (label === undefined || answer === undefined || label === answer || typeof text !== 'string' || !/^[^"\\]{1,100}$/.test(text.trim())) return [];
  return [{ path: `${path}[${label}="${text.trim()}"].${answer}`, words: [...words, wordsOf(text)], value: entry[answer] ?? null }];
}

/** `checkoutPhone`, `checkout_phone` and `Checkout phone` are `checkout phone`. */
const wordsOf = (key: string): string =>
  foldText(key.slice(0, 200).replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')).replaceAll(/[^a-z\d]+/g, ' ').trim();
