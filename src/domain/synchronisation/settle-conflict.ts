import type { ContactId } from '../contact/contact.ts';
import { successorsOf, type ContactsMerged, type Merge, type MergeUndone } from '../contact/identity-group.ts';
import type { Instant } from '../kernel/instant.ts';
import type { PhoneConflict } from './phone-claim.ts';

/** What a person says about a conflict: who keeps the number's chat client. */
export interface ConflictVerdict {
  readonly conflict: PhoneConflict;
  readonly keep: ContactId;
  readonly reason: string;
  readonly at: Instant;
  /** The merges that hold now. */
  readonly merges: readonly Merge[];
}

/** What a verdict comes to. `events` are for `evolveIdentities`; both contacts are planned again afterwards, `revisit`. */
export type SettlementDecision =
  | { readonly outcome: 'settled'; readonly events: readonly (ContactsMerged | MergeUndone)[]; readonly revisit: readonly ContactId[] }
  | { readonly outcome: 'already-settled' }
  | { readonly outcome: 'refused'; readonly because: 'not-in-conflict' };

/**
 * Settles a conflict by hand (SYN-07): the kept contact has the number's chat client from now on, whoever was linked, and
 * the other is reported no more. An earlier verdict the other way is undone first. Neither contact is changed in the CRM.
 */
export function decideSettlement({ conflict, keep, reason, at, merges }: ConflictVerdict): SettlementDecision {
  const { kept, other } = conflict;
  if (keep !== kept && keep !== other) return { outcome: 'refused', because: 'not-in-conflict' };
  const from = keep === kept ? other : kept;
  const isUnder = (contact: ContactId, under: ContactId): boolean => contact === under || successorsOf(merges, contact).includes(under);
  const contrary = merges.filter((merge) => merge.from === keep && isUnder(merge.into, from));
  if (contrary.length === 0 && isUnder(from, keep)) return { outcome: 'already-settled' };
  const undone = contrary.map(undoing);
  return { outcome: 'settled', events: [...undone, { type: 'ContactsMerged', into: keep, from, reason, at }], revisit: [keep, from] };
}

/** Takes a verdict back: the conflict shows again, and the link stays where it is until somebody settles it (SYN-07). */
export function decideUnsettlement({ kept, other }: PhoneConflict, merges: readonly Merge[]): SettlementDecision {
  const between = merges.filter(({ into, from }) => (into === kept && from === other) || (into === other && from === kept));
  if (between.length === 0) return { outcome: 'already-settled' };
  return { outcome: 'settled', events: between.map(undoing), revisit: [kept, other] };
}

const undoing = ({ into, from, at }: Merge): MergeUndone => ({ type: 'MergeUndone', into, from, at });
