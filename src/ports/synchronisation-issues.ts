import type { ConnectionId } from '../domain/connection/connection.ts';
import type { ContactId } from '../domain/contact/contact.ts';
import type { ContactsMerged, Merge, MergeUndone } from '../domain/contact/identity-group.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { PhoneConflict } from '../domain/synchronisation/phone-claim.ts';
import type { BaseWish } from './customer-base.ts';

/** Why a contact could not be made the same on both sides (SYN-02). Holds nobody's values. */
export interface SynchronisationProblem {
  readonly contact: ContactId;
  /** An error's code, `port.refused`, or `number-refused`. */
  readonly code: string;
  readonly at: Instant;
  readonly detail?: string;
}

/** Two contacts with one number, as it is kept (SYN-07). */
export interface KeptConflict {
  /** A keyed mark of the conflict. */
  readonly id: string;
  readonly conflict: PhoneConflict;
  readonly seenAt: Instant;
  /** `gone`: the two have no number in common any more. */
  readonly state: 'open' | 'settled' | 'gone';
  /** Who settled it; a name of an operator's key. */
  readonly settledBy?: string;
}

/** How a conflict was settled, and whether that was taken back since. */
export interface KeptMerge extends Merge {
  /** Its place in the list. */
  readonly id: string;
  readonly by?: string;
  readonly undoneAt?: Instant;
  readonly undoneBy?: string;
}

/** A contact, and the conflicts that looking at it found: those that name it and were not found are gone. */
export interface ConflictsSeen {
  readonly contact: ContactId;
  readonly conflicts: readonly Pick<KeptConflict, 'id' | 'conflict'>[];
  readonly at: Instant;
}

/** What somebody has to look at: what failed, and who shares a number with whom. Writes are durable when they resolve. */
export interface SynchronisationIssues {
  /** The contact's problem from now on; the same again keeps its moment. */
  keepProblem(connection: ConnectionId, contact: ContactId, problem: Omit<SynchronisationProblem, 'contact'> | 'none'): Promise<void>;
  /** In the order of the contacts' texts. */
  problems(connection: ConnectionId, wish: BaseWish<ContactId> & { readonly only?: ContactId | undefined }): Promise<readonly SynchronisationProblem[]>;
  countProblems(connection: ConnectionId): Promise<number>;
  /** Conflicts that are settled stay so; those that were gone and are found again are open again. */
  keepConflicts(connection: ConnectionId, seen: ConflictsSeen): Promise<void>;
  conflicts(connection: ConnectionId, wish: BaseWish<string> & { readonly state?: KeptConflict['state'] | undefined; readonly id?: string | undefined }): Promise<readonly KeptConflict[]>;
  /** Marks a conflict, and keeps what was decided of merges with it; the same again changes nothing. */
  decide(connection: ConnectionId, decision: ConflictDecided): Promise<void>;
  /** Merges that hold and have to do with these contacts, over any number of merges. */
  mergesOf(connection: ConnectionId, contacts: readonly ContactId[]): Promise<readonly KeptMerge[]>;
  /** Every merge, those that were undone too, newest first. */
  merges(connection: ConnectionId, wish: BaseWish<string>): Promise<readonly KeptMerge[]>;
}

/** What a person decided. */
export interface ConflictDecided {
  readonly conflict?: { readonly id: string; readonly state: 'open' | 'settled' } | undefined;
  readonly events: readonly (ContactsMerged | MergeUndone)[];
  readonly at: Instant;
  readonly by?: string | undefined;
}
