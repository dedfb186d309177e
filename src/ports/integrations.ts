import type { ConnectionId } from '../domain/connection/connection.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { ConversionEvent, IntegrationId, LeadCapture } from '../domain/lead/lead.ts';
import type { Mapping } from '../domain/mapping/mapping.ts';
import type { SeenStructure } from '../domain/mapping/structure.ts';

export type { SeenPath, SeenStructure } from '../domain/mapping/structure.ts';

/** What an integration is set up to do, one version of it (WHK-01…WHK-06). */
export interface IntegrationSettings {
  readonly name: string;
  /** Of {@link Platform}. */
  readonly platform: string;
  /** A draft listens and keeps what comes, for its mapping; nothing takes effect (ACL-07, WHK-02). */
  readonly status: 'draft' | 'active' | 'paused';
  /** Of the platform's {@link SchemeChoice}s. */
  readonly scheme: string;
  /** Absent until it is mapped. */
  readonly mapping?: Mapping;
  /** Fields of one's own (WHK-02). */
  readonly customFields: readonly { readonly name: string; readonly description: string }[];
  /** Absent: leads are not brought into the CRM. */
  readonly capture?: LeadCapture;
  readonly events: readonly ConversionEvent[];
  /** Of ActiveCampaign: the address of the account (ACL-01); the key is a secret. */
  readonly account?: { readonly url: string };
}

/** A version of an integration, in force from `validFrom` until the next. */
export interface Integration extends IntegrationSettings {
  readonly connection: ConnectionId;
  readonly id: IntegrationId;
  /** From 1. */
  readonly version: number;
  readonly validFrom: Instant;
  /** Set on the version that took it away; what it took in stays in history. */
  readonly removed?: 'yes';
}

/** Integrations of every connection, all versions kept, and the structure of what they received. Writes are durable when they resolve. */
export interface Integrations {
  /** The latest version of each, removed ones left out, oldest first. */
  list(connection: ConnectionId): Promise<readonly Integration[]>;
  latest(connection: ConnectionId, id: IntegrationId): Promise<Integration | undefined>;
  /** The version in force at that moment; the first one for a moment before it. */
  at(connection: ConnectionId, id: IntegrationId, moment: Instant): Promise<Integration | undefined>;
  /** Newest first. */
  versions(connection: ConnectionId, id: IntegrationId): Promise<readonly Integration[]>;
  /** Adds a version; `integration.version` must be one more than the latest (1 for the first), else `port.conflict`. */
  put(integration: Integration): Promise<void>;
  structure(connection: ConnectionId, id: IntegrationId): Promise<SeenStructure | undefined>;
  /** Puts a structure in the place of the one that is `of` so many deliveries; else `port.conflict`. */
  putStructure(connection: ConnectionId, id: IntegrationId, structure: SeenStructure, basedOn: number): Promise<void>;
}
