import type { AgentId } from '../domain/agent/agent.ts';
import type { AttendanceGroup, Classification, PartId, SessionComment } from '../domain/attendance/sighting.ts';
import type { CardId } from '../domain/card-linking/card.ts';
import type { ContactId } from '../domain/contact/contact.ts';
import type { ActRefusal } from '../domain/desk/decide-session-act.ts';
import type { ClassificationProblem } from '../domain/desk/decide-classification.ts';
import type { PaperRefusal } from '../domain/desk/decide-paper.ts';
import type { TimelineEntry } from '../domain/conversation/compose-timeline.ts';
import type { ChatMessage } from '../domain/conversation/message.ts';
import type { DeskRow } from '../domain/desk/desk-row.ts';
import type { FunnelId } from '../domain/funnel/funnel.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { AgentPass } from './agent-passes.ts';
import type { AgentAvailability, ChatRefusal, ClassificationChoice, ClassificationField, GroupClassification, OutgoingMessage, PauseReason, PendingClassification, TransferTargets } from './attendance-actions.ts';
import type { Page, PageWish } from './history.ts';
import type { MediaReading } from './conversations.ts';
import type { DeliveryId } from './inbox.ts';
import type { PaperKind } from './crm-paperwork.ts';

/** What an agent does to a session (PAN-06, PAN-07, PAN-11). */
export type DeskAct =
  | { readonly type: 'send'; readonly message: OutgoingMessage }
  | { readonly type: 'comment'; readonly text: string }
  | { readonly type: 'transfer'; readonly to: { readonly agent: AgentId } | { readonly group: AttendanceGroup['id'] } }
  /** With its classification where the group asks for one, in one step. */
  | { readonly type: 'close'; readonly classification?: ClassificationChoice }
  | { readonly type: 'classify'; readonly classification: ClassificationChoice }
  | { readonly type: 'mark-read' };

/** Why something asked for at the desk is not done; the catalogue has words for each. */
export type DeskRefusal =
  | ActRefusal | ClassificationProblem | ChatRefusal | PaperRefusal
  /** It waited for longer than anybody would want it said. */
  | 'too-late'
  /** The CRM has no such contact. */
  | 'contact-unknown'
  /** Not among those that are offered for the session (PAN-03). */
  | 'card-not-offered'
  /** It failed in a way that somebody who looks after the hub has to see. */
  | 'set-aside';

/** A refusal, as a program reads it and, in the hub's language, as a person does. */
export interface Refused {
  readonly outcome: 'refused';
  readonly because: DeskRefusal;
  readonly text?: string;
  readonly mend?: string;
  /** A field, or the other system's own code. */
  readonly detail?: string;
  readonly delivery?: DeliveryId;
}

/** What became of an act. `later`: it is kept and will be done; the stream tells when. `refused` names the reason, which the catalogue has words for. */
export type Acted =
  | { readonly outcome: 'done'; readonly delivery?: DeliveryId; readonly messageId?: string }
  | { readonly outcome: 'later'; readonly delivery: DeliveryId; readonly because?: string }
  | Refused;

/** Who asks, and what the chat and the CRM let this agent do. */
export interface AgentSheet {
  readonly agent: AgentId;
  readonly name: string;
  /** What is keyed in a call to hand it over, `*1*<extension>` (PAN-06). */
  readonly transferCode: string;
  readonly groups: readonly AttendanceGroup[];
  readonly availability: AgentAvailability & { readonly until?: Instant };
  readonly pauseReasons: readonly PauseReason[];
  readonly counts: DeskCounts;
}

/** How many sessions stand in each of an agent's lists (PAN-01, PAN-10). `pending`: ended, and not classified. */
export interface DeskCounts {
  readonly open: number;
  readonly closed: number;
  readonly sent: number;
  readonly pending: number;
}

/** A card that a session may be linked to (PAN-03). */
export interface CandidateCard {
  readonly cardId: CardId;
  readonly title?: string;
  readonly funnel?: string;
  readonly stage?: string;
  readonly status?: string;
  readonly address?: string;
}

/** A contact that a session may be linked to, and by what it was found (PAN-02). */
export interface FoundContact {
  readonly contactId: ContactId;
  readonly name: string;
  readonly kind: 'person' | 'company';
  readonly matchedBy: readonly string[];
  /** Digits with DDI: its first valid mobile, else its first valid number. */
  readonly phone?: string;
  readonly companyName?: string;
  readonly address?: string;
}

/** What "Novo" offers (PAN-05): whether it may be made, why not, and what it would hold. */
export interface PaperOffer {
  readonly kind: PaperKind;
  readonly allowed: 'yes' | 'no';
  readonly because?: PaperRefusal;
  /** The same, in the hub's language. */
  readonly text?: string;
  /** A proposal without a card makes one with it, so that a funnel is to be chosen. */
  readonly needsCard?: 'yes' | 'no';
}

/** Something that was made in the CRM. */
export type Made =
  | { readonly outcome: 'made'; readonly id: string; readonly address?: string }
  | { readonly outcome: 'later'; readonly delivery: DeliveryId }
  | Refused;

/** A session's whole history (SES-06). */
export interface SessionHistory {
  /** Oldest first; files are asked for by their message. */
  readonly lines: readonly TimelineEntry[];
  /** Of calls; asked for as `recording:<number>`. */
  readonly recordings: readonly { readonly number: number; readonly at?: Instant }[];
}

/** A session with all that an agent sees of it. */
export interface SessionSheet extends DeskRow {
  readonly parts: readonly PartId[];
  readonly agents: readonly { readonly id?: AgentId; readonly name: string }[];
  readonly comments: readonly SessionComment[];
  readonly classification?: Classification;
  readonly groupClassification?: GroupClassification;
  /** Of the linked contact, or that contact itself where it is one. */
  readonly company?: { readonly id: ContactId; readonly name: string };
  readonly addresses: { readonly contact?: string; readonly company?: string; readonly card?: string };
}

/** A funnel in which an agent may open a card. */
export interface OpenFunnel {
  readonly id: FunnelId;
  readonly name: string;
}

/** Which messages are wanted: the newest, or those before a place. */
export interface MessagesWish {
  readonly before?: string;
  readonly limit: number;
}

/**
 * The agents' desk: everything the embedded chat does (PAN, SES-10); active sends are at the {@link SendDesk}'s. Each call is for the agent of the pass, who sees and acts on what
 * AGT and SND allow and nothing else: what belongs to others is answered like what is not there, with `undefined`.
 *
 * `key` names a wish, so that the same one sent twice is carried out once; without end, for as long as its session is kept.
 */
export interface AgentDesk {
  me(pass: AgentPass): Promise<AgentSheet>;
  counts(pass: AgentPass): Promise<DeskCounts>;
  sessions(pass: AgentPass, wish: PageWish & { readonly tab: 'open' | 'closed'; readonly search?: string }): Promise<Page<DeskRow>>;
  session(pass: AgentPass, protocol: string): Promise<SessionSheet | undefined>;
  messages(pass: AgentPass, protocol: string, wish: MessagesWish): Promise<{ readonly messages: readonly ChatMessage[]; readonly older?: string } | undefined>;
  /** The whole history, oldest first. */
  history(pass: AgentPass, protocol: string): Promise<SessionHistory | undefined>;
  act(pass: AgentPass, protocol: string, act: DeskAct, key: string): Promise<Acted | undefined>;
  upload(pass: AgentPass, file: { readonly name: string; readonly contentType: string; readonly body: Uint8Array }): Promise<{ readonly ref: string }>;
  /** A file of a message, or with `recording:<number>` of a call. */
  media(pass: AgentPass, protocol: string, message: string, range?: string): Promise<(MediaReading & { readonly name?: string }) | undefined>;
  targets(pass: AgentPass, protocol: string): Promise<TransferTargets | undefined>;
  classificationFields(pass: AgentPass, nodeId: string): Promise<readonly ClassificationField[]>;
  pending(pass: AgentPass, wish: { readonly page: number; readonly size: number }): Promise<{ readonly total: number; readonly sessions: readonly PendingClassification[] }>;
  pause(pass: AgentPass, reasonId: string): Promise<Acted>;
  resume(pass: AgentPass): Promise<Acted>;
  searchContacts(pass: AgentPass, wish: PageWish & { readonly search: string }): Promise<Page<FoundContact>>;
  /** Makes a person and links the session to it (PAN-02). */
  createContact(pass: AgentPass, protocol: string, wish: { readonly name: string; readonly phone?: string; readonly email?: string; readonly cpf?: string; readonly companyId?: string }, key: string): Promise<Made | undefined>;
  linkContact(pass: AgentPass, protocol: string, contactId: string, key: string): Promise<Acted | undefined>;
  candidates(pass: AgentPass, protocol: string, wish: PageWish & { readonly search?: string }): Promise<Page<CandidateCard> | undefined>;
  /** The card that the session is linked to, as it stands in the CRM now; `none` where there is none, or it is gone. */
  linkedCard(pass: AgentPass, protocol: string): Promise<CandidateCard | 'none' | undefined>;
  /** Funnels that are not archived, in the CRM's order. */
  funnels(pass: AgentPass): Promise<readonly OpenFunnel[]>;
  /** Only a card of {@link AgentDesk.candidates} is taken. */
  linkCard(pass: AgentPass, protocol: string, cardId: string, key: string): Promise<Acted | undefined>;
  unlinkCard(pass: AgentPass, protocol: string, key: string): Promise<Acted | undefined>;
  createCard(pass: AgentPass, protocol: string, wish: { readonly funnelId: string; readonly title?: string }, key: string): Promise<Made | undefined>;
  saveSession(pass: AgentPass, protocol: string, key: string): Promise<Acted | undefined>;
  offers(pass: AgentPass, protocol: string): Promise<readonly PaperOffer[] | undefined>;
  makePaper(pass: AgentPass, protocol: string, wish: { readonly kind: PaperKind; readonly title?: string; readonly text?: string; readonly dueAt?: Instant; readonly funnelId?: string }, key: string): Promise<Made | undefined>;
}
