import type { ConnectionId } from '../domain/connection/connection.ts';
import type { AttendanceGroup } from '../domain/attendance/sighting.ts';
import type { Funnel } from '../domain/funnel/funnel.ts';
import type { FunnelMapping } from '../domain/funnel/funnel-mapping.ts';
import type { Language } from '../domain/wording/record-wording.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { ConnectionOptions, ConnectionTick, OutsideSystem } from './connection-options.ts';
import type { ToldFinding } from './doctor-desk.ts';
import type { Scope } from './history.ts';
import type { ConnectionSystem } from './hooks.ts';

/** What is known of one system. Credentials never come back. */
export interface SystemSheet {
  readonly credential: 'stored' | 'missing';
  /** The settings as they were given, without what is secret; absent while there are none. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A connection as the people see it who set it up. */
export interface ConnectionSheet {
  readonly id: ConnectionId;
  readonly name: string;
  /** A `draft` was never activated: nothing takes effect, and what comes in is only noted. */
  readonly status: 'draft' | 'active' | 'inactive';
  /** Grows by one with each change. */
  readonly version: number;
  readonly systems: Readonly<Record<OutsideSystem, SystemSheet>>;
  readonly options: Readonly<Required<Omit<ConnectionOptions, 'mappings'>>> & { readonly mappings: readonly FunnelMapping[] };
  /** Since when a person says so. */
  readonly ticks: Readonly<Partial<Record<ConnectionTick, Instant>>>;
}

/** What a draft begins with; the rest may come later (ACT-10). */
export interface DraftWish {
  /** Letters, digits and dashes; made up when absent. */
  readonly id?: string;
  readonly name: string;
  readonly ploomes?: unknown;
  readonly neppo?: unknown;
  readonly options?: ConnectionOptions;
}

/** What is to be different; what is left out stays. The settings of a system are given whole, credentials included. */
export type ConnectionChange = Partial<Omit<DraftWish, 'id'>>;

/** Something that a change would change. Of what is secret nothing is told but that it differs. */
export interface Difference {
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly secret?: true;
}

/** A mapping as it stands against the live lists. */
export interface MappingStanding extends FunnelMapping {
  /** `made-anew`: a group of the same name stands there under another id (CRD-20). */
  readonly group: 'there' | 'gone' | 'made-anew';
  /** An archived funnel takes no cards by itself (CRD-11). */
  readonly funnel: 'alive' | 'archived' | 'gone';
}

/** What can be chosen, read live. */
export interface Choices {
  readonly groups: readonly AttendanceGroup[];
  /** Archived ones too, and told as such. */
  readonly funnels: readonly Funnel[];
  readonly mappings: readonly MappingStanding[];
}

/** What came of the wish to activate. */
export type Activation =
  | {
      readonly outcome: 'activated';
      readonly connection: ConnectionSheet;
      /** The address for the chat's webhooks, shown this once; absent when one was given out before (ACT-04). */
      readonly hook?: string;
    }
  /** Blocking requirements that are not met (ACT-07). Nothing was changed. */
  | { readonly outcome: 'not-yet'; readonly findings: readonly ToldFinding[] };

/**
 * Connections as people set them up: a draft that is stored and gone on with later, then active, inactive, active again (ACT-01…ACT-12).
 * What is outside the scope is answered like what is not there: `undefined`. Refused with `InputRejected`, which names the field.
 */
export interface ConnectionDesk {
  list(scope: Scope): Promise<readonly ConnectionSheet[]>;
  find(scope: Scope, id: string): Promise<ConnectionSheet | undefined>;
  /** Stores what is known so far, secrets sealed. Nothing is sent anywhere. */
  draft(wish: DraftWish): Promise<ConnectionSheet>;
  /** In force for everything accepted from now on (ACT-11). Systems of what is no draft are tried live before they are kept. The same again changes nothing. */
  change(scope: Scope, id: string, change: ConnectionChange): Promise<ConnectionSheet | undefined>;
  /** What {@link ConnectionDesk.change} would do. */
  compare(scope: Scope, id: string, change: ConnectionChange): Promise<readonly Difference[] | undefined>;
  /** Reads groups and funnels live; fails with `PortFailure` where a system does not answer. */
  choices(scope: Scope, id: string): Promise<Choices | undefined>;
  /** Checks the requirements, subscribes to the CRM's changes, begins work, and starts the first synchronisation. What is active stays so. */
  activate(scope: Scope, id: string, language?: Language): Promise<Activation | undefined>;
  /** Stops every effect, and takes back the CRM's subscriptions (ACT-08, ACT-09); `left` where the CRM would not let go of them: that is tried again. */
  deactivate(scope: Scope, id: string): Promise<{ readonly connection: ConnectionSheet; readonly subscriptions: 'removed' | 'left' } | undefined>;
  /** Gives a hook another address, shown this once; the earlier ones go on for so many hours, 24 where none are named (ACT-04). */
  rotate(scope: Scope, id: string, system: ConnectionSystem, wish: { readonly graceHours?: number }): Promise<{ readonly address: string; readonly until: Instant } | undefined>;
}
