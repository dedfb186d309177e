import type { IdentityKey } from '../domain/contact/identity-key.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { ChatClientId, RegisteredClient } from '../domain/synchronisation/chat-client.ts';

export type { ChatClientId } from '../domain/synchronisation/chat-client.ts';

/** A client as the chat keeps it, and when it last changed, where the chat tells. */
export interface DirectoryClient extends RegisteredClient {
  readonly updatedAt?: Instant;
}

/** What a client is made of (SYN-01). */
export interface ChatClientRequest {
  readonly name: string;
  /** Digits with DDI. */
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly cpf?: string | undefined;
  readonly externalCode?: string | undefined;
  /** An attribute of the chat's; it is made where the chat does not have it. */
  readonly companyName?: string | undefined;
}

/** What changes on a client; what is not named stays, and an empty text takes the value away. */
export type ChatClientChange = Partial<ChatClientRequest>;

/** How a client's saving ended. */
export type ClientSaved =
  | { readonly outcome: 'saved'; readonly client: DirectoryClient }
  /** The chat takes no such number, for the reason it gives; no digits are in it (PHN-03). */
  | { readonly outcome: 'number-refused'; readonly reason: string }
  /** Another client has this very number. */
  | { readonly outcome: 'number-taken' };

/** Some clients, oldest first. */
export interface ChatClientPage {
  readonly clients: readonly DirectoryClient[];
  /** Where the next page begins; absent on the last one. Holds across processes and restarts. */
  readonly next?: string;
  /** How many accounts the chat counts in all, agents included, where it tells. */
  readonly total?: number;
}

/** The clients of the chat, deactivated ones included; agents are none. Failures: `PortFailure`. */
export interface ChatClients {
  find(id: ChatClientId): Promise<DirectoryClient | undefined>;
  /**
   * Every client that carries at least one of the keys: external code, phone in either form, CPF, e-mail, name in a
   * channel. One call where fewer than a page answer. Who of them is meant is not decided here (SYN-03).
   */
  findByKeys(keys: readonly IdentityKey[]): Promise<readonly DirectoryClient[]>;
  /**
   * One page of all clients, each once over all pages; a page may hold none although others follow.
   *
   * @param next - what the page before gave; absent for the first.
   */
  list(next?: string): Promise<ChatClientPage>;
  /** Makes one client for each call that is saved; fails with `mayHaveHappened: 'yes'` when the answer was lost, and is then to be looked for by keys. */
  create(request: ChatClientRequest): Promise<ClientSaved>;
  /** Writes the fields that are named. A repeat is harmless. A client that is gone fails with `port.missing`. */
  update(id: ChatClientId, change: ChatClientChange): Promise<ClientSaved>;
  /** Takes the external code away; number and all else stay (SYN-04). A repeat is harmless, and so is a client that is gone. */
  unlink(id: ChatClientId): Promise<void>;
}
