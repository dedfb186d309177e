import type { CardId, ConnectionId, ContactId, Instant, PartId, Protocol } from '../domain/index.ts';
import type { DeliveryId, DeliverySource, IdSource, LaneKey, NewDelivery } from '../ports/index.ts';
import { writeMessage, type Message } from './messages.ts';

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

/** A message as a delivery to the lane that it is for. */
export function deliveryOf(
  ids: IdSource,
  { connection, receivedAt, source = 'internal', cause }: {
    readonly connection: ConnectionId; readonly receivedAt: Instant; readonly source?: DeliverySource; readonly cause?: DeliveryId;
  },
  message: Message,
  to: LaneKey,
): NewDelivery {
  return {
    id: parseDeliveryId(ids.id()),
    connection,
    source,
    kind: message.message.type,
    lane: to,
    body: writeMessage(message),
    headers: {},
    receivedAt,
    ...(cause === undefined ? {} : { cause }),
  };
}
