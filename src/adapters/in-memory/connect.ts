import type { Chat, Crm } from '../../ports/crm.ts';
import type { DeliveryReader, ReadWebhook, WebhookMessage } from '../../ports/delivery-reader.ts';

/** What a hub is given to reach the in-memory world: spread it into the options of `createVinculo`. */
export interface InMemoryConnectors {
  readonly crm: { parseConfig(input: unknown): unknown; connect(): Crm; reader(): DeliveryReader };
  readonly chat: { parseConfig(input: unknown): unknown; connect(): Chat; reader(): DeliveryReader };
}

/** Joins a hub to a CRM and a chat that exist already. Its webhooks are {@link WebhookMessage}s written as JSON. */
export const inMemoryConnectors = (crm: Crm, chat: Chat): InMemoryConnectors => ({
  crm: { parseConfig: (input) => input ?? {}, connect: () => crm, reader: () => reader },
  chat: { parseConfig: (input) => input ?? {}, connect: () => chat, reader: () => reader },
});

const reader: DeliveryReader = { authentic: () => true, read: parseWebhookMessage };

function parseWebhookMessage(body: string): ReadWebhook {
  try {
    const message = JSON.parse(body) as WebhookMessage;
    return typeof message.type === 'string'
      ? { ok: true, kind: message.type, message }
      : { ok: false, kind: 'unknown', reason: 'entity-unknown', detail: 'The message has no type.' };
  } catch {
    return { ok: false, kind: 'unknown', reason: 'payload-malformed', detail: 'The body is no JSON.' };
  }
}
