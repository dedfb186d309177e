import type { Chat, Crm } from '../../ports/crm.ts';
import type { DeliveryReader } from '../../ports/delivery-reader.ts';
import type { InMemoryChat } from './chat.ts';

/** What a hub is given to reach the in-memory world: spread it into the options of `createVinculo`. */
export interface InMemoryConnectors {
  readonly crm: { parseConfig(input: unknown): unknown; connect(): Crm; reader(): DeliveryReader };
  readonly chat: { parseConfig(input: unknown): unknown; connect(): Chat; reader(): DeliveryReader };
}

/** Joins a hub to a CRM and a chat that exist already. Webhooks are what `chat.deliveryOf` writes. */
export const inMemoryConnectors = (crm: Crm, chat: InMemoryChat): InMemoryConnectors => ({
  crm: { parseConfig: anything, connect: () => crm, reader: () => chat.reader },
  chat: { parseConfig: anything, connect: () => chat, reader: () => chat.reader },
});

const anything = (input: unknown): unknown => input;
