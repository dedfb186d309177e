export { PortFailure, isPortFailure, type AccountKey, type PortFailureCode } from './failures.ts';
export type { CandidateQuery, CardDesk, CardRequest, MarkerAnswer, MarkerQuery } from './card-desk.ts';
export type { FunnelCatalog } from './funnel-catalog.ts';
export type { InteractionJournal, RecordAmendment, RecordContent, RecordRequest } from './interaction-journal.ts';
export type { ContactDirectory, ContactRequest, DirectoryEntry } from './contact-directory.ts';
export type { CrmUsers } from './crm-users.ts';
export type { CrmSubscriptions } from './crm-subscriptions.ts';
export type { AttendanceRegistry } from './attendance-registry.ts';
export type { AgentRoster } from './agent-roster.ts';
export type { CallListener, Chat, Crm } from './crm.ts';
export { DELIVERY_REASONS, type DeliveryReason } from './delivery-reason.ts';
export type { DeliveryReader, KeptDelivery, ReadWebhook, WebhookMessage } from './delivery-reader.ts';
export type { Accepted, DeliveryId, DeliverySource, Inbox, LaneKey, NewDelivery } from './inbox.ts';
export type {
  CallNote, ClaimedDelivery, DeliveryEnd, DeliveryHandler, QueueStats, Settlement, Timer, WorkQueue,
} from './work-queue.ts';
export type { Effect, EffectLedger } from './effect-ledger.ts';
export type { Identities, RememberedContact } from './identities.ts';
export type { SessionRow, Sessions } from './sessions.ts';
export type { HookAddress, Settings, SettingsVersion } from './settings.ts';
export type { Secrets } from './secrets.ts';
export type { DeliveryFilter, DeliveryRecord, DeliveryState, DeliverySummary, History, Page } from './history.ts';
export type { Clock } from './clock.ts';
export type { IdSource } from './id-source.ts';
export type { Telemetry } from './telemetry.ts';
export type { Store, StoreFactory } from './store.ts';
export type { DeliveryIntake, Intake, RawDelivery } from './delivery-intake.ts';
export type { Health, OperatorDesk, Replay } from './operator-desk.ts';
