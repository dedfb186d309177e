import type { CardId, ContactId, PartId, Protocol } from '../domain/index.ts';
import type { DeliveryId, IdSource, LaneKey, NewDelivery } from '../ports/index.ts';
import { writeMessage, type ClientMessage, type Message, type SessionMessage } from './messages.ts';

const parseLane = (name: string): LaneKey => name as LaneKey;

/** Lanes: what must stay in order shares one (DESIGN §2). They hold ids and keyed marks, never a phone number. */
export const lanes = {
  session: (protocol: Protocol): LaneKey => parseLane(`session:${protocol}`),
  client: (contactId: ContactId): LaneKey => parseLane(`client:${contactId}`),
  part: (part: PartId): LaneKey => parseLane(`part:${part}`),
  card: (cardId: CardId): LaneKey => parseLane(`card:${cardId}`),
  /** Somebody whose contact is not known; `mark` is keyed. */
  person: (mark: string): LaneKey => parseLane(`person:${mark}`),
  roster: parseLane('roster'),
  /** What nobody could read; it never occupies a lane. */
  unread: parseLane('unread'),
} as const;

export const parseDeliveryId = (text: string): DeliveryId => text as DeliveryId;

type Origin = Pick<NewDelivery, 'connection' | 'source' | 'receivedAt'> & { readonly cause?: DeliveryId };

/** A message as a delivery of its own in a lane. */
export const deliveryOf = (ids: IdSource, origin: Origin, lane: LaneKey, message: Message): NewDelivery => ({
  ...origin, id: parseDeliveryId(ids.id()), kind: message.message.type, lane, body: writeMessage(message), headers: {},
});

/** Whether a delivery came from an outside system: its body is the platform's own. */
export const isFromOutside = <Delivery extends Pick<NewDelivery, 'source'>>(delivery: Delivery): delivery is Delivery & { readonly source: 'neppo' | 'ploomes' } =>
  delivery.source === 'neppo' || delivery.source === 'ploomes';

/** What follows from a delivery in other lanes: it names its cause and keeps the moment of its acceptance (ADR 5). */
export interface FollowUps {
  toSession(protocol: Protocol, message: SessionMessage): NewDelivery;
  toClient(lane: LaneKey, message: ClientMessage): NewDelivery;
}

export function followUps(ids: IdSource, { id, connection, receivedAt }: Pick<NewDelivery, 'id' | 'connection' | 'receivedAt'>): FollowUps {
  const origin = { connection, source: 'internal', receivedAt, cause: id } as const;
  return {
    toSession: (protocol, message) => deliveryOf(ids, origin, lanes.session(protocol), { to: 'session', protocol, message }),
    toClient: (lane, message) => deliveryOf(ids, origin, lane, { to: 'client', message }),
  };
}
