import type { Instant } from '../../domain/kernel/instant.ts';
import type { DeliveryReader, ReadWebhook, WebhookMessage } from '../../ports/delivery-reader.ts';

type MessageType = WebhookMessage['type'];

/** What each message of the in-memory chat has to tell, beside its type. */
const SUBJECTS: Readonly<Record<MessageType, readonly string[]>> = {
  'session-sighted': ['sighting'],
  'part-touched': ['part', 'what'],
  'message-told': [],
  'chat-client-changed': ['client', 'keys', 'change'],
  'agent-changed': ['change'],
  'portfolio-changed': ['change'],
  'contact-changed': ['contactId', 'change'],
  'card-changed': ['cardId', 'change'],
  'automation-fired': ['automation'],
};

/** Writes a delivery of the in-memory chat: the message itself, as JSON. */
export const deliveryOf = (message: WebhookMessage, at?: Instant): string => JSON.stringify({ message, at });

/** Reads what {@link deliveryOf} wrote. */
export const inMemoryReader: DeliveryReader = {
  authentic: (headers, _body, validationKey) => validationKey === undefined || headers['x-validation-key'] === validationKey,
  withoutSecrets: (headers, body) => ({ headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'x-validation-key')), body }),
  read: (body) => {
    const delivery = parseObject(body);
    const message = delivery && objectIn(delivery['message']);
    if (delivery === undefined || message === undefined) return refused('payload-malformed', 'The body is no JSON object with a message.');
    const type = message['type'];
    if (!isMessageType(type)) return refused('entity-unknown', 'The message has no type that is known.');
    const missing = SUBJECTS[type].filter((field) => message[field] === undefined);
    if (missing.length > 0) return refused('subject-missing', `The message lacks ${missing.join(', ')}.`);
    return { ok: true, kind: type, message: parseMessage(message), ...(typeof delivery['at'] === 'string' ? { repeatKey: body } : {}) };
  },
};

type Refusal = Exclude<ReadWebhook, { ok: true }>['reason'];

const refused = (reason: Refusal, detail: string): ReadWebhook => ({ ok: false, kind: 'unknown', reason, detail });

type JsonObject = Readonly<Record<string, unknown>>;

function parseObject(text: string): JsonObject | undefined {
  try {
    return objectIn(JSON.parse(text));
  } catch {
    // Not JSON, which the caller answers for.
    return undefined;
  }
}

const objectIn = (value: unknown): JsonObject | undefined => (isObject(value) ? value : undefined);

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

const isMessageType = (type: unknown): type is MessageType => typeof type === 'string' && Object.hasOwn(SUBJECTS, type);

const parseMessage = (message: JsonObject): WebhookMessage => message as unknown as WebhookMessage;
