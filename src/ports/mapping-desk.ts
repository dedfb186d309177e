import type { Funnel, FunnelStage } from '../domain/funnel/funnel.ts';
import type { ConversionEvent, Lead, LeadAction } from '../domain/lead/lead.ts';
import type { FieldProblem, Json } from '../domain/mapping/mapping.ts';
import type { MappingChange } from '../domain/mapping/diff-mappings.ts';
import type { SuggestedMapping } from '../domain/mapping/suggest-mapping.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { CrmField } from './crm-leads.ts';
import type { Asker } from './delivery-desk.ts';
import type { Scope } from './history.ts';
import type { DeliveryId } from './inbox.ts';
import type { IntegrationChange, IntegrationFault, IntegrationKept } from './integration-desk.ts';
import type { SeenStructure } from './integrations.ts';
import type { LeadSourceField } from './lead-source.ts';

/** A delivery as somebody pastes it (WHK-08). */
export interface PastedSample {
  readonly body: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** What the platform answered when it was asked for the contact. */
  readonly callback?: Json;
}

/** A funnel that leads may go to (ACL-03). */
export interface FunnelChoice extends Funnel {
  readonly stages: readonly FunnelStage[];
}

/** What there is to map to, and from (WHK-02, ACL-01, ACL-04). */
export interface MappableFields {
  readonly custom: readonly { readonly name: string; readonly description: string }[];
  /** Absent while the connection has no CRM, or one that takes no leads. */
  /** Archived ones too, and told as such; `stages` where the CRM has them. Absent while the connection has no CRM. */
  readonly funnels?: readonly FunnelChoice[];
  readonly crm?: { readonly person: readonly CrmField[]; readonly company: readonly CrmField[]; readonly card: readonly CrmField[] };
  /** What the account of the platform tells of its contacts; absent where it is not known. */
  readonly source?: readonly LeadSourceField[];
}

/** A mapping to begin with, and of how many samples it was made. */
export interface IntegrationSuggestion extends SuggestedMapping {
  readonly samples: number;
}

/** A setting that one version has otherwise than the one before it. */
export interface SettingChange {
  readonly field: 'name' | 'platform' | 'status' | 'scheme' | 'customFields' | 'capture' | 'events' | 'account';
  readonly before?: unknown;
  readonly after?: unknown;
}

/** A version of an integration, and what it changed. */
export interface IntegrationVersion {
  readonly version: number;
  readonly validFrom: Instant;
  readonly changes: readonly SettingChange[];
  readonly mapping: readonly MappingChange[];
}

/** What is tried, and with which settings, of which none is kept. What is left out is as the integration has it. */
export interface TrialWish {
  readonly of: { readonly sample: PastedSample } | { readonly delivery: DeliveryId };
  readonly with?: Pick<IntegrationChange, 'mapping' | 'customFields' | 'capture' | 'events'>;
  /** Whether the platform and the CRM are asked what they know. Nothing is written in either case. @defaultValue `no` */
  readonly live?: 'yes' | 'no';
}

/** An action that would run, and what of it cannot. */
export interface TriedAction {
  readonly action: LeadAction;
  /** With its places filled. */
  readonly text?: string;
  /** Places that this lead does not fill. */
  readonly unfilled?: readonly { readonly place: string; readonly problem: 'unknown' | 'empty' }[];
}

/** A call to the CRM that would be made, in its order. */
export interface TriedCall {
  readonly call: 'find-company' | 'register-company' | 'change-company' | 'find-person' | 'register-person' | 'change-person' | 'add-phone' | 'find-open-cards' | 'open-card' | 'tag' | 'change-field';
  /** `if-not-found`: only where nobody answers. Absent: in any case. */
  readonly when?: 'if-not-found' | 'if-found';
  /** What would be written or asked for. */
  readonly with?: unknown;
}

/** What would become of one event. */
export interface TriedEvent {
  readonly index: number;
  /** `lead`: it would enter. The others as the history tells them: `event-unknown`, `without-person`, `unmapped`. */
  readonly becomes: 'lead' | 'event-unknown' | 'without-person' | 'unmapped';
  readonly event?: string;
  readonly happenedAt?: Instant;
  readonly lead: Lead;
  readonly problems: readonly FieldProblem[];
  readonly missing: readonly string[];
  /** The conversion event that it matches. */
  readonly matches?: Pick<ConversionEvent, 'id' | 'name' | 'identification'>;
  /** In the order in which they would run. */
  readonly actions: readonly TriedAction[];
  /** Empty where leads are not brought into the CRM. */
  readonly calls: readonly TriedCall[];
}

/** What came of a trial (WHK-08). */
export type Trial =
  | { readonly outcome: 'tried'; readonly events: readonly TriedEvent[]; readonly leftOut: number; readonly callback: 'not-needed' | 'given' | 'asked' | 'given-up' | 'not-asked' }
  /** The body cannot be read. */
  | { readonly outcome: 'unreadable'; readonly because: string }
  /** The settings to try cannot be kept either. */
  | { readonly outcome: 'refused'; readonly faults: readonly IntegrationFault[] }
  | { readonly outcome: 'no-such-delivery' };

/**
 * Where people find out what stands where in a platform's deliveries, and try it (WHK-02…WHK-04, WHK-08). `undefined` where there is no such
 * integration in the scope. Nothing of it has an effect but {@link MappingDesk.restore}.
 */
export interface MappingDesk {
  /** What was seen of deliveries, merged; of none while nothing came. */
  structure(scope: Scope, connection: string, id: string): Promise<SeenStructure | undefined>;
  /** Reads the CRM and the platform's account live. */
  fields(scope: Scope, connection: string, id: string): Promise<MappableFields | undefined>;
  /** By the preset of the platform and by samples: those that are given, or else the last ones that came in. */
  suggest(scope: Scope, connection: string, id: string, samples?: readonly PastedSample[]): Promise<IntegrationSuggestion | undefined>;
  tryOut(scope: Scope, connection: string, id: string, wish: TrialWish): Promise<Trial | undefined>;
  /** Newest first. */
  versions(scope: Scope, connection: string, id: string): Promise<readonly IntegrationVersion[] | undefined>;
  /** A new version equal to an old one, but for whether it is a draft, active or paused. */
  restore(asker: Asker, connection: string, id: string, version: number): Promise<IntegrationKept | undefined>;
}
