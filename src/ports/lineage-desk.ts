import type { Protocol } from '../domain/attendance/sighting.ts';
import type { CardId } from '../domain/card-linking/card.ts';
import type { LinkRule } from '../domain/card-linking/link-rule.ts';
import type { StayKey } from '../domain/card-linking/stay.ts';
import type { ConnectionId } from '../domain/connection/connection.ts';
import type { ContactId } from '../domain/contact/contact.ts';
import type { FunnelMapping } from '../domain/funnel/funnel-mapping.ts';
import type { InteractionRecordId } from '../domain/interaction/interaction-record.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { IntegrationId } from '../domain/lead/lead.ts';
import type { ChainHead } from './audit-log.ts';
import type { DeliverySummary, Scope } from './history.ts';

/** What is asked after, as the CRM names it. */
export type LineageQuestion =
  | { readonly connection: ConnectionId; readonly card: CardId }
  | { readonly connection: ConnectionId; readonly record: InteractionRecordId }
  /** A person or a company. */
  | { readonly connection: ConnectionId; readonly contact: ContactId };

/** Something that the hub did in an outside system, as its ledger and its chain tell of it. */
export interface LineageEffect {
  readonly key: string;
  readonly intendedAt: Instant;
  readonly result: unknown;
  /** What was to be done, and why; absent where nothing was planned, and after an erasure. */
  readonly plan?: unknown;
  /** Its entry in the chain, which proves it. */
  readonly entry?: ChainHead;
}

/** The settings that decided. */
export interface LineageSettings {
  readonly version: number;
  readonly validFrom?: Instant;
  /** The mapping of that version by which the rule acted. */
  readonly mapping?: FunnelMapping;
  /** Its entry in the chain. */
  readonly entry?: ChainHead;
}

/** How a card, a record or a contact came to be, or to be tied to a session. */
export interface LineageOrigin {
  /** `opened`, `written`: made by the hub. `chosen`: found by a rule. `linked-by-hand`: by a person. */
  readonly how: 'opened' | 'chosen' | 'linked-by-hand' | 'written';
  readonly session?: Protocol;
  /** Set where it came of a lead: through which integration, in which version of it; absent where that is kept no longer. */
  readonly integration?: { readonly id: IntegrationId; readonly version: number };
  /** Set where only ids are left: the hub made it for somebody who was erased since (HUB-05). */
  readonly person?: 'erased';
  /** Which stay of the session in the funnel it was for. */
  readonly stay?: StayKey;
  /** Rules of the specification, such as `CRD-04`. */
  readonly rules: readonly string[];
  readonly rule?: LinkRule;
  readonly settings?: LineageSettings;
  readonly effect?: LineageEffect;
  /** The delivery in whose working it was done; absent where none is kept. */
  readonly delivery?: DeliverySummary;
  /** What led to that delivery, the one from outside last. */
  readonly causes: readonly DeliverySummary[];
}

/** Where a card, a record or a contact came from. */
export interface Lineage {
  readonly connection: ConnectionId;
  readonly card?: CardId;
  readonly record?: InteractionRecordId;
  readonly contact?: ContactId;
  /** The oldest first. Empty when this hub neither made it nor tied anything to it. */
  readonly origins: readonly LineageOrigin[];
}

/** Where people ask what made a card, a record, or a contact that came as a lead (HUB-04). What lies outside of a scope is as if it were not there. */
export interface LineageDesk {
  /** `undefined` when there is no such connection. */
  trace(scope: Scope, question: LineageQuestion): Promise<Lineage | undefined>;
}
