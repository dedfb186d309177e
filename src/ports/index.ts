export { PortFailure, isPortFailure, type AccountKey, type PortFailureCode } from './failures.ts';
export type { CandidateQuery, CardDesk, CardPage, CardPageWish, CardRequest, ListedCard, MarkerAnswer, MarkerQuery } from './card-desk.ts';
export type { FunnelCatalog } from './funnel-catalog.ts';
export type { InteractionJournal, RecordAmendment, RecordContent, RecordRequest } from './interaction-journal.ts';
export type { ContactDirectory, ContactRequest, DirectoryEntry, MatchedContact, MatchPage, MatchPageWish } from './contact-directory.ts';
export type {
  ContactLinkChange, ContactLinks, ContactPage, ContactPageWish, ContactWritten, LinkField, LinkedContact, WrittenPart,
} from './contact-links.ts';
export type { CrmUsers } from './crm-users.ts';
export type { CrmSubscriptions } from './crm-subscriptions.ts';
export type { AttendanceRegistry } from './attendance-registry.ts';
export type { AgentRoster } from './agent-roster.ts';
export type {
  ChatClientChange, ChatClientPage, ChatClientRequest, ChatClients, ClientSaved, DirectoryClient,
} from './chat-clients.ts';
export type { Association, AssociationPage, Portfolios } from './portfolios.ts';
export type { CallGate, CallListener, Chat, Crm } from './crm.ts';
export { DELIVERY_REASONS, type DeliveryReason } from './delivery-reason.ts';
export { beyondJsonLimits, JSON_LIMITS } from './json-limits.ts';
export type { AgentAccount, DeliveryReader, KeptDelivery, ReadWebhook, RowChange, WebhookMessage } from './delivery-reader.ts';
export type { Accepted, DeliveryId, DeliverySource, HostTransaction, Inbox, LaneKey, NewDelivery, Subject } from './inbox.ts';
export type {
  CallNote, ClaimedDelivery, DeliveryEnd, DeliveryHandler, DeskTelling, LaneHold, QueueHands, QueueStats, Settlement, Timer, WorkQueue,
} from './work-queue.ts';
export type { Effect, EffectLedger } from './effect-ledger.ts';
export type { Identities, RememberedContact } from './identities.ts';
export type { DeskEntry, DeskLists, DeskQuery, DeskSession, SessionRow, Sessions, TalkEntry } from './sessions.ts';
export type { Settings, SettingsVersion } from './settings.ts';
export type { AutomationDesk, AutomationPreview, AutomationTrial, SendOnRecord } from './automation-desk.ts';
export type { AutomationInput, ConnectionOptions, ConnectionTick, MappingInput, OutsideSystem } from './connection-options.ts';
export type {
  Activation, Choices, ConnectionChange, ConnectionDesk, ConnectionSheet, Difference, DraftWish, MappingStanding, SystemSheet,
} from './connection-desk.ts';
export type { AgentStanding, ChecklistRow, Checkup, DoctorDesk, ToldFinding } from './doctor-desk.ts';
export type { Hook, ConnectionSystem, HookAddress, Hooks } from './hooks.ts';
export { MOST_ASTRAY, type AstrayAddress, type AstrayHour, type HookSigns, type RefusedDeliveries, type RefusingIntegration } from './hook-signs.ts';
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
export type { Diagnoses, Diagnosis } from './diagnoses.ts';
export type { Erasure, ErasureCounts, Finding, PersonToErase, PersonTraces } from './erasure.ts';
export type { ErasedHere, ErasureReport, ErasureWish, PrivacyDesk } from './privacy-desk.ts';
export type { Clock } from './clock.ts';
export type { IdSource } from './id-source.ts';
export {
  METRICS, type CounterName, type GaugeName, type HistogramName, type LabelsOf, type MetricName, type Reading,
} from './metrics.ts';
export type { Facts, Span, SpanWish, Telemetry } from './telemetry.ts';
export type { DeskBooks, Restoration, Store, StoreFactory, StoreInside } from './store.ts';
export type { DeliveryIntake, Intake, RawDelivery } from './delivery-intake.ts';
export type { Health, Operator, OperatorDesk } from './operator-desk.ts';
export type {
  Asker, BulkReplay, BulkReplayWish, DeliveryDesk, DeliverySearch, DeliveryStory, EditedReplay, Replay, ReplayedAs, ReplayRefusal, ReplayRun, ReplaySettings,
} from './delivery-desk.ts';
export type {
  BaseClient, BaseClients, BaseContact, BaseContacts, BaseWish, ClientNotes, ContactNotes, ContactOutcome, ContactTally, MakersNumbers, PhoneCount,
} from './customer-base.ts';
export {
  RUN_PHASES, type PlannedRow, type PlannedWish, type RunPhase, type RunState, type SynchronisationRun, type SynchronisationRuns,
} from './synchronisation-runs.ts';
export type {
  ConflictDecided, ConflictsSeen, KeptConflict, KeptMerge, SynchronisationIssues, SynchronisationProblem,
} from './synchronisation-issues.ts';
export type {
  ConflictWish, ContactExplanation, CustomerBaseDesk, RunCommand, RunProgress, RunWish, Settled, Steered,
} from './customer-base-desk.ts';
export type { StreamedEvent, DeskEvent, Stream, StreamReading, StreamWish } from './stream.ts';
export type { ConversationBook, ConversationPlace, KeptMessage } from './conversation-book.ts';
export type { AgentPass, AgentPasses } from './agent-passes.ts';
export type { AgentAccess, Launch, LaunchWish, OpenedPanel } from './agent-access.ts';
export type { SendBook, SendQuery, UnsettledQuery } from './send-book.ts';
export type { CallRecording, Conversations, MediaReading, MessagePage } from './conversations.ts';
export type {
  AgentAvailability, AttendanceActions, CallNoteRequest, ChatDone, ChatRefusal, ClassificationChoice, ClassificationField, ClassificationNode, GroupClassification,
  OutgoingMessage, PauseReason, PendingClassification, TransferTargets,
} from './attendance-actions.ts';
export type { ActiveSendRequest, ActiveSends, SendReading } from './active-sends.ts';
export type { CrmPaperwork, CrmThing, PaperId, PaperKind, PaperMarkerQuery, PaperPermission, PaperRequest } from './crm-paperwork.ts';
export type {
  Acted, AgentDesk, AgentSheet, CandidateCard, DeskAct, DeskCounts, DeskRefusal, Refused, FoundContact, OpenFunnel, Made, MessagesWish, PaperOffer, SessionHistory, SessionSheet,
} from './agent-desk.ts';
export type { SendDesk, SendRefused, SendWish, Sent, ShownSend } from './send-desk.ts';
export type { SessionReader } from './session-reader.ts';
export type {
  AuthenticityVerdict, CallbackDesk, CallbackRequest, Confidence, HandshakeAnswer, KnownEvent, Place, Platform, Platforms, PlatformText, RawRequest, Scheme,
  SchemeChoice, VerifyAuthenticity,
} from './platform.ts';
export type { Integration, Integrations, IntegrationSettings, SeenPath, SeenStructure } from './integrations.ts';
export type { KnownLead, LeadBook, LeadKey, LeadQuery } from './lead-book.ts';
export type { LeadSendRequest, LeadSends } from './lead-sends.ts';
export type { CallbackAccount, Callbacks } from './callbacks.ts';
export type { RawWebhook, WebhookIntake, WebhookTaken } from './webhook-intake.ts';
export type {
  CompanyEntry, CompanyQuery, CrmField, CrmLeads, LeadCardRequest, LeadContactChange, LeadContactRequest, RefusedValue,
} from './crm-leads.ts';
export type { LeadSource, LeadSourceField } from './lead-source.ts';
export type {
  EventChange, EventWish, IntegrationChange, IntegrationDesk, IntegrationEnabled, IntegrationFault, IntegrationKept, IntegrationKeyDesk, IntegrationMade, IntegrationSheet,
  IntegrationWish,
} from './integration-desk.ts';
export type { LeadDesk, LeadSearch } from './lead-desk.ts';
export type {
  FunnelChoice, IntegrationSuggestion, IntegrationVersion, MappableFields, MappingDesk, PastedSample, SettingChange, Trial, TrialWish, TriedAction, TriedCall, TriedEvent,
} from './mapping-desk.ts';
