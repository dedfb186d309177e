import type { FunnelId, Protocol, StayKey } from '../domain/index.ts';

/**
 * Names of decisions and of their steps, under which the ledger remembers them: each happens once. They name what was decided (session,
 * stay, funnel), never the delivery that told of it, since one fact may be delivered twice.
 */
export const effectKeys = {
  openCard: (protocol: Protocol, stay: StayKey): string => `stay:${protocol}:${stay}/open-card`,
  record: (protocol: Protocol, slot: number): string => `record:${protocol}:${slot}`,
  notice: (protocol: Protocol, funnelId: FunnelId): string => `notice:${protocol}:${funnelId}`,
  /** `person` and `request` are marks, since keys are kept for long. */
  registerContact: (person: string, request: string): string => `person:${person}/register:${request}`,
} as const;
