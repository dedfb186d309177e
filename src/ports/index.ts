export { PortFailure, isPortFailure, type AccountKey, type PortFailureCode } from './failures.ts';
export type { CandidateQuery, CardDesk, CardRequest, MarkerAnswer, MarkerQuery } from './card-desk.ts';
export type { FunnelCatalog } from './funnel-catalog.ts';
export type { InteractionJournal, RecordAmendment, RecordContent, RecordRequest } from './interaction-journal.ts';
export type { ContactDirectory, ContactRequest, DirectoryEntry } from './contact-directory.ts';
export type { CrmUsers } from './crm-users.ts';
export type { CrmSubscriptions } from './crm-subscriptions.ts';
export type { AttendanceRegistry } from './attendance-registry.ts';
export type { AgentRoster } from './agent-roster.ts';
export type { CallGate, CallListener, Chat, Crm } from './crm.ts';
export { DELIVERY_REASONS, type DeliveryReason } from './delivery-reason.ts';
export { beyondJsonLimits, JSON_LIMITS } from './json-limits.ts';
export type { DeliveryReader, KeptDelivery, ReadWebhook, WebhookMessage } from './delivery-reader.ts';
export type { Accepted, DeliveryId, DeliverySource, HostTransaction, Inbox, LaneKey, NewDelivery, Subject } from './inbox.ts';
export type {
  CallNote, ClaimedDelivery, DeliveryEnd, DeliveryHandler, QueueHands, QueueStats, Settlement, Timer, WorkQueue,
} from './work-queue.ts';
export type { Effect, EffectLedger } from './effect-ledger.ts';
export type { Identities, RememberedContact } from './identities.ts';
export type { SessionRow, Sessions } from './sessions.ts';
export type { Settings, SettingsVersion } from './settings.ts';
export type { Hook, HookAddress, Hooks } from './hooks.ts';
export type { AccessDesk, AccessKeyWish, IssuedAccessKey, SecretRotation } from './access-desk.ts';
export type { AccessKey, AccessKeyId, AccessKeys, AccessRole } from './access-keys.ts';
export type { Secrets } from './secrets.ts';
export type {
  DeliveryFilter, DeliveryRecord, DeliveryState, DeliverySummary, History, Page, PageWish, Scope, Tally,
} from './history.ts';
export type { AuditDesk } from './audit-desk.ts';
export type {
  Lineage, LineageDesk, LineageEffect, LineageOrigin, LineageQuestion, LineageSettings,
} from './lineage-desk.ts';
export type {
  AuditEntry, AuditFact, AuditKind, AuditLog, AuditPageWish, AuditRecord, ChainBreak, ChainHead, ChainName, Verification,
} from './audit-log.ts';
export type { Answers, Claim, KeyedRequest } from './answers.ts';
export type { KeptAnswer, RepeatableOutcome, RepeatableRequests } from './repeatable-requests.ts';
export type { AccountLimits, BudgetStanding, Budgets, Caller, Grant, Urgency } from './budgets.ts';
export type { Lease, Leases } from './leases.ts';
export type { Erasure, ErasureCounts, Finding, PersonToErase, PersonTraces } from './erasure.ts';
export type { ErasedHere, ErasureReport, ErasureWish, PrivacyDesk } from './privacy-desk.ts';
export type { Clock } from './clock.ts';
export type { IdSource } from './id-source.ts';
export {
  METRICS, type CounterName, type GaugeName, type HistogramName, type LabelsOf, type MetricName, type Reading,
} from './metrics.ts';
export type { Facts, Span, SpanWish, Telemetry } from './telemetry.ts';
export type { Restoration, Store, StoreFactory, StoreInside } from './store.ts';
export type { DeliveryIntake, Intake, RawDelivery } from './delivery-intake.ts';
export type { Health, Operator, OperatorDesk } from './operator-desk.ts';
export type {
  Asker, BulkReplay, BulkReplayWish, DeliveryDesk, DeliverySearch, DeliveryStory, EditedReplay, Replay, ReplayedAs, ReplayRefusal, ReplayRun, ReplaySettings,
} from './delivery-desk.ts';
