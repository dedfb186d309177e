import type { CardId } from '../domain/card-linking/card.ts';
import type { ConnectionId } from '../domain/connection/connection.ts';
import type { ContactId } from '../domain/contact/contact.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { IntegrationId, LeadValues } from '../domain/lead/lead.ts';

/** The name of a lead within its account: a keyed mark of its phone (PHN-04), or of its e-mail where it has no phone (WHK-10). */
export type LeadKey = string;

/** A lead as this hub knows it. Personal data: erased with the person. */
export interface KnownLead {
  readonly key: LeadKey;
  readonly name?: string;
  /** E.164. */
  readonly phone?: string;
  readonly email?: string;
  readonly document?: string;
  /** Custom fields, and those of presets, as they were last brought. */
  readonly fields: LeadValues;
  readonly tags: readonly string[];
  readonly contactId?: ContactId;
  readonly companyId?: ContactId;
  readonly cardIds: readonly CardId[];
  /** Through which integrations it came, first one first. */
  readonly integrations: readonly IntegrationId[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** Which leads are wanted, last changed first. */
export interface LeadQuery {
  readonly integration?: IntegrationId;
  /** A part of the name or the e-mail, accents and case ignored, or at least three digits of the phone. */
  readonly search?: string;
  readonly tag?: string;
  /** The last one of the page before. */
  readonly after?: { readonly updatedAt: Instant; readonly key: LeadKey };
  readonly limit: number;
}

/** Leads of every connection (WHK-10). Writes are durable when they resolve. */
export interface LeadBook {
  find(connection: ConnectionId, key: LeadKey): Promise<KnownLead | undefined>;
  /** Keeps a lead, or changes the one with its key. Whoever keeps it works in the lead's lane. */
  keep(connection: ConnectionId, lead: KnownLead): Promise<void>;
  list(connection: ConnectionId, query: LeadQuery): Promise<readonly KnownLead[]>;
}
