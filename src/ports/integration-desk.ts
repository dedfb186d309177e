import type { ConversionEvent, LeadAction, LeadCapture } from '../domain/lead/lead.ts';
import type { Mapping } from '../domain/mapping/mapping.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { Asker } from './delivery-desk.ts';
import type { Scope } from './history.ts';
import type { RefusedDeliveries } from './hook-signs.ts';
import type { Integration } from './integrations.ts';
import type { Platform, PlatformText } from './platform.ts';

/** Something about an integration that is to be mended: a setting that cannot be kept, or one that is still missing. */
export interface IntegrationFault {
  /** `name`, `mapping.phone`, `events.0.actions.1`, `secret` … */
  readonly field: string;
  readonly reason: string;
  /** What to do about it, in both languages. */
  readonly mend: PlatformText;
  /** Of a mapping: in which path, and at which character, from 0. */
  readonly path?: string;
  readonly at?: number;
}

/** An integration as the people see it who set it up. What is secret never comes back. */
export interface IntegrationSheet extends Omit<Integration, 'connection' | 'removed'> {
  /** `not-needed`: the scheme has none. `exchanged`: the one before it counts until `secretUntil`. */
  readonly secret: 'not-needed' | 'missing' | 'stored' | 'exchanged';
  readonly secretUntil?: Instant;
  /** Names of those that are stored, by which the platform is asked for contacts. */
  readonly credentials: readonly string[];
  /** What keeps it from being enabled, in the order in which it is set up; empty when nothing does (ACL-07, WHK-02). */
  readonly missing: readonly IntegrationFault[];
  /** When something last came in, to the minute or so; absent when nothing ever did. */
  readonly lastReceivedAt?: Instant;
  /** What was refused within the last week since nothing showed that it came from the platform, or it came in a form that is not taken (WHK-07); the last first. */
  readonly refusals: readonly RefusedDeliveries[];
}

/** What an integration begins with (WHK-01). */
export interface IntegrationWish {
  readonly name: string;
  /** Of {@link Platform}. */
  readonly platform: string;
}

/** What is to be different; what is left out stays. Lists are given whole. */
export interface IntegrationChange {
  readonly name?: string;
  /** Its secret goes, and it becomes a draft: what another platform sends looks otherwise, and is shown to be authentic by other means. */
  readonly platform?: string;
  readonly scheme?: string;
  /** Whatever somebody wrote: it is checked (WHK-02). */
  readonly mapping?: Mapping;
  readonly customFields?: readonly { readonly name: string; readonly description: string }[];
  readonly capture?: LeadCapture | 'off';
  readonly events?: readonly (Omit<ConversionEvent, 'id'> & { readonly id?: string })[];
}

/** What came of a wish about an integration. `refused`: nothing was changed. */
export type IntegrationKept =
  | { readonly outcome: 'kept'; readonly integration: IntegrationSheet }
  | { readonly outcome: 'refused'; readonly faults: readonly IntegrationFault[] };

/** What came of the wish for a new integration. `not-allowed`: the host's own plans say no, in its own words (WHK-10). */
export type IntegrationMade =
  | { readonly outcome: 'made'; readonly integration: IntegrationSheet; /** Shown this once (ACT-04). */ readonly address: string }
  | { readonly outcome: 'refused'; readonly faults: readonly IntegrationFault[] }
  | { readonly outcome: 'not-allowed'; readonly because: string };

/** What came of enabling. `not-yet`: something is missing, in the order in which it is set up, and nothing was changed (ACL-07). */
export type IntegrationEnabled =
  | { readonly outcome: 'enabled'; readonly integration: IntegrationSheet; /** Shown this once; absent where its addresses were given out before. */ readonly address?: string }
  | { readonly outcome: 'not-yet'; readonly missing: readonly IntegrationFault[] };

/** A conversion event as people add or change it (WHK-05). */
export interface EventWish {
  readonly name: string;
  readonly identification: string;
  readonly actions: readonly LeadAction[];
}

/** Something to be done with one conversion event. */
export type EventChange =
  | { readonly add: EventWish }
  | { readonly change: string; readonly to: Partial<EventWish> }
  | { readonly remove: string };

/**
 * Integrations as people set them up: a draft that listens at once and is gone on with later, then active, paused, active again (WHK-01…WHK-06).
 * What is outside the scope, and an integration that was removed, is answered like what is not there: `undefined`.
 */
export interface IntegrationDesk {
  platforms(): readonly Platform[];
  list(scope: Scope, connection: string): Promise<readonly IntegrationSheet[] | undefined>;
  find(scope: Scope, connection: string, id: string): Promise<IntegrationSheet | undefined>;
  create(asker: Asker, connection: string, wish: IntegrationWish): Promise<IntegrationMade | undefined>;
  /** In force for everything that is accepted from now on. A change that would leave an active one lacking something is refused. The same again changes nothing. */
  change(asker: Asker, connection: string, id: string, change: IntegrationChange): Promise<IntegrationKept | undefined>;
  /** Adds, changes or removes one conversion event; `undefined` for one that is not there too. */
  changeEvent(asker: Asker, connection: string, id: string, change: EventChange): Promise<IntegrationKept | undefined>;
  /** From now on what comes takes effect. Funnel and fields of the CRM are looked up live. */
  enable(asker: Asker, connection: string, id: string): Promise<IntegrationEnabled | undefined>;
  /** What comes meanwhile is kept and does nothing; it can be played again. A draft stays one. */
  pause(asker: Asker, connection: string, id: string): Promise<IntegrationKept | undefined>;
  /** Its addresses end, and its secrets go; what it took in stays in the history (WHK-04). */
  remove(asker: Asker, connection: string, id: string): Promise<'removed' | undefined>;
  /** Another address, shown this once; the earlier ones go on for so many hours, 24 where none are named (ACT-04). */
  rotate(asker: Asker, connection: string, id: string, wish: { readonly graceHours?: number }): Promise<{ readonly address: string; readonly until: Instant } | undefined>;
}

/** What integrations have that nobody may see (WHK-07, ACL-01). `undefined` where there is no such integration in the scope. */
export interface IntegrationKeyDesk {
  /** By which deliveries are shown to come from the platform. One that is there goes on for so many hours beside it, 24 where none are named. */
  putSecret(asker: Asker, connection: string, id: string, wish: { readonly secret: string; readonly graceHours?: number }): Promise<IntegrationKept | undefined>;
  /** Both of them, where one is being exchanged. */
  removeSecret(asker: Asker, connection: string, id: string): Promise<IntegrationKept | undefined>;
  /** By which the platform is asked for contacts; tried live where something that came in names somebody, and then kept. */
  putCredentials(asker: Asker, connection: string, id: string, credentials: Readonly<Record<string, string>>): Promise<IntegrationKept | undefined>;
  /** The account of ActiveCampaign, tried live before it is kept (ACL-01). */
  putAccount(asker: Asker, connection: string, id: string, account: { readonly url: string; readonly key: string }): Promise<IntegrationKept | undefined>;
}
