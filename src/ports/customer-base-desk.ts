import type { ContactId } from '../domain/contact/contact.ts';
import type { ClientMatch } from '../domain/contact/decide-client.ts';
import type { Asker } from './delivery-desk.ts';
import type { Page, PageWish, Scope } from './history.ts';
import type { KeptConflict, KeptMerge, SynchronisationProblem } from './synchronisation-issues.ts';
import type { PlannedRow, SynchronisationRun } from './synchronisation-runs.ts';

/** How far a run has come (SYN-02). */
export interface RunProgress extends Omit<SynchronisationRun, 'version' | 'cursor' | 'leg' | 'actingSince' | 'roster'> {
  /** Contacts that were compared, and written where they differed. */
  readonly done: number;
  readonly failed: number;
  /** Contacts that are being written. */
  readonly open: number;
  /** Contacts for each minute, since it began to compare; absent while that says nothing. */
  readonly perMinute?: number;
  readonly secondsLeft?: number;
}

/** What a run is begun for. */
export interface RunWish {
  readonly kind: 'first' | 'reconciliation';
  /** `plan`: it shows what it would do, and acts when somebody says go on. @defaultValue 'act' */
  readonly mode?: 'act' | 'plan' | undefined;
}

/** How a run is steered. `confirm`: go on with what it asked about. */
export type RunCommand = 'pause' | 'resume' | 'cancel' | 'confirm';

/** What became of a command. `not-now`: the run is not in a state in which it means anything. */
export type Steered =
  | { readonly outcome: 'steered'; readonly run: RunProgress }
  | { readonly outcome: 'not-now'; readonly run: RunProgress };

/** Why a contact is linked as it is. */
export interface ContactExplanation {
  readonly contact: ContactId;
  /** `unknown`: the hub has not read the contact yet. */
  readonly match: 'known' | 'unknown' | 'conflict' | 'not-asked';
  /** Why there is no match, where there is none. */
  readonly because?: string;
  readonly clients: readonly { readonly client: string; readonly matchedBy: ClientMatch; readonly active: boolean }[];
  /** By which kinds of keys it is known, `phone`, `cpf`. */
  readonly keys: readonly string[];
  readonly conflicts: readonly { readonly kept: ContactId; readonly other: ContactId }[];
  /** What is still to be written, by its kinds. */
  readonly differs: readonly string[];
  readonly problem?: SynchronisationProblem;
}

/** Which conflicts. */
export interface ConflictWish extends PageWish {
  readonly state?: KeptConflict['state'] | undefined;
}

/** What became of settling a conflict, or of taking that back. */
export type Settled = { readonly outcome: 'settled' | 'already-settled'; readonly conflict: KeptConflict } | { readonly outcome: 'refused'; readonly because: 'not-in-conflict' };

/**
 * One customer base on both sides, as people look after it (SYN-02, SYN-07). What is outside the scope is answered like what is not
 * there: `undefined`.
 */
export interface CustomerBaseDesk {
  /** Begins a run and does not wait for it; one that goes on already is told instead. Refused with `InputRejected` where the connection is not active. */
  start(asker: Asker, id: string, wish: RunWish): Promise<{ readonly run: RunProgress; readonly fresh: boolean } | undefined>;
  /** The last run, where no number is given. */
  progress(scope: Scope, id: string, number?: number): Promise<RunProgress | undefined>;
  /** Newest first. */
  runs(scope: Scope, id: string, page: PageWish): Promise<Page<RunProgress> | undefined>;
  steer(asker: Asker, id: string, number: number, command: RunCommand): Promise<Steered | undefined>;
  /** What a run would do, or holds in doubt. */
  planned(scope: Scope, id: string, number: number, page: PageWish): Promise<Page<PlannedRow> | undefined>;
  problems(scope: Scope, id: string, page: PageWish): Promise<Page<SynchronisationProblem> | undefined>;
  conflicts(scope: Scope, id: string, wish: ConflictWish): Promise<Page<KeptConflict> | undefined>;
  /** `keep` has the number's chat client from now on. */
  settle(asker: Asker, id: string, conflict: string, verdict: { readonly keep: string; readonly reason: string }): Promise<Settled | undefined>;
  /** The conflict shows again. */
  unsettle(asker: Asker, id: string, conflict: string): Promise<Settled | undefined>;
  merges(scope: Scope, id: string, page: PageWish): Promise<Page<KeptMerge> | undefined>;
  explain(scope: Scope, id: string, contact: string): Promise<ContactExplanation | undefined>;
}
