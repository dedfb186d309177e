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
  /** `company` and `person` are marks. */
  leadCompany: (company: string, again: string): string => `company:${company}/register${again}`,
  leadPerson: (person: string, again: string): string => `person:${person}/register-lead${again}`,
  /** `occurrence` names what happened at the platform, by marks. */
  leadCard: (occurrence: string): string => `lead:${occurrence}/open-card`,
  /** `action` is a mark: the same action twice in one event is one. */
  leadAction: (occurrence: string, action: string): string => `lead:${occurrence}/act:${action}`,
  /** When something was first told of that has no name of its own. */
  leadTold: (mark: string): string => `lead-told:${mark}`,
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

/** What a key of something that was made of a lead says by itself; `undefined` for keys of anything else. */
export function readLeadEffectKey(key: string): 'card' | 'contact' | undefined {
  if (/^lead:.+\/open-card$/.test(key)) return 'card';
  return /^(?:company:[^/]+\/register|person:[^/]+\/register-lead)(?:\/|$)/.test(key) ? 'contact' : undefined;
}

const parseProtocol = (text: string): Protocol => text as Protocol;
