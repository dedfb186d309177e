import type { AccessKeys } from './access-keys.ts';
import type { AgentPasses } from './agent-passes.ts';
import type { Answers } from './answers.ts';
import type { AuditLog } from './audit-log.ts';
import type { Budgets } from './budgets.ts';
import type { ConversationBook } from './conversation-book.ts';
import type { BaseClients, BaseContacts } from './customer-base.ts';
import type { Diagnoses } from './diagnoses.ts';
import type { EffectLedger } from './effect-ledger.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { Erasure } from './erasure.ts';
import type { History } from './history.ts';
import type { Hooks } from './hooks.ts';
import type { HookSigns } from './hook-signs.ts';
import type { Identities } from './identities.ts';
import type { IdSource } from './id-source.ts';
import type { Clock } from './clock.ts';
import type { Inbox } from './inbox.ts';
import type { Integrations } from './integrations.ts';
import type { LeadBook } from './lead-book.ts';
import type { Leases } from './leases.ts';
import type { Secrets } from './secrets.ts';
import type { SendBook } from './send-book.ts';
import type { DeskLists, Sessions } from './sessions.ts';
import type { Settings } from './settings.ts';
import type { Stream } from './stream.ts';
import type { SynchronisationIssues } from './synchronisation-issues.ts';
import type { SynchronisationRuns } from './synchronisation-runs.ts';
import type { Telemetry } from './telemetry.ts';
import type { WorkQueue } from './work-queue.ts';

/** A database that was brought back from a backup knows nothing of what was done after `takenAt`. */
export interface Restoration {
  readonly takenAt: Instant;
  readonly restoredAt: Instant;
}

/** What the agents' desk keeps. */
export interface DeskBooks {
  readonly stream: Stream;
  readonly conversations: ConversationBook;
  readonly agentPasses: AgentPasses;
  readonly sends: SendBook;
  readonly deskLists: DeskLists;
}

/** What integrations keep. */
export interface LeadBooks {
  readonly integrations: Integrations;
  readonly leads: LeadBook;
}

/** All inside ports over one database, so that what ends together is committed together. */
export interface Store extends DeskBooks, LeadBooks {
  readonly inbox: Inbox;
  readonly queue: WorkQueue;
  readonly ledger: EffectLedger;
  readonly identities: Identities;
  readonly sessions: Sessions;
  readonly settings: Settings;
  readonly hooks: Hooks;
  readonly hookSigns: HookSigns;
  readonly secrets: Secrets;
  readonly baseContacts: BaseContacts;
  readonly baseClients: BaseClients;
  readonly runs: SynchronisationRuns;
  readonly issues: SynchronisationIssues;
  readonly accessKeys: AccessKeys;
  readonly history: History;
  readonly erasure: Erasure;
  readonly answers: Answers;
  readonly budgets: Budgets;
  readonly leases: Leases;
  readonly audit: AuditLog;
  readonly diagnoses: Diagnoses;
  /** Set when this database was brought back from a backup. */
  readonly restoration?: Restoration;
  /** Lets go of the database; `queue.stop()` comes first. */
  close(): Promise<void>;
}

/** What a store is given by the hub that opens it. */
export interface StoreInside {
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Where the store says what it does. */
  readonly telemetry?: Telemetry;
}

/** Opens a store with the hub's own clock and ids. Migrations run forward; a database newer than the code is refused. */
export type StoreFactory = (inside: StoreInside) => Promise<Store>;
