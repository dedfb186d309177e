import type { ContactId, FunnelId, Protocol, SendId, StayKey } from '../domain/index.ts';

/**
 * Names of decisions and of their steps, under which the ledger remembers them: each happens once. They name what was decided (session,
 * stay, funnel), never the delivery that told of it, since one fact may be delivered twice.
 */
export const effectKeys = {
  openCard: (protocol: Protocol, stay: StayKey): string => `stay:${protocol}:${stay}/open-card`,
  record: (protocol: Protocol, slot: number): string => `record:${protocol}:${slot}`,
  notice: (protocol: Protocol, funnelId: FunnelId): string => `notice:${protocol}:${funnelId}`,
  /** What an agent made by hand; `key` is the agent's own word for the wish. */
  byHand: (protocol: Protocol, key: string, what: 'card' | 'paper'): string => `by-hand:${protocol}:${key}/${what}`,
  activeSend: (send: SendId): string => `send:${send}`,
  /** One record that says why a trigger sent nothing; `send` is what it would have been. */
  sendNotice: (send: SendId): string => `send-notice:${send}`,
  /** `person` and `request` are marks, since keys are kept for long. */
  registerContact: (person: string, request: string): string => `person:${person}/register:${request}`,
  /** One chat client for a contact's number; `number` is a mark. */
  createClient: (contact: ContactId, number: string): string => `contact:${contact}/chat-client:${number}`,
  /** One notice for each wrong value that a contact has; `value` is a mark. */
  phoneNotice: (contact: ContactId, value: string): string => `contact:${contact}/number:${value}`,
} as const;

/** What a key of a card or a record says by itself; `undefined` for keys of anything else. */
export function readEffectKey(key: string): { readonly how: 'opened' | 'written'; readonly session: Protocol; readonly stayKey?: StayKey } | undefined {
  const [, protocol, stayKey] = /^stay:([^:]+):(.+)\/open-card$/.exec(key) ?? [];
  if (protocol !== undefined && stayKey !== undefined) return { how: 'opened', session: parseProtocol(protocol), stayKey };
  const [, written] = /^(?:record|notice):([^:]+):/.exec(key) ?? [];
  return written === undefined ? undefined : { how: 'written', session: parseProtocol(written) };
}

const parseProtocol = (text: string): Protocol => text as Protocol;
