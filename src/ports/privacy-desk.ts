import type { ConnectionId } from '../domain/connection/connection.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { ErasureCounts, Finding } from './erasure.ts';
import type { Scope } from './history.ts';

/** Who is to be forgotten. At least one of phone and e-mail; the phone with its DDI. */
export interface ErasureWish {
  readonly phone?: string;
  readonly email?: string;
  /** @defaultValue every connection within reach */
  readonly connection?: string;
}

/** What became of the person in one connection. */
export interface ErasedHere {
  readonly connection: ConnectionId;
  readonly counts: ErasureCounts;
  /** Where a number, an address or a document of the person still stands; empty when the erasure is proved. */
  readonly remains: readonly Finding[];
}

/** The proof of an erasure (HUB-05). Holds no personal data. */
export interface ErasureReport {
  readonly erasedAt: Instant;
  /** What was asked for, shortened: `…4321`. */
  readonly asked: string;
  readonly connections: readonly ErasedHere[];
}

/** What the law asks of those who keep data of persons (LGPD). */
export interface PrivacyDesk {
  /**
   * Removes a person from everything that this hub keeps: payloads, decisions, sessions, contacts, plans, timers. That something
   * was delivered, and how it ended, stays. Sessions that began before, and what the CRM tells of the person, are not taken in
   * again; a person who writes anew is served as anybody. The CRM, the chat and backups have to be looked after by themselves.
   * Refused with `InputRejected`: `input.identity-missing`, `input.connection-unknown`.
   */
  erase(scope: Scope, wish: ErasureWish): Promise<ErasureReport>;
}
