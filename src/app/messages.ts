import type {
  ActiveSend, AgentId, AttendingAgent, CardId, ChatClientId, ChatMessage, ContactId, FunnelId, IdentityKey, Instant, IntegrationId, Lead, LinkRule, PaperWish, PartId, Protocol, Sighting, StayKey, Trigger, Verdict, MessageId,
} from '../domain/index.ts';
import type { ActiveSendRequest, ContactRequest, DeliveryFilter, DeskAct, LeadKey, RefusedValue, ReplaySettings, RunPhase } from '../ports/index.ts';

/** Sessions that take their turn after this one, oldest first (CRD-10): to look for their client, or to be linked to a contact. */
export interface Queue {
  readonly next?: readonly Protocol[];
  readonly nextContact?: ContactId;
  /** What the chat told of the client since: it counts beside what the session knows (SES-13). */
  readonly alsoKnownBy?: readonly IdentityKey[];
}

/** What is sent to a session's own lane. Only there is its state written. */
export type SessionMessage =
  | { readonly type: 'session-sighted'; readonly sighting: Sighting }
  | { readonly type: 'session-touched'; readonly part: PartId }
  | ({ readonly type: 'look-for-client'; readonly among?: 'the-learned' } & Pick<Queue, 'next' | 'alsoKnownBy'>)
  | ({ readonly type: 'link-contact'; readonly contactId: ContactId } & Pick<Queue, 'next'>)
  | { readonly type: 'client-lost'; readonly contactId: ContactId }
  | { readonly type: 'contact-changed'; readonly contactId: ContactId }
  | { readonly type: 'stay-settled'; readonly stay: StayKey; readonly verdict: Verdict }
  | { readonly type: 'stay-unsettled'; readonly stay: StayKey; readonly reason: string }
  | { readonly type: 'card-deleted'; readonly cardId: CardId }
  | { readonly type: 'link-card'; readonly cardId: CardId; readonly funnelId: FunnelId }
  | { readonly type: 'unlink-card' }
  | { readonly type: 'save-session' }
  | { readonly type: 'refresh-records' }
  | RewriteRecords
  | { readonly type: 'waiting-ends' };

/** Writes the records of a session again as they should be, since something older may have landed on them. */
export interface RewriteRecords {
  readonly type: 'rewrite-records';
  /** Not before: what was sent may be on its way until then. */
  readonly from: Instant;
}

/** Asks the lane of the card's client for the card of one stay. */
export interface SettleStay extends Queue {
  readonly type: 'settle-stay';
  readonly protocol: Protocol;
  readonly stay: StayKey;
  readonly rule: LinkRule;
  readonly contactId: ContactId;
  /** A card that the session has: an answer that does not show it is not to be believed (DESIGN §2). */
  readonly knownCard?: CardId;
  /** For want of an owner, the last integrated one's user owns a new card (CRD-18). */
  readonly agents: readonly AttendingAgent[];
  /** When the session began. Absent from messages of releases before 0.2. */
  readonly begunAt?: Instant;
}

/** Somebody becomes a contact of the CRM. */
export interface RegisterContact {
  readonly type: 'register-contact';
  readonly request: ContactRequest;
  /** The session in which an agent made it of the client: it is linked to the contact, who gets its number (PAN-02). */
  readonly session?: { readonly protocol: Protocol; readonly phone?: string };
}

/** What is sent to the lane of a contact or a card's client. */
export type ClientMessage =
  | SettleStay
  | { readonly type: 'contact-changed'; readonly contactId: ContactId; readonly change: 'created' | 'updated' | 'deleted' }
  | RegisterContact
  /** The session's number becomes one of the contact's (PAN-02). */
  | { readonly type: 'add-phone'; readonly contactId: ContactId; readonly phone: string }
  | MakeByHand
  | AutomationFired
  | LookForDoubles;

/** An automation of the CRM was triggered, and its contact is known (SND-02). */
export interface AutomationFired {
  readonly type: 'automation-fired';
  readonly trigger: Trigger;
}

/** An agent makes a card or a paper for a session's client, in the lane of the card's client (PAN-03, PAN-05). */
export interface MakeByHand {
  readonly type: 'make-by-hand';
  readonly protocol: Protocol;
  readonly contactId: ContactId;
  readonly agent: AgentId;
  /** The same twice is one. */
  readonly key: string;
  readonly make: { readonly what: 'card'; readonly funnelId: FunnelId; readonly title?: string } | ({ readonly what: 'paper' } & PaperWish);
  /** The session's card. */
  readonly cardId?: CardId;
}

/** What tells a second card or record of one decision: whose it is, and the marker that both carry. */
export type Twin =
  | { readonly what: 'card'; readonly marker: string; readonly clientId: ContactId; readonly funnelId: FunnelId }
  | { readonly what: 'record'; readonly marker: string; readonly contactId: ContactId };

/** Asks the CRM whether something that may have been made twice was (DESIGN §3). */
export interface LookForDoubles {
  readonly type: 'look-for-doubles';
  readonly twin: Twin;
  /** Names the decision. */
  readonly key: string;
  /** From when on the first of them may have been made. */
  readonly since: Instant;
  readonly doubtedAt: Instant;
  /** `later`: it is just being made, so that there is nothing to be seen yet. */
  readonly ask: 'now' | 'later';
}

/** Plays many deliveries again, as many as there is time for, and passes the rest on (HUB-02). */
export interface ReplayMany {
  readonly type: 'replay-many';
  readonly filter: DeliveryFilter;
  readonly settings: ReplaySettings;
  /** How many were shown to whoever asked; no more are played again. */
  readonly of: number;
  /** How many were gone through before. */
  readonly seen: number;
  readonly after?: string;
}

/**
 * What is sent to a session's conversation, in a lane apart from the session's own: what agents and clients write to each other waits for
 * no CRM.
 */
export type TalkMessage =
  | { readonly type: 'message-told'; readonly message: ChatMessage }
  /** Messages of this part are to be read again. */
  | { readonly type: 'messages-touched'; readonly part: PartId }
  | AgentActs
  | LeadIsWrittenTo;

/** An agent does something (PAN-06, PAN-07, PAN-11). */
export interface AgentActs {
  readonly type: 'agent-acts';
  readonly agent: AgentId;
  readonly act: DeskAct;
  /** What the panel calls it: the same twice is one. */
  readonly key: string;
  readonly askedAt: Instant;
  /** Messages that say the same and were there before: none of them is this one. */
  readonly alike?: readonly MessageId[];
}

/** A template to be sent (SND-01, SND-02), in a lane of the person's own: what goes to one number goes in order. */
export interface SendActively {
  readonly type: 'send-actively';
  readonly send: ActiveSend;
  readonly request: ActiveSendRequest;
}

/** What an event of an integration set off is said in a conversation that runs (WHK-06). */
export interface LeadIsWrittenTo {
  readonly type: 'lead-is-written-to';
  readonly part: PartId;
  readonly agent: AgentId;
  /** E.164. */
  readonly phone: string;
  readonly text: string;
  /** Under which the ledger remembers it. */
  readonly effect: string;
}

/** An event of an integration, as far as it concerns one lead (ACL, WHK). What is not known of the lead is absent. */
export interface LeadErrand {
  readonly integration: IntegrationId;
  readonly key: LeadKey;
  /** Names what happened at the platform, by marks: the same delivery twice is one occurrence. */
  readonly occurrence: string;
  /** Of the integration's events (WHK-05); absent where the integration has none. */
  readonly event?: string;
  readonly lead: Lead;
}

/** What became of a lead in the CRM so far. */
export interface LeadProducts {
  readonly contactId?: ContactId;
  readonly companyId?: ContactId;
  readonly cardId?: CardId;
  /** Values that the CRM would not take (ACL-04). */
  readonly refused?: readonly RefusedValue[];
}

/**
 * What is sent along the way of a lead: it is kept in its own lane, its company found or made in the company's, its person in the person's, its
 * card in the lane of the card's client; then it is acted on, in its own lane again.
 */
export type LeadMessage =
  | { readonly type: 'lead-came'; readonly errand: LeadErrand; /** Set where the platform gives its deliveries no name: when this one first came in. */ readonly toldAt?: Instant }
  | { readonly type: 'lead-company'; readonly errand: LeadErrand }
  | { readonly type: 'lead-person'; readonly errand: LeadErrand; readonly made: LeadProducts }
  | { readonly type: 'lead-card'; readonly errand: LeadErrand; readonly made: LeadProducts & { readonly contactId: ContactId } }
  | { readonly type: 'lead-actions'; readonly errand: LeadErrand; readonly made: LeadProducts };

/** What is sent to the customer base: about one contact, one client of the chat, or the next page of a run. */
export type BaseMessage =
  /** Somebody waits for it. `clients`, `contact`: whether they are to be read first. */
  | { readonly type: 'synchronise-contact'; readonly contactId: ContactId; readonly clients: 'known' | 'ask'; readonly contact: 'known' | 'read' }
  /** One of many, within a run. */
  | { readonly type: 'synchronise-listed'; readonly contactId: ContactId; readonly run: number }
  | { readonly type: 'chat-client-seen'; readonly client: ChatClientId }
  | { readonly type: 'agents-seen'; readonly client: ChatClientId }
  | { readonly type: 'synchronise-page'; readonly run: number; readonly leg: number; readonly phase: RunPhase; readonly cursor?: string };

export type Message =
  | { readonly to: 'session'; readonly protocol: Protocol; readonly message: SessionMessage }
  | { readonly to: 'talk'; readonly protocol: Protocol; readonly message: TalkMessage }
  | { readonly to: 'talk-to'; readonly message: SendActively }
  | { readonly to: 'client'; readonly message: ClientMessage }
  | { readonly to: 'base'; readonly message: BaseMessage }
  | { readonly to: 'lead'; readonly message: LeadMessage }
  /** To the hub itself, for those who look after it. */
  | { readonly to: 'desk'; readonly message: ReplayMany };

/** Who takes their turn after the session of this message. */
export function queueOf(message: Message['message']): Queue {
  switch (message.type) {
    case 'link-contact':
      return queued({ ...message, nextContact: message.contactId });
    case 'look-for-client':
    case 'settle-stay':
      return queued(message);
    default:
      return {};
  }
}

const queued = ({ next, nextContact, alsoKnownBy }: Queue): Queue => ({
  ...(next === undefined ? {} : { next }),
  ...(nextContact === undefined ? {} : { nextContact }),
  ...(alsoKnownBy === undefined ? {} : { alsoKnownBy }),
});

/** Whose turn is next, and what it is told. */
export function nextTurn({ next = [], nextContact, alsoKnownBy }: Queue): { readonly protocol: Protocol; readonly message: SessionMessage } | undefined {
  const [protocol, ...rest] = next;
  if (protocol === undefined) return undefined;
  if (nextContact !== undefined) return { protocol, message: { type: 'link-contact', contactId: nextContact, next: rest } };
  return { protocol, message: { type: 'look-for-client', next: rest, ...(alsoKnownBy === undefined ? {} : { alsoKnownBy }) } };
}

/** The version in which messages are stored; one of another version is set aside and can be replayed by the code that knows it. */
const VERSION = 1;

export const writeMessage = (message: Message): string => JSON.stringify({ v: VERSION, ...message });

/** Reads back a stored message; `undefined` for one of another version. */
export function parseMessage(body: string): Message | undefined {
  const stored = JSON.parse(body) as Message & { readonly v: number };
  return stored.v === VERSION ? stored : undefined;
}
