import { addMs, compareInstants, type Instant } from '../kernel/instant.ts';

/** What a row reads like, in the fields that are synchronised. Absent and empty are the same. */
export type RowValues = Readonly<Record<string, string>>;

/** A row as our own write left it. `subject` names the row, its side and what of it: `chat-client:7`, `portfolio:101`. */
export interface OwnWrite {
  readonly subject: string;
  /** The whole row in the synchronised fields, not only what was written: else an echo would hide somebody's edit. */
  readonly values: RowValues;
  readonly at: Instant;
}

/** Our writes whose echo is still to come, oldest first, and how often something else came instead. JSON-safe. */
export interface EchoMemory {
  readonly awaited: readonly OwnWrite[];
  readonly nearMisses: number;
}

/** What a change that was told of turned out to be. */
export type EchoDecision = {
  /** `near-miss`: an echo was awaited, and the row reads differently. It is somebody's edit, or a side that rewrites what it is given. */
  readonly outcome: 'echo' | 'near-miss' | 'outside-edit';
  readonly memory: EchoMemory;
};

/** No write yet. */
export const initialEchoes: EchoMemory = { awaited: [], nearMisses: 0 };

/** How long an echo is waited for. */
const ECHO_WINDOW_MS = 10 * 60_000;

/** Remembers a write that was carried out; those whose echo never came are forgotten (SYN-08). */
export function rememberWrite(memory: EchoMemory, write: OwnWrite): EchoMemory {
  return { ...memory, awaited: [...memory.awaited.filter(isAwaitedAt(write.at)), write] };
}

/**
 * Tells our own write coming back from somebody's edit, by value, and once (SYN-08, AGT-05): the same row told of again is an edit,
 * which plans nothing when nothing differs. What was written before an echo that was recognised is awaited no more, since a
 * row is read as it is now.
 */
export function decideEcho(memory: EchoMemory, seen: OwnWrite): EchoDecision {
  const awaited = memory.awaited.filter(isAwaitedAt(seen.at));
  const own = awaited.filter(({ subject }) => subject === seen.subject);
  const echoed = own.findLastIndex(({ values }) => isSameRow(values, seen.values));
  if (echoed >= 0) {
    const passed = own.slice(0, echoed + 1);
    return { outcome: 'echo', memory: { ...memory, awaited: awaited.filter((write) => !passed.includes(write)) } };
  }
  if (own.length === 0) return { outcome: 'outside-edit', memory: { ...memory, awaited } };
  return { outcome: 'near-miss', memory: { awaited, nearMisses: memory.nearMisses + 1 } };
}

const isAwaitedAt = (now: Instant) => ({ at }: OwnWrite): boolean => compareInstants(addMs(at, ECHO_WINDOW_MS), now) >= 0;

function isSameRow(a: RowValues, b: RowValues): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((field) => (a[field] ?? '') === (b[field] ?? ''));
}
