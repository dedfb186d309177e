import type { AgentId } from '../domain/agent/agent.ts';
import type { PartId, Protocol, Sighting } from '../domain/attendance/sighting.ts';
import type { CardId } from '../domain/card-linking/card.ts';
import type { ContactId } from '../domain/contact/contact.ts';
import type { IdentityKey } from '../domain/contact/identity-key.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { ChatMessage } from '../domain/conversation/message.ts';
import type { ChatClientId } from '../domain/synchronisation/chat-client.ts';

/** What a raw webhook turned out to say, in our words. */
export type WebhookMessage =
  /** A whole state of a session's part. */
  | { readonly type: 'session-sighted'; readonly sighting: Sighting }
  /** Something about this part changed; it must be read again. `protocol` where the message names it. */
  | { readonly type: 'part-touched'; readonly part: PartId; readonly protocol?: Protocol; readonly what: 'session' | 'classification' }
  /**
   * Something was said in a conversation (PAN-11). `message` where the delivery tells all of it; without, the part is to be read again.
   * A sender that names no part names the client's number instead, in digits as the chat writes them; one of the two is there.
   */
  | { readonly type: 'message-told'; readonly part?: PartId; readonly phone?: string; readonly message?: ChatMessage }
  /** A client of the chat changed. The keys are those of the message, which may be older than what stands there. */
  | { readonly type: 'chat-client-changed'; readonly client: ChatClientId; readonly keys: readonly IdentityKey[]; readonly change: RowChange }
  /** An agent changed, or the account behind one; `agent` where the message names the agent. */
  | { readonly type: 'agent-changed'; readonly agent?: AgentId; readonly change: RowChange }
  /** Agents of a client changed: they are to be read again. Without `client`, all of them. */
  | { readonly type: 'portfolio-changed'; readonly client?: ChatClientId; readonly agent?: AgentAccount; readonly change: RowChange }
  /** `updatedAt` is the contact's own time of this change, where the message tells it. */
  | { readonly type: 'contact-changed'; readonly contactId: ContactId; readonly change: RowChange; readonly updatedAt?: Instant }
  | { readonly type: 'card-changed'; readonly cardId: CardId; readonly change: RowChange }
  /** An automation of the CRM asks for its active send (SND-02). One of the two ids is there. */
  | {
      readonly type: 'automation-fired'; readonly automation: string; readonly contactId?: ContactId; readonly cardId?: CardId;
      /** What the CRM calls this firing. */
      readonly action?: string;
      /** The moment that the call itself carries. */
      readonly firedAt?: Instant;
    };

/** What became of the thing that a message is about. A sender that does not say has it as `updated`. */
export type RowChange = 'created' | 'updated' | 'deleted';

/** The id by which the chat names an agent here: the agent's own, or that of the account behind it (`Agent.userId`). */
export type AgentAccount = string;

/** A delivery, read: what it says, or why nothing can be made of it. `detail` shows nothing of the body. */
export type ReadWebhook =
  | {
      readonly ok: true;
      /** For people and filters: `ChatSession.UPDATE`, `Contacts.Update`. */
      readonly kind: string;
      readonly message: WebhookMessage;
      /** Present when the body carries its own time or version, so that equal bodies are repeats. */
      readonly repeatKey?: string;
    }
  | {
      readonly ok: false;
      readonly kind: string;
      /** `payload-too-deep` and `payload-too-wide` are the hub's own to say: no reader is given such a body ({@link JSON_LIMITS}). */
      readonly reason: 'payload-malformed' | 'payload-too-deep' | 'payload-too-wide' | 'entity-unknown' | 'subject-missing';
      readonly detail: string;
    };

/** What there is to keep of a delivery. */
export interface KeptDelivery {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Reads one platform's raw deliveries. Pure and quick: it runs before the answer is given. */
export interface DeliveryReader {
  read(body: string): ReadWebhook;
  /** `false` when the platform's own validation (a header, a signature) does not hold. */
  authentic(headers: Readonly<Record<string, string>>, body: string, validationKey: string | undefined): boolean;
  /**
   * The delivery as it may be kept: what authenticates it (a key in a header or in the body) is taken out, for history shows
   * deliveries to people. Everything else is the same byte for byte, and `read` makes the same message of it.
   */
  withoutSecrets(headers: Readonly<Record<string, string>>, body: string): KeptDelivery;
}
