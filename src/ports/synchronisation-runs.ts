import type { ConnectionId } from '../domain/connection/connection.ts';
import type { ContactId } from '../domain/contact/contact.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { PlanTally, RowReading } from '../domain/synchronisation/reconcile.ts';
import type { ChatClientId } from './chat-clients.ts';

/** What a run does now, in this order. */
export const RUN_PHASES = ['contacts', 'chat-clients', 'agents', 'chat-clients-gone', 'contacts-gone', 'compare', 'unlink', 'finish'] as const;

/** One of {@link RUN_PHASES}. */
export type RunPhase = (typeof RUN_PHASES)[number];

/** `asking`: it waits for a person's go-on. What has ended stays as it is. */
export type RunState = 'running' | 'paused' | 'asking' | 'ended' | 'cancelled';

/** One going through of a whole customer base (SYN-02). Each change makes a new version. */
export interface SynchronisationRun {
  /** From 1, in order, within its connection. */
  readonly number: number;
  readonly version: number;
  readonly kind: 'first' | 'reconciliation';
  readonly state: RunState;
  readonly phase: RunPhase;
  /** Where the phase goes on; absent at its beginning. */
  readonly cursor?: string;
  /** Grows whenever a person lets it go on: what was under way before is not gone on with. */
  readonly leg: number;
  /** Why it paused by itself. */
  readonly trouble?: string;
  /** `plan`: it only shows what it would do, until a person says go on. */
  readonly mode: 'act' | 'plan';
  readonly startedAt: Instant;
  readonly endedAt?: Instant;
  /** When it last began to write; the rate is counted from there. */
  readonly actingSince?: { readonly at: Instant; readonly done: number };
  /** Contacts in all, as soon as the CRM has told. */
  readonly total?: number;
  /** Chat clients listed so far, and in all where the chat tells. */
  readonly clients: { readonly listed: number; readonly total?: number };
  /** A keyed mark of the chat's agents as they were: the next run tells by it whether they changed. */
  readonly roster?: string;
  /** What the comparing came to. */
  readonly tally: PlanTally;
  /** Why it asks, and how many links would go. */
  readonly asks?: { readonly because: 'dry-run' | 'too-many-unlinked'; readonly unlinks: number };
  /** So many unlinkings a person agreed to. */
  readonly agreedTo?: number;
  readonly askedBy?: string;
}

/** What a run would do for one contact, or did not do yet. Names of fields and steps alone, nobody's values. */
export interface PlannedRow {
  readonly contact: ContactId;
  /** Of a link that may have to go. */
  readonly client?: ChatClientId;
  readonly steps: readonly { readonly type: string; readonly fields?: readonly string[]; readonly client?: string; readonly because?: string }[];
  /** Absent: no link is in doubt. `unsure`: the CRM has no such contact, and whether it ever had one nobody knows; it stays. `step`: the contact's own plan takes the link away. `leaving`: it is being taken away. */
  readonly doubt?: RowReading | 'step' | 'leaving';
}

/** The runs of each connection, and what they plan. Writes are durable when they resolve. */
export interface SynchronisationRuns {
  /** Begins a run with the next number, unless one of the connection has not ended: then that one is given, and nothing is begun. */
  begin(connection: ConnectionId, run: Omit<SynchronisationRun, 'number' | 'version'>): Promise<{ readonly run: SynchronisationRun; readonly fresh: boolean }>;
  /** The one that was begun last, where no number is given. */
  find(connection: ConnectionId, number?: number): Promise<SynchronisationRun | undefined>;
  /** Puts a run's next version; fails with `port.conflict` when somebody else has put that one. */
  put(connection: ConnectionId, run: SynchronisationRun): Promise<SynchronisationRun>;
  /** Newest first. */
  list(connection: ConnectionId, wish: { readonly before?: number | undefined; readonly limit: number }): Promise<readonly SynchronisationRun[]>;
  /** Takes the place of what the run planned for the same contact and client. */
  plan(connection: ConnectionId, run: number, rows: readonly PlannedRow[]): Promise<void>;
  /** Planned rows in the order of their contacts' texts; `doubts` are those that tell of one. */
  planned(connection: ConnectionId, run: number, wish: PlannedWish): Promise<readonly PlannedRow[]>;
  countPlanned(connection: ConnectionId, run: number, doubt: readonly NonNullable<PlannedRow['doubt']>[]): Promise<number>;
  /** Takes out what every run before that one planned. */
  clearPlans(connection: ConnectionId, before: number): Promise<void>;
}

/** Which planned rows, behind which one. */
export interface PlannedWish {
  readonly after?: Pick<PlannedRow, 'contact' | 'client'> | undefined;
  readonly limit: number;
  readonly doubt?: readonly NonNullable<PlannedRow['doubt']>[] | undefined;
  /** Only those of this contact. */
  readonly contact?: ContactId | undefined;
}
