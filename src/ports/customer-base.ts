import type { AgentId, CrmUserId } from '../domain/agent/agent.ts';
import type { ConnectionId } from '../domain/connection/connection.ts';
import type { ContactId } from '../domain/contact/contact.ts';
import type { IdentityKey } from '../domain/contact/identity-key.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { PortfolioMemory } from '../domain/portfolio/portfolio.ts';
import type { ChatClientValues } from '../domain/synchronisation/chat-client-values.ts';
import type { EchoMemory } from '../domain/synchronisation/echo.ts';
import type { Association } from './portfolios.ts';
import type { ChatClientId, DirectoryClient } from './chat-clients.ts';
import type { LinkedContact } from './contact-links.ts';

/** How many numbers of a contact can be used, and how many cannot (PHN-06). */
export interface PhoneCount {
  readonly valid: number;
  readonly invalid: number;
}

/** The same of all contacts that one user of the CRM made; without a user where the CRM does not tell. */
export interface MakersNumbers extends PhoneCount {
  readonly createdBy?: CrmUserId;
}

/** What became of a contact in a run: nothing differed, it was written, it could not be; `open` while it is being written. */
export type ContactOutcome = 'same' | 'written' | 'failed' | 'left-out' | 'open';

/** What this hub keeps of a contact beside what the CRM has. */
export interface ContactNotes {
  /** What both sides agreed on about its agents (AGT-07). */
  readonly portfolio?: PortfolioMemory;
  readonly echoes?: EchoMemory;
}

/** A contact of the CRM as it was last read. */
export interface BaseContact extends ContactNotes {
  readonly entry: LinkedContact;
  readonly readAt: Instant;
}

/** What this hub keeps of a chat client beside what the chat has. */
export interface ClientNotes {
  /** What it wrote there, and what stood there afterwards: the chat may keep something else than it was given, and losing that is no loss (SYN-08). */
  readonly written?: { readonly values: ChatClientValues; readonly stood: ChatClientValues };
  readonly echoes?: EchoMemory;
}

/** A client of the chat as it was last read. */
export interface BaseClient extends ClientNotes {
  readonly entry: DirectoryClient;
  readonly readAt: Instant;
  /** Its agents, as they were last read. */
  readonly agents: readonly AgentId[];
}

/** How far the contacts of a run have come. */
export interface ContactTally extends Readonly<Record<ContactOutcome, number>> {
  /** Contacts that were listed or read since the run began. */
  readonly listed: number;
}

/** Which rows to give, lowest id first, as texts are ordered. */
export interface BaseWish<Id extends string> {
  readonly after?: Id | undefined;
  readonly limit: number;
}

/**
 * One side of the customer base as this hub knows it: the CRM's contacts. A picture that readings refresh, for comparing many at
 * once and for telling what came from where; what it lacks proves nothing. Writes are durable when they resolve, all or none.
 */
export interface BaseContacts {
  /** Takes in readings; one that is older than what is known changes nothing but that the contact was seen in the run that is on. */
  keep(connection: ConnectionId, readings: readonly { readonly entry: LinkedContact; readonly phones: PhoneCount }[], readAt: Instant): Promise<void>;
  /** Changes what is named, and nothing else. An outcome counts for the run that is on. A contact that is not known stays so. */
  note(connection: ConnectionId, id: ContactId, notes: ContactNotes & { readonly outcome?: ContactOutcome | undefined }): Promise<void>;
  find(connection: ConnectionId, id: ContactId): Promise<BaseContact | undefined>;
  /** Contacts that carry at least one of the keys, each once. */
  findByKeys(connection: ConnectionId, keys: readonly IdentityKey[]): Promise<readonly BaseContact[]>;
  /** @param seen - whether they were listed or read since the run of that number began. */
  page(connection: ConnectionId, wish: BaseWish<ContactId> & { readonly seen: 'in' | 'not-in'; readonly run: number }): Promise<readonly BaseContact[]>;
  tally(connection: ConnectionId, run: number): Promise<ContactTally>;
  /** Over all contacts, by who made them, in no order; where every number can be used they may be told together (PHN-06). */
  phones(connection: ConnectionId): Promise<readonly MakersNumbers[]>;
  forget(connection: ConnectionId, id: ContactId): Promise<void>;
  /** Forgets what was agreed on about agents, of every contact: the field that held them is new (AGT-07). */
  forgetPortfolios(connection: ConnectionId): Promise<void>;
}

/** The other side: the chat's clients. As {@link BaseContacts}. */
export interface BaseClients {
  keep(connection: ConnectionId, clients: readonly DirectoryClient[], readAt: Instant): Promise<void>;
  /** Takes in some of the associations that a run lists; nothing is taken away. */
  addAgents(connection: ConnectionId, associations: readonly Association[]): Promise<void>;
  /** What one client's agents are: of one client, or, without `agents`, drops those of all clients that the run which is on did not list. */
  setAgents(connection: ConnectionId, change: { readonly client: ChatClientId; readonly agents: readonly AgentId[] } | 'drop-unlisted'): Promise<void>;
  note(connection: ConnectionId, id: ChatClientId, notes: ClientNotes): Promise<void>;
  find(connection: ConnectionId, id: ChatClientId): Promise<BaseClient | undefined>;
  /** Clients that carry at least one of the keys, an external code among them, each once. */
  findByKeys(connection: ConnectionId, keys: readonly IdentityKey[]): Promise<readonly BaseClient[]>;
  /**
   * `unlisted`: linked clients that were not listed or read since the run began. `orphans`: clients whose contact was not.
   */
  page(connection: ConnectionId, wish: BaseWish<ChatClientId> & { readonly which: 'unlisted' | 'orphans'; readonly run: number }): Promise<readonly BaseClient[]>;
  /** How many clients carry an external code. */
  countLinks(connection: ConnectionId): Promise<number>;
  forget(connection: ConnectionId, id: ChatClientId): Promise<void>;
}
