import type { Agent, AttendanceGroup, ConnectionId, CrmUser, Funnel, Instant } from '../../../domain/index.ts';
import { isIntegrationError } from '../../../domain/index.ts';
import type { AstrayHour, MakersNumbers, OutsideSystem } from '../../../ports/index.ts';
import type { ConnectionSettings } from '../../connection-settings.ts';
import type { Trial } from '../activation/try-credential.ts';
import type { SeenBy } from './findings.ts';

/** What was asked of the outside, or why it could not be told. */
export type Asked<Value> = { readonly known: 'yes'; readonly value: Value } | { readonly known: 'no'; readonly code: string };

/** How good the numbers of the contacts are, by who made these (PHN-06). */
export type NumberQuality = readonly MakersNumbers[];

/** A delivery of the chat, as far as doubled ones are told by it. */
export interface SeenDelivery {
  readonly receivedAt: Instant;
  readonly kind: string;
  readonly body: string;
  /** How often the very same came again before it was worked. */
  readonly repeats: number;
}

/** Webhooks of a day that came in where nobody listens. */
export interface AstrayWebhooks {
  /** At addresses that the connection had. */
  readonly own: readonly AstrayHour[];
  /** At addresses that were never anybody's: whose they are nobody can tell. */
  readonly nobodys: readonly AstrayHour[];
}

/** All that the checks go by, gathered once. */
export interface HealthFacts {
  readonly settings: ConnectionSettings;
  readonly trials: Readonly<Record<OutsideSystem, Trial>>;
  readonly users: Asked<readonly CrmUser[]>;
  readonly agents: Asked<readonly Agent[]>;
  readonly funnels: Asked<readonly Funnel[]>;
  readonly groups: Asked<readonly AttendanceGroup[]>;
  /** The other connection that joins the same two accounts. */
  readonly takenBy: Asked<ConnectionId | 'nobody'>;
  /** When each of the chat's webhooks last came in, by its entity. */
  readonly receipts: ReadonlyMap<string, Instant>;
  /** Since when something was seen otherwise that a webhook of the entity should have told of. */
  readonly seenOtherwise: ReadonlyMap<string, Instant>;
  /** What came in where nobody listens, in a day. */
  readonly astray: AstrayWebhooks;
  /** Whether anything of the CRM's ever came in. */
  readonly crmIsHeard: 'yes' | 'never';
  /** When the chat's youngest session began. */
  readonly latestSession: Asked<Instant | 'none'>;
  readonly now: Instant;
  readonly subscriptions: { readonly seen: SeenBy<'ploomes-subscriptions'>; readonly count?: number; readonly code?: string };
  readonly fields: { readonly seen: SeenBy<'ploomes-fields'>; readonly code?: string };
  readonly agentsField: SeenBy<'agents-field'>;
  readonly deliveries: readonly SeenDelivery[];
  readonly numbers: NumberQuality | 'untold';
}

/** Asks; what fails is told as that. */
export async function asked<Value>(ask: () => Promise<Value>): Promise<Asked<Value>> {
  try {
    return { known: 'yes', value: await ask() };
  } catch (failure) {
    return { known: 'no', code: codeOf(failure) };
  }
}

/** Public, and without anything personal. */
const codeOf = (failure: unknown): string => (isIntegrationError(failure) ? failure.code : 'defect.unexpected');

/** For what could not be asked at all. */
export const UNASKED: { readonly known: 'no'; readonly code: string } = { known: 'no', code: 'not-asked' };
