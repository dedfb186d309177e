import { DeskProblem } from '../../../../client/index.ts';
import type { OwnEntry } from './panel-state.ts';

/** What the agent wrote, on its way to the hub. `done`: the hub has it, and the stream will tell of it any moment. */
export interface OutboxItem extends Omit<OwnEntry, 'state'> {
  readonly protocol: string;
  readonly at: number;
  /** Among those of one moment. */
  readonly nth: number;
  readonly state: OwnEntry['state'] | 'done';
  readonly body?: File;
  /** What the upload gave. */
  readonly ref?: string;
}

/** What is kept over a reload: texts. A file is the browser's as long as its page lives. */
export function keptText({ protocol, at, nth, kind, text, state, problem }: OutboxItem): string {
  const refused = problem === undefined ? null : { status: problem.status, kind: problem.kind, text: problem.text, ...(problem.because === undefined ? {} : { because: problem.because }) };
  return JSON.stringify({ protocol, at, nth, kind, text, ...(state === 'refused' ? { refused } : {}) });
}

interface Kept extends Pick<OutboxItem, 'protocol' | 'at' | 'nth' | 'kind' | 'text'> {
  /** `null`: nobody said why. */
  readonly refused?: null | { readonly status: number; readonly kind: string; readonly text: string; readonly because?: NonNullable<DeskProblem['because']> };
}

/** What stands in a browser's storage may have been written by anybody, or by another release. */
export function parseKept(key: string, text: string): OutboxItem | undefined {
  try {
    const { protocol, at, nth, kind, text: said, refused } = JSON.parse(text) as Kept;
    if (typeof protocol !== 'string' || typeof at !== 'number' || typeof said !== 'string' || (kind !== 'message' && kind !== 'comment')) return undefined;
    const item = { key, protocol, at, nth: Number.isFinite(nth) ? nth : 0, kind, text: said };
    if (refused === undefined) return { ...item, state: 'waiting' };
    return { ...item, state: 'refused', ...(refused === null ? {} : { problem: new DeskProblem(refused) }) };
  } catch {
    return undefined;
  }
}

const DAY_MS = 24 * 60 * 60_000;
/** Nobody looks for it after a month. */
const KEPT_MS = 30 * DAY_MS;

/** What was kept over a reload, as it goes on: what waited for a day would surprise the client, so that the agent says whether it still goes out. */
export function resumed(item: OutboxItem, now: number): OutboxItem | undefined {
  const ageMs = now - item.at;
  if (ageMs > KEPT_MS) return undefined;
  return item.state === 'waiting' && ageMs > DAY_MS ? { ...item, state: 'refused' } : item;
}

export function fileKindOf({ type }: File): NonNullable<OwnEntry['file']>['kind'] {
  const [kind] = type.split('/');
  return kind === 'audio' || kind === 'image' || kind === 'video' ? kind : 'file';
}

/** Not now, or not through this proxy. 0: no answer came. */
export const PASSING: ReadonlySet<number> = new Set([0, 408, 425, 429, 502, 503, 504]);
/** Nobody was let in; that says nothing of what was to be sent. */
const NOT_LET_IN: ReadonlySet<string> = new Set(['launch-failed', 'launch-refused', 'pass-refused', 'panel-not-allowed', 'agent-changed']);

/** Whether it may be sent when things are better. */
export const isPassing = ({ status, kind }: DeskProblem): boolean => PASSING.has(status) || NOT_LET_IN.has(kind);

/** The hub looked at these, and did nothing. */
const LOOKED_AT: ReadonlySet<number> = new Set([400, 404, 413, 415, 422]);
/** The chat's own no, or a failure that people have to look at: it may have been done in part, or may still be. */
const UNCERTAIN: ReadonlySet<string> = new Set(['refused', 'set-aside']);

/** Whether the hub surely did not do it, so that another key cannot make two of it. */
export const wasNotDone = ({ status, kind, because }: DeskProblem): boolean =>
  LOOKED_AT.has(status) || (kind === 'act-refused' && because !== undefined && !UNCERTAIN.has(because));
