import type { ConnectionId } from '../domain/connection/connection.ts';
import type { IntegrationId } from '../domain/lead/lead.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { HookAddress } from './hooks.ts';

/**
 * What came in where nobody listens: at an address that a connection had, or at one that was never anybody's. Of `webhook` also what came to an
 * integration and was refused, since nothing showed that it came from its platform (WHK-07).
 */
export interface AstrayAddress {
  readonly system: HookAddress['system'];
  /** Absent where the address was never anybody's. */
  readonly connection?: ConnectionId;
}

/** How many came in there within an hour, up to {@link MOST_ASTRAY}. */
export interface AstrayHour {
  readonly system: HookAddress['system'];
  /** When the hour began. */
  readonly from: Instant;
  readonly count: number;
}

/** An integration at whose address something was refused. */
export interface RefusingIntegration {
  readonly connection: ConnectionId;
  readonly integration: IntegrationId;
}

/** What came to an integration and was refused for one reason, added up (WHK-07). */
export interface RefusedDeliveries {
  readonly why: string;
  readonly count: number;
  /** To the minute or so. */
  readonly lastAt: Instant;
}

/** More within an hour than that are not told apart. */
export const MOST_ASTRAY = 10_000;

/**
 * What shows that webhooks stay out or go astray, the same for all processes (ACT-05). Of no use to whoever sends: there is one row
 * for each kind of a connection, and one for each system, connection and hour, or integration, reason and hour, kept for a week. Writes are durable when they resolve.
 */
export interface HookSigns {
  /** Something that webhooks of that kind tell of happened at that moment or later, and was seen otherwise. The latest moment is kept. */
  noteSeen(connection: ConnectionId, kind: string, since: Instant): Promise<void>;
  /** Those moments by kind. */
  seen(connection: ConnectionId): Promise<Readonly<Record<string, Instant>>>;
  /** Adds to what came in where nobody listens, in the hour of that moment. */
  noteAstray(address: AstrayAddress, at: Instant, count: number): Promise<void>;
  /** By hours, from the one of that moment on; addresses that were never anybody's where no connection is named. */
  astray(connection: ConnectionId | undefined, since: Instant): Promise<readonly AstrayHour[]>;
  /** Adds to what an integration refused for that reason, in the hour of that moment. */
  noteRefused(integration: RefusingIntegration, refused: RefusedDeliveries): Promise<void>;
  /** Added up by reasons, from the hour of that moment on; the reason of the last refusal first. */
  refused(integration: RefusingIntegration, since: Instant): Promise<readonly RefusedDeliveries[]>;
}
