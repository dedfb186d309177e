import type { ServiceIdentifier } from 'inversify';
import type { CallRecorder, Metrics, SecretBox } from '../adapters/system/index.ts';
import type { AccessDesk, AgentAccess, AgentDesk, AuditDesk, AutomationDesk, Callbacks, Clock, CustomerBaseDesk, ConnectionDesk, DeliveryHandler, DeliveryIntake, DoctorDesk, IdSource, IntegrationDesk, IntegrationKeyDesk, LeadDesk, LineageDesk, MappingDesk, OperatorDesk, Platforms, PrivacyDesk, RepeatableRequests, SendDesk, SessionReader, Store, WebhookIntake } from '../ports/index.ts';
import type { AccountBreaker } from './account-breaker.ts';
import type { AccountGate } from './account-gate.ts';
import type { AuditSequencer } from './audit-sequencer.ts';
import type { HubSettings } from './config.ts';
import type { ChatConnector, Connections, ConnectorInside, CrmConnector } from './connections.ts';
import type { Privacy } from './privacy.ts';
import type { LateWrites } from './plan-runner/late-writes.ts';
import type { StepRunner } from './plan-runner/run-step.ts';
import type { RegularLook } from './regular-look.ts';
import type { ActivateConnection } from './use-cases/activation/activate-connection.ts';
import type { BeginSynchronisation } from './use-cases/activation/begin-synchronisation.ts';
import type { ConnectionBook } from './use-cases/activation/connection-book.ts';
import type { EnableConnection } from './use-cases/activation/enable-connection.ts';
import type { ExchangeSystems } from './use-cases/activation/exchange-systems.ts';
import type { SameAccounts } from './use-cases/activation/same-accounts.ts';
import type { SealedSystems } from './use-cases/activation/sealed-systems.ts';
import type { Doctor } from './use-cases/doctor/doctor.ts';
import type { NumberQualityTeller } from './use-cases/doctor/gather-facts.ts';
import type { Rounds } from './use-cases/doctor/rounds.ts';
import type { AgentScenes } from './use-cases/desk/agent-scene.ts';
import type { CarryWish } from './use-cases/desk/carry-wish.ts';
import type { HearMessage } from './use-cases/desk/hear-message.ts';
import type { MakeByHandUseCase } from './use-cases/desk/make-by-hand.ts';
import type { MeantConversations } from './use-cases/desk/meant-conversations.ts';
import type { WorkOnTalk } from './use-cases/desk/work-on-talk.ts';
import type { CarryOutSend } from './use-cases/sends/carry-out-send.ts';
import type { SendKeeping } from './use-cases/sends/keep-sends.ts';
import type { HookKeeper } from './use-cases/keep-hooks.ts';
import type { ActByHand } from './use-cases/act-by-hand.ts';
import type { PayloadKeeping } from './use-cases/expire-payloads.ts';
import type { ClientFinder } from './use-cases/find-client.ts';
import type { FollowCrm } from './use-cases/follow-crm.ts';
import type { FollowSession } from './use-cases/follow-session.ts';
import type { IntegrationBook } from './use-cases/leads/integration-book.ts';
import type { MayAddIntegration } from './use-cases/leads/integration-desk.ts';
import type { IntegrationHooks } from './use-cases/leads/integration-hooks.ts';
import type { OpenLeadSource } from './use-cases/leads/integration-keys.ts';
import type { IntegrationReach } from './use-cases/leads/integration-reach.ts';
import type { IntegrationSecretBook } from './use-cases/leads/integration-secrets.ts';
import type { IntegrationSheets } from './use-cases/leads/integration-sheets.ts';
import type { ListeningIntegrations } from './use-cases/leads/listening-integrations.ts';
import type { DeliveryReading } from './use-cases/leads/read-delivery.ts';
import type { SayToLead } from './use-cases/leads/say-to-lead.ts';
import type { WorkOnLead } from './use-cases/leads/work-on-lead.ts';
import type { WorkWebhook } from './use-cases/leads/work-webhook.ts';
import type { LookForDoublesUseCase } from './use-cases/look-for-doubles.ts';
import type { RecordKeeper } from './use-cases/keep-records.ts';
import type { PlayAgain } from './use-cases/play-again.ts';
import type { RunReplay } from './use-cases/run-replay.ts';
import type { ManageConnections } from './use-cases/manage-connections.ts';
import type { ManageOperators } from './use-cases/manage-operators.ts';
import type { SettleStayUseCase } from './use-cases/settle-stay.ts';
import type { ReconciliationKeeping } from './use-cases/synchronisation/keep-reconciling.ts';
import type { ManageRuns } from './use-cases/synchronisation/manage-runs.ts';
import type { Readings } from './use-cases/synchronisation/keep-readings.ts';
import type { ContactGatherer } from './use-cases/synchronisation/gather-contact.ts';
import type { WorkOnBase } from './use-cases/synchronisation/work-on-base.ts';
import type { FireAutomation } from './use-cases/sends/fire-automation.ts';
import type { JudgeAutomation } from './use-cases/sends/judge-automation.ts';
import type { Watch } from './use-cases/watch.ts';
import type { HubState } from './hub-state.ts';
import type { HubTelemetry } from './hub-telemetry.ts';
import type { Keyring } from './keyring.ts';
import type { VinculoOptions } from './config.ts';

const token = <Service>(name: string): ServiceIdentifier<Service> => Symbol.for(`vinculo/${name}`);

/** Names of what the container holds; each carries its type, so that a wrong wire does not compile. */
export const Tokens = {
  settings: token<HubSettings>('HubSettings'),
  sessionUrl: token<NonNullable<VinculoOptions['sessionUrl']>>('SessionUrl'),
  store: token<Store>('Store'),
  clock: token<Clock>('Clock'),
  ids: token<IdSource>('IdSource'),
  telemetry: token<HubTelemetry>('Telemetry'),
  metrics: token<Metrics>('Metrics'),
  keyring: token<Keyring>('Keyring'),
  box: token<SecretBox>('SecretBox'),
  recorder: token<CallRecorder>('CallRecorder'),
  inside: token<ConnectorInside>('ConnectorInside'),
  crm: token<CrmConnector>('CrmConnector'),
  chat: token<ChatConnector>('ChatConnector'),
  state: token<HubState>('HubState'),
  connections: token<Connections>('Connections'),
  breaker: token<AccountBreaker>('AccountBreaker'),
  gate: token<AccountGate>('AccountGate'),
  steps: token<StepRunner>('StepRunner'),
  lateWrites: token<LateWrites>('LateWrites'),
  privacy: token<Privacy>('Privacy'),
  privacyDesk: token<PrivacyDesk>('PrivacyDesk'),
  payloadKeeping: token<PayloadKeeping>('PayloadKeeping'),
  finder: token<ClientFinder>('ClientFinder'),
  records: token<RecordKeeper>('RecordKeeper'),
  followSession: token<FollowSession>('FollowSession'),
  settleStay: token<SettleStayUseCase>('SettleStay'),
  followCrm: token<FollowCrm>('FollowCrm'),
  workOnTalk: token<WorkOnTalk>('WorkOnTalk'),
  meantConversations: token<MeantConversations>('MeantConversations'),
  hearMessage: token<HearMessage>('HearMessage'),
  makeByHand: token<MakeByHandUseCase>('MakeByHand'),
  agentDesk: token<AgentDesk>('AgentDesk'),
  carryOutSend: token<CarryOutSend>('CarryOutSend'),
  judgeAutomation: token<JudgeAutomation>('JudgeAutomation'),
  fireAutomation: token<FireAutomation>('FireAutomation'),
  automationDesk: token<AutomationDesk>('AutomationDesk'),
  sendDesk: token<SendDesk>('SendDesk'),
  sendKeeping: token<SendKeeping>('SendKeeping'),
  agentScenes: token<AgentScenes>('AgentScenes'),
  carryWish: token<CarryWish>('CarryWish'),
  conversationKeeping: token<RegularLook>('ConversationKeeping'),
  deskTidying: token<RegularLook>('DeskTidying'),
  sessionReader: token<SessionReader>('SessionReader'),
  agentAccess: token<AgentAccess>('AgentAccess'),
  playAgain: token<PlayAgain>('PlayAgain'),
  lookForDoubles: token<LookForDoublesUseCase>('LookForDoubles'),
  runReplay: token<RunReplay>('RunReplay'),
  workDelivery: token<DeliveryHandler>('WorkDelivery'),
  readings: token<Readings>('Readings'),
  contactGatherer: token<ContactGatherer>('ContactGatherer'),
  base: token<WorkOnBase>('WorkOnBase'),
  manageRuns: token<ManageRuns>('ManageRuns'),
  reconciliation: token<ReconciliationKeeping>('ReconciliationKeeping'),
  customerBaseDesk: token<CustomerBaseDesk>('CustomerBaseDesk'),
  intake: token<DeliveryIntake>('DeliveryIntake'),
  platforms: token<Platforms>('Platforms'),
  deliveryReading: token<DeliveryReading>('DeliveryReading'),
  integrationSecrets: token<IntegrationSecretBook>('IntegrationSecrets'),
  listening: token<ListeningIntegrations>('ListeningIntegrations'),
  callbacks: token<Callbacks>('Callbacks'),
  integrationBook: token<IntegrationBook>('IntegrationBook'),
  integrationReach: token<IntegrationReach>('IntegrationReach'),
  integrationHooks: token<IntegrationHooks>('IntegrationHooks'),
  integrationSheets: token<IntegrationSheets>('IntegrationSheets'),
  mayAddIntegration: token<MayAddIntegration>('MayAddIntegration'),
  openLeadSource: token<OpenLeadSource>('OpenLeadSource'),
  integrationDesk: token<IntegrationDesk>('IntegrationDesk'),
  integrationKeyDesk: token<IntegrationKeyDesk>('IntegrationKeyDesk'),
  mappingDesk: token<MappingDesk>('MappingDesk'),
  leadDesk: token<LeadDesk>('LeadDesk'),
  webhookIntake: token<WebhookIntake>('WebhookIntake'),
  workWebhook: token<WorkWebhook>('WorkWebhook'),
  workOnLead: token<WorkOnLead>('WorkOnLead'),
  sayToLead: token<SayToLead>('SayToLead'),
  watch: token<Watch>('Watch'),
  auditSequencer: token<AuditSequencer>('AuditSequencer'),
  auditDesk: token<AuditDesk>('AuditDesk'),
  lineageDesk: token<LineageDesk>('LineageDesk'),
  desk: token<OperatorDesk>('OperatorDesk'),
  requests: token<RepeatableRequests>('RepeatableRequests'),
  manageOperators: token<ManageOperators>('ManageOperators'),
  access: token<AccessDesk>('AccessDesk'),
  manageConnections: token<ManageConnections>('ManageConnections'),
  connectionBook: token<ConnectionBook>('ConnectionBook'),
  sealedSystems: token<SealedSystems>('SealedSystems'),
  sameAccounts: token<SameAccounts>('SameAccounts'),
  hookKeeper: token<HookKeeper>('HookKeeper'),
  exchangeSystems: token<ExchangeSystems>('ExchangeSystems'),
  activateConnection: token<ActivateConnection>('ActivateConnection'),
  enableConnection: token<EnableConnection>('EnableConnection'),
  beginSynchronisation: token<BeginSynchronisation>('BeginSynchronisation'),
  numberQuality: token<NumberQualityTeller>('NumberQuality'),
  doctor: token<Doctor>('Doctor'),
  doctorDesk: token<DoctorDesk>('DoctorDesk'),
  rounds: token<Rounds>('Rounds'),
  connectionDesk: token<ConnectionDesk>('ConnectionDesk'),
  actByHand: token<ActByHand>('ActByHand'),
} as const;
