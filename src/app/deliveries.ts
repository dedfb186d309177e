import type { CardId, ChatClientId, ContactId, PartId, Protocol } from '../domain/index.ts';
import type { SecretBox } from '../adapters/system/index.ts';
import type { DeliveryId, ConnectionSystem, IdSource, LaneKey, LeadKey, NewDelivery, Subject, WebhookMessage } from '../ports/index.ts';
import { writeMessage, type BaseMessage, type ClientMessage, type LeadMessage, type Message, type ReplayMany, type SendActively, type SessionMessage, type TalkMessage } from './messages.ts';
import { subjectsOfMessage } from './subjects.ts';

const parseLane = (name: string): LaneKey => name as LaneKey;

const TALK = 'talk:';

/** Lanes: what must stay in order shares one (DESIGN §2). They hold ids and keyed marks, never a phone number. */
export const lanes = {
  session: (protocol: Protocol): LaneKey => parseLane(`session:${protocol}`),
  /** What is said and done in a session's conversation. Apart from the session's lane, which may wait for the CRM. */
  talk: (protocol: Protocol): LaneKey => parseLane(`${TALK}${protocol}`),
  /** What is sent to somebody actively; `mark` is keyed. Waits for no CRM either. */
  talkTo: (mark: string): LaneKey => parseLane(`talk:to:${mark}`),
  client: (contactId: ContactId): LaneKey => parseLane(`client:${contactId}`),
  part: (part: PartId): LaneKey => parseLane(`part:${part}`),
  card: (cardId: CardId): LaneKey => parseLane(`card:${cardId}`),
  /** Somebody whose contact is not known; `mark` is keyed. */
  person: (mark: string): LaneKey => parseLane(`person:${mark}`),
  /** What may have been made twice; `marker` is keyed. */
  doubt: (marker: string): LaneKey => parseLane(`doubt:${marker}`),
  /** A lead, by its key, which is a keyed mark. */
  lead: (key: LeadKey): LaneKey => parseLane(`lead:${key}`),
  /** A delivery of a platform that does not tell of whom it is until it is worked. */
  leadOf: (delivery: string): LaneKey => parseLane(`lead-of:${delivery}`),
  /** A company that a lead names; `mark` is keyed. */
  company: (mark: string): LaneKey => parseLane(`company:${mark}`),
  roster: parseLane('roster'),
  /** A contact on both sides. Apart from the lane of its cards, which waits for no synchronisation. */
  base: (contactId: ContactId): LaneKey => parseLane(`base:${contactId}`),
  chatClient: (client: ChatClientId): LaneKey => parseLane(`chat-client:${client}`),
  /** The pages of a run that ask the CRM; those that ask the chat; those that compare what was read. */
  run: parseLane('run'),
  runOfChat: parseLane('run-of-chat'),
  runOfBase: parseLane('run-of-base'),
  /** Runs that play many deliveries again, one at a time. */
  replays: parseLane('replays'),
  /** What nobody could read; it never occupies a lane. */
  unread: parseLane('unread'),
} as const;

/** Whose conversation a lane is; `undefined` for any other lane. */
export function parseTalkLane(lane: LaneKey): Protocol | undefined {
  return lane.startsWith(TALK) ? lane.slice(TALK.length) as Protocol : undefined;
}

/** The lane in which a webhook belongs, as far as it tells by itself (DESIGN §2). */
export function laneOfWebhook(message: WebhookMessage, box: SecretBox): LaneKey {
  switch (message.type) {
    case 'session-sighted': return lanes.session(message.sighting.protocol);
    case 'part-touched': return message.protocol === undefined ? lanes.part(message.part) : lanes.session(message.protocol);
    case 'message-told': return message.part === undefined ? lanes.person(box.mark(`phone/${message.phone ?? ''}`)) : lanes.part(message.part);
    case 'chat-client-changed': return lanes.person(box.mark(JSON.stringify(message.keys[0] ?? '')));
    case 'contact-changed': return lanes.client(message.contactId);
    case 'card-changed': return lanes.card(message.cardId);
    case 'automation-fired': return message.contactId === undefined ? laneOfCard(message.cardId) : lanes.client(message.contactId);
    case 'agent-changed':
    case 'portfolio-changed': return lanes.roster;
  }
}

const laneOfCard = (cardId: CardId | undefined): LaneKey => (cardId === undefined ? lanes.unread : lanes.card(cardId));

export const parseDeliveryId = (text: string): DeliveryId => text as DeliveryId;

type Origin = Pick<NewDelivery, 'connection' | 'source' | 'receivedAt' | 'cause' | 'settingsAt' | 'askedBy' | 'repeatKey' | 'subjects' | 'urgency'>;

/** A message as a delivery of its own in a lane. */
export const deliveryOf = (ids: IdSource, { subjects = [], ...origin }: Origin, lane: LaneKey, message: Message): NewDelivery => ({
  ...origin, id: parseDeliveryId(ids.id()), kind: message.message.type, lane, body: writeMessage(message), headers: {},
  subjects: [...subjectsOfMessage(message), ...subjects],
});

/** Whether a delivery came from an outside system: its body is the platform's own. */
export const isFromOutside = <Delivery extends Pick<NewDelivery, 'source'>>(delivery: Delivery): delivery is Delivery & { readonly source: ConnectionSystem } =>
  delivery.source === 'neppo' || delivery.source === 'ploomes' || delivery.source === 'automation';

/**
 * What follows from a delivery in other lanes: it names its cause and keeps the moment of its acceptance and of its settings (ADR 5).
 * `about` is what is known beside what the message names. What goes to a session or to a client's lane is live, whatever it comes from:
 * a session may wait for it.
 */
export interface FollowUps {
  toSession(protocol: Protocol, message: SessionMessage, about?: readonly Subject[]): NewDelivery;
  toTalk(protocol: Protocol, message: TalkMessage, about?: readonly Subject[]): NewDelivery;
  toClient(lane: LaneKey, message: ClientMessage, about?: readonly Subject[]): NewDelivery;
  /** What is sent to somebody actively, in a lane of their own. */
  toPerson(mark: string, message: SendActively, about?: readonly Subject[]): NewDelivery;
  /** To the customer base; bulk, where what it comes from is. */
  toBase(lane: LaneKey, message: BaseMessage): NewDelivery;
  /** On the way of a lead. */
  toLead(lane: LaneKey, message: LeadMessage, about?: readonly Subject[]): NewDelivery;
  /** To the hub itself, in the lane and in the name of whoever asked. Bulk: there is always more behind it. */
  onward(message: ReplayMany): NewDelivery;
}

type Leader = Pick<NewDelivery, 'id' | 'connection' | 'receivedAt' | 'settingsAt' | 'askedBy' | 'urgency'>;

export function followUps(ids: IdSource, { id, connection, receivedAt, settingsAt, askedBy, urgency }: Leader): FollowUps {
  const origin = { connection, source: 'internal', receivedAt, cause: id, ...(settingsAt === undefined ? {} : { settingsAt }) } as const;
  const asked = { ...origin, ...(askedBy === undefined ? {} : { askedBy }) };
  return {
    toSession: (protocol, message, about = []) => deliveryOf(ids, { ...origin, subjects: about }, lanes.session(protocol), { to: 'session', protocol, message }),
    toTalk: (protocol, message, about = []) => deliveryOf(ids, { ...origin, subjects: about }, lanes.talk(protocol), { to: 'talk', protocol, message }),
    toClient: (lane, message, about = []) => deliveryOf(ids, { ...origin, subjects: about }, lane, { to: 'client', message }),
    toPerson: (mark, message, about = []) => deliveryOf(ids, { ...origin, subjects: about }, lanes.talkTo(mark), { to: 'talk-to', message }),
    toBase: (lane, message) => deliveryOf(ids, { ...asked, ...(urgency === undefined ? {} : { urgency }) }, lane, { to: 'base', message }),
    toLead: (lane, message, about = []) => deliveryOf(ids, { ...asked, subjects: about, ...(urgency === undefined ? {} : { urgency }) }, lane, { to: 'lead', message }),
    onward: (message) => deliveryOf(ids, { ...asked, urgency: 'bulk' }, lanes.replays, { to: 'desk', message }),
  };
}
