import type { ConnectionId } from '../domain/connection/connection.ts';
import type { IntegrationId } from '../domain/lead/lead.ts';
import type { Instant } from '../domain/kernel/instant.ts';

/** What a connection itself listens to: its two systems, and the automations of its CRM (SND-02). */
export type ConnectionSystem = 'neppo' | 'ploomes' | 'automation';

/** What a hook token leads to; the token itself is only known as a hash (ACT-04). */
export interface HookAddress {
  readonly connection: ConnectionId;
  /** `webhook`: the platform of an integration. */
  readonly system: ConnectionSystem | 'webhook';
  /** Of `webhook`: the integration that listens there (WHK-01). */
  readonly integration?: IntegrationId;
}

/** An address at which a connection listens. */
export interface Hook extends HookAddress {
  /** From then on nobody listens there; absent while no end is set. */
  readonly until?: Instant;
  /** When something was last taken in there, to the minute or so; absent when nothing ever was. */
  readonly lastReceivedAt?: Instant;
  /** The same for each kind of thing that was told of, `ChatSession`; told by `list` alone, and absent when nothing ever was. */
  readonly receipts?: Readonly<Record<string, Instant>>;
}

/** The addresses at which connections listen, several for one system while they are exchanged. Writes are durable when they resolve. */
export interface Hooks {
  /** The same token may be added again, which changes nothing: one that was ended stays so. One that leads elsewhere is `port.conflict`. */
  add(tokenHash: string, address: HookAddress): Promise<void>;
  find(tokenHash: string): Promise<Hook | undefined>;
  /** Those of a connection, ended ones too, in no order. */
  list(connection: ConnectionId): Promise<readonly Hook[]>;
  /** Lets every hook of the connection's system end then, of `webhook` those of its integration, but the one that is named; what ends earlier stays so. */
  end(address: HookAddress, ending: { readonly until: Instant; readonly but?: string }): Promise<void>;
  /** Notes that something was taken in, and of which kind; a moment before the one that was noted changes nothing. */
  noteReceipt(tokenHash: string, at: Instant, kind?: string): Promise<void>;
}
