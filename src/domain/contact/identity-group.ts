import type { Instant } from '../kernel/instant.ts';
import { compareContactIds, type ContactId } from './contact.ts';
import { identityKeyText, type IdentityKey } from './identity-key.ts';

/** Somebody was seen under these keys. */
export interface KeysSeen {
  readonly type: 'KeysSeen';
  readonly keys: readonly IdentityKey[];
  readonly person: ContactId;
}

/** Two contacts turned out to be one client, who goes on under `into`. */
export interface ContactsMerged {
  readonly type: 'ContactsMerged';
  readonly into: ContactId;
  readonly from: ContactId;
  readonly reason: string;
  readonly at: Instant;
}

/** That merge was a mistake. It is named by its two contacts and its moment. */
export interface MergeUndone {
  readonly type: 'MergeUndone';
  readonly into: ContactId;
  readonly from: ContactId;
  readonly at: Instant;
}

/** What may become known of who is who. */
export type IdentityEvent = KeysSeen | ContactsMerged | MergeUndone;

/** A merge that holds. */
export type Merge = Omit<ContactsMerged, 'type'>;

/**
 * Who was seen under which key, and which merges hold. Nothing is rewritten by a merge, which is why undoing it restores
 * what was before. Belongs to one connection; JSON-safe; every list is in order, so that equal knowledge is equal data.
 */
export interface IdentityGroups {
  /** By the key's text, `phone:5511m87654321`: the contacts seen under it, lowest id first. */
  readonly seen: Readonly<Record<string, readonly ContactId[]>>;
  readonly merges: readonly Merge[];
}

/** Why a key leads to a client: what was seen, and which merges joined it. */
export interface IdentityExplanation {
  readonly person: ContactId;
  /** Everybody who goes by that client, lowest id first. */
  readonly members: readonly ContactId[];
  /** Every key of any of them, in order. */
  readonly keys: readonly string[];
  readonly merges: readonly Merge[];
}

/** Nobody was seen yet. */
export const initialIdentities: IdentityGroups = { seen: {}, merges: [] };

/** Takes in what was seen, merged or undone. Order of sightings does not matter; a repeated event changes nothing. */
export function evolveIdentities(state: IdentityGroups, event: IdentityEvent): IdentityGroups {
  if (event.type === 'KeysSeen') return { ...state, seen: withSeen(state.seen, event) };
  const others = state.merges.filter((merge) => !isSameMerge(merge, event));
  if (event.type === 'MergeUndone') return { ...state, merges: others };
  const { into, from, reason, at } = event;
  if (into === from) return state;
  return { ...state, merges: [...others, { into, from, reason, at }].toSorted(compareMerges) };
}

/** The client that a key leads to; absent for a key never seen. Contacts with a key in common, or merged, are one client. */
export const personOf = (state: IdentityGroups, key: IdentityKey): ContactId | undefined => explain(state, key)?.person;

/** As {@link personOf}, with everything that led there. */
export function explain(state: IdentityGroups, key: IdentityKey): IdentityExplanation | undefined {
  const seen = state.seen[identityKeyText(key)];
  if (seen === undefined) return undefined;
  const group = groupOf(state, seen);
  const merges = state.merges.filter(({ into }) => group.has(into));
  const members = [...group].toSorted(compareContactIds);
  const keys = Object.keys(state.seen).filter((text) => state.seen[text]?.some((person) => group.has(person)));
  // The lowest that was not merged away; in a ring of merges everybody was, and the lowest of all serves.
  const [person = seen[0]] = [...members.filter((member) => merges.every(({ from }) => from !== member)), ...members];
  return person && { person, members, keys: keys.toSorted(), merges };
}

/** Everybody whom a contact was merged into, over any number of merges; itself never. */
export function successorsOf(merges: readonly Merge[], contact: ContactId): readonly ContactId[] {
  const reached = new Set([contact]);
  // A set is walked while it grows.
  for (const member of reached) for (const { into, from } of merges) if (from === member) reached.add(into);
  reached.delete(contact);
  return [...reached];
}

function withSeen(seen: IdentityGroups['seen'], { keys, person }: KeysSeen): IdentityGroups['seen'] {
  const added = keys.map(identityKeyText).map((text) => {
    const persons = new Set([...(seen[text] ?? []), person]);
    return [text, [...persons].toSorted(compareContactIds)] as const;
  });
  return { ...seen, ...Object.fromEntries(added) };
}

/** Everybody reached from these contacts over shared keys and merges. */
function groupOf({ seen, merges }: IdentityGroups, start: readonly ContactId[]): ReadonlySet<ContactId> {
  const bonds = [...Object.values(seen), ...merges.map(({ into, from }) => [into, from])];
  const group = new Set(start);
  for (let size = 0; size < group.size; ) {
    size = group.size;
    for (const bond of bonds) if (bond.some((person) => group.has(person))) bond.forEach((person) => group.add(person));
  }
  return group;
}

const isSameMerge = (a: Omit<Merge, 'reason'>, b: Omit<Merge, 'reason'>): boolean =>
  a.into === b.into && a.from === b.from && a.at === b.at;

const compareMerges = (a: Merge, b: Merge): number =>
  (a.at < b.at ? -1 : a.at > b.at ? 1 : 0) || compareContactIds(a.into, b.into) || compareContactIds(a.from, b.from);
