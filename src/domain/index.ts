// phone
export { brazilianDdds } from './phone/brazilian-number.ts';
export { decidePhoneNotice, type PhoneNoticeDecision, type PhoneNoticeFacts } from './phone/decide-phone-notice.ts';
export { decidePhoneAdvice, type OriginTally, type PhoneAdvice } from './phone/decide-phone-advice.ts';
export { digitsForNeppo, formsOfPhoneKey, maskedPhone, phoneForms, phoneKeyOf, type PhoneKey } from './phone/phone-key.ts';
export { parsePhone, type E164, type Phone, type PhoneProblem, type PhoneSource } from './phone/phone-number.ts';
export { planDial, type DialPlan } from './phone/plan-dial.ts';

// contact
export { decideClient, type ClientCandidate, type ClientDecision, type ClientFacts, type ClientMatch } from './contact/decide-client.ts';
export { identityKeysOfContact, mainPhoneOf, readContactPhones, type ContactPhones, type PhoneReading } from './contact/contact-phones.ts';
export { compareContactIds, parseContactId, type Company, type Contact, type ContactId, type ContactPhone } from './contact/contact.ts';
export { decidePhoneNotices, type ContactNoticeFacts, type PhoneNotice } from './contact/decide-phone-notices.ts';
export { foldText } from './contact/fold-text.ts';
export { hasPhone } from './contact/has-phone.ts';
export { matchesOf, readContactSearch, type ContactMatch, type ContactSearch } from './contact/match-contact.ts';
export { parseCpf, type Cpf, type CpfProblem } from './contact/cpf.ts';
export { parseEmail, type Email } from './contact/email.ts';
export {
  evolveIdentities,
  explain,
  initialIdentities,
  personOf,
  successorsOf,
  type ContactsMerged,
  type IdentityEvent,
  type IdentityExplanation,
  type IdentityGroups,
  type KeysSeen,
  type Merge,
  type MergeUndone,
} from './contact/identity-group.ts';
export { identityKeysOf, identityKeyText, type IdentityKey, type LooseClient } from './contact/identity-key.ts';

// agent
export { parseAgentId, parseCrmUserId, type Agent, type AgentId, type CrmUser, type CrmUserId } from './agent/agent.ts';
export {
  decideEligibility,
  decideUserEligibility,
  type Eligibility,
  type EligibilityFacts,
  type EligibilityProblem,
  type UserEligibility,
} from './agent/eligibility.ts';

// synchronisation: one contact on both sides
export {
  clientSearchKeysOf, parseChatClientId,
  type ChatClientFacts, type ChatClientId, type ContactLinkFields, type MatchedClient, type RegisteredClient, type SynchronisationSettings,
} from './synchronisation/chat-client.ts';
export { CHAT_CLIENT_FIELDS, type ChatClientValues } from './synchronisation/chat-client-values.ts';
export { decideChatClient, phoneConflictKey, type ChatClientDecision } from './synchronisation/decide-chat-client.ts';
export type { PaperObjection } from './synchronisation/decide-by-paper.ts';
export type { LinkLoss } from './synchronisation/links.ts';
export { decidePhoneClaim, type PhoneClaim, type PhoneClaimFacts, type PhoneConflict } from './synchronisation/phone-claim.ts';
export {
  planChatClient,
  type ChatClientPlan, type ChatClientPlanFacts, type CreateChatClient, type NotSynchronised, type SynchronisationStep,
  type UnlinkChatClient, type UpdateChatClient, type WriteContact,
} from './synchronisation/plan-chat-client.ts';
export { decideSeenClient, type RegisterContact, type SeenClientDecision } from './synchronisation/decide-seen-client.ts';
export { decideSettlement, decideUnsettlement, type ConflictVerdict, type SettlementDecision } from './synchronisation/settle-conflict.ts';
export {
  decideEcho, initialEchoes, rememberWrite, type EchoDecision, type EchoMemory, type OwnWrite, type RowValues,
} from './synchronisation/echo.ts';
export {
  decideUnlinkings, emptyTally, findMissing, tallyPlan,
  type DoubtedLink, type KnownLink, type PlanTally, type ReconciledPage, type RowReading, type UnlinkingDecision, type UnlinkingFacts,
} from './synchronisation/reconcile.ts';

// portfolio: a client's agents on both sides
export { integratedAgents, type IntegratedAgent, type PortfolioMemory } from './portfolio/portfolio.ts';
export { decidePortfolio, type PortfolioFacts, type PortfolioPlan, type PortfolioStep } from './portfolio/decide-portfolio.ts';

// kernel
export type { Brand } from './kernel/brand.ts';
export { accepted, rejected, type Result } from './kernel/result.ts';
export { isNonEmpty, type NonEmpty } from './kernel/non-empty.ts';
export { addMs, compareInstants, epochMsOf, floorToSecond, formatInstant, instantOf, parseInstant, type Instant } from './kernel/instant.ts';
export {
  ConfigRejected, Defect, InputRejected, IntegrationError, isIntegrationError, type Retry,
} from './kernel/error.ts';

// connection, funnel
export type { ConnectionId, LinkingSettings, RecordMoment } from './connection/connection.ts';
export { parseFunnelId, type Funnel, type FunnelId, type FunnelStage, type StageId } from './funnel/funnel.ts';
export {
  groupsMadeAnew, mappingOf, parseFunnelMappings, type CountedCards, type FunnelMapping, type LinkBehaviour,
} from './funnel/funnel-mapping.ts';

// attendance
export { channelLabel, type Channel } from './attendance/channel.ts';
export {
  parseGroupId, parsePartId, parseProtocol,
  type AttendanceGroup, type AttendingAgent, type ChatClient, type Classification, type GroupId, type PartId, type PartState,
  type Protocol, type SessionComment, type Sighting,
} from './attendance/sighting.ts';
export {
  agentsOf, decidePlacing, endedAt, evolveSession, isUnsure, lastAgentOf, lastGroupOf, phaseOf, startedAt, visitsOf,
  type Bookmark, type ChatSession, type GroupSighting, type GroupVisit, type Placing, type PlacingFacts, type Position, type SessionPart,
} from './attendance/chat-session.ts';

// card linking
export { parseCardId, type Card, type CardId } from './card-linking/card.ts';
export { decideRule, type LinkRule } from './card-linking/link-rule.ts';
export { initialLinking, type GroupRule, type Linking, type LinkMark } from './card-linking/link-mark.ts';
export { viewLinking, type LinkView } from './card-linking/linking.ts';
export { stayKeyOf, type Stay, type StayKey, type StayPlace, type Verdict } from './card-linking/stay.ts';
export {
  cardClientOf, clientsOf, decideStay, newestCandidate,
  type CardClient, type OpenCard, type StayDecision, type StayFacts,
} from './card-linking/decide-stay.ts';

// interaction
export { composeFunnelNotice, composeRecord, escapeHtml, type ComposedRecord, type RecordFacts } from './interaction/compose-record.ts';
export { composePhoneNotice } from './interaction/compose-phone-notice.ts';
export type { InteractionRecordId, RecordOptions } from './interaction/interaction-record.ts';
export { currentSlot, initialRecords, type RecordSlot, type RecordSlots } from './interaction/record-slots.ts';
export { recordWording, type Language, type RecordWording } from './wording/record-wording.ts';

// following: one session from its first sighting to its records
export {
  evolveFollowed, followSession, hasEnded, viewOf, type FollowedSession, type SessionEvent,
} from './following/followed-session.ts';
export { noticesDue, recordIsDue, staysToSettle } from './following/next-steps.ts';
export { beginRehearsal, rehearse, type RehearsedCrm, type Rehearsal } from './following/rehearse.ts';
export {
  parseMessageId, type ChatMessage, type MessageAuthor, type MessageId, type MessageKind, type MessageMedia, type MessageState, type SystemLine,
} from './conversation/message.ts';
export {
  parseChatSendId, parseTemplateId, type ActiveSend, type ChatSendId, type MessageTemplate, type SendId, type SendState, type TemplateApproval, type TemplateId,
  type TemplateParameter, type TemplateValue,
} from './active-send/active-send.ts';
export { fillTemplate, placesOf, type FilledTemplate, type TemplateFault } from './active-send/fill-template.ts';
export type { TemplateProblem } from './active-send/template-value-fit.ts';
export { channelForm } from './active-send/channel-form.ts';
export { tiesOfSession } from './active-send/ties-of-session.ts';
export {
  decideDeparture, decideMayWrite, PAIR_RATE_MS, tieOf, type ClientTies, type Departure, type MayWrite, type MayWriteFacts, type PairFacts, type WriteRefusal, type Writer, type WritingAgent,
  type WritingTie,
} from './active-send/decide-may-write.ts';
export {
  CONDITION_LIMITS, checkConditions, conditionsHold, type ConditionsProblem, type FieldCondition, type FieldRef, type Fields, type FieldsAtHand,
  type FieldValue, type SendConditions,
} from './active-send/conditions.ts';
export { valuesFrom, type PlaceSources, type ValueSource, type ValueWriting } from './active-send/template-sources.ts';
export {
  decideAutomaticSend, numberToWrite, type AutomaticSend, type AutomaticSendFacts, type NothingSent, type SendAutomation,
} from './active-send/decide-automatic-send.ts';
export { AUTOMATION_FIELDS, fieldsAtHand } from './active-send/automation-fields.ts';
export { composeSendNotice, type SendNoticeFacts } from './active-send/compose-send-notice.ts';
export { decideTrigger, SAME_TRIGGER_MS, type SeenTrigger, type Trigger, type TriggerDecision, type TriggerKey } from './active-send/decide-trigger.ts';
export { evolveSend, isStuck, mayStillMove, type SendSign } from './active-send/evolve-send.ts';
export { OPT_OUT_WORDS, readOptOut, type OptOutWords } from './active-send/read-opt-out.ts';
export { sendWording, type SendWording } from './wording/send-wording.ts';
export { evolveTalk, readTalk, type Talk } from './conversation/talk.ts';
export { decideLinkCandidates, linkClientOf, linkTieOf, newestCardFirst, type LinkClient, type LinkTie } from './desk/decide-link-candidates.ts';
export { decidePaper, openCardByHand, type MakePaper, type PaperDecision, type PaperFacts, type PaperRefusal, type PaperWish } from './desk/decide-paper.ts';
export { PAPER_KINDS, type PaperId, type PaperKind, type PaperPermission } from './desk/paper.ts';
export { lastInboundAt, windowClosesAt, windowOf, type ChatWindow } from './conversation/chat-window.ts';
export { composeTimeline, type TimelineEntry, type TimelineFacts } from './conversation/compose-timeline.ts';
export { compareMessages, isUnanswered, mergeMessage, mergeMessages, unansweredIdOf } from './conversation/merge-messages.ts';
export { evolveMessageState } from './conversation/message-state.ts';

// desk: what agents see and may do
export {
  decideClassification,
  type AskedField, type ChosenClassification, type ClassificationBranch, type ClassificationDecision, type ClassificationProblem, type ClassificationRules,
} from './desk/decide-classification.ts';
export { decideLaunch, type LaunchDecision, type LaunchFacts, type PassRefusal } from './desk/decide-launch.ts';
export {
  decideSessionAct, type ActDecision, type ActRefusal, type SessionAct, type SessionActFacts, type TransferTarget,
} from './desk/decide-session-act.ts';
export { withTalk } from './desk/with-talk.ts';
export type { DeskRow } from './desk/desk-row.ts';
export { composeDeskRow, deskListingOf, type DeskFacts, type DeskListing } from './desk/desk-listing.ts';
export {
  streamOf, viewersOf, type AgentNews, type CountChange, type DeskHappenings, type RemovalReason, type SessionNews,
} from './desk/desk-stream.ts';
export { dialPlan, type DialCut, type DialKind, type DialProblem, type TypedDial } from './desk/dial-plan.ts';
export { parsePanelOrigin, type PanelOrigin } from './desk/panel-origin.ts';
export { pauseClock, type PauseClock } from './desk/pause.ts';
export { composeTransferCode, DEFAULT_TRANSFER_CODE, parseTransferPattern } from './desk/transfer-code.ts';

// leads
export type {
  CaptureBehaviour, ConversionEvent, CumulativeAction, IntegrationId, Lead, LeadAction, LeadCapture, LeadEvent, LeadValue, LeadValues, SendAction,
} from './lead/lead.ts';
