import type { ChatClientId } from '../../domain/synchronisation/chat-client.ts';
import type { ChatClientRequest, ChatClients, DirectoryClient } from '../chat-clients.ts';

/** A client to put into the chat as its own screens and channels do. */
export type ClientToAdd = Partial<ChatClientRequest> & { readonly active?: boolean };

/** A directory over a chat whose clients, if it has any, are nobody's concern. */
export interface ChatClientsSubject {
  readonly clients: ChatClients;
  /** A client that was never there, in the chat's own form. */
  readonly unknownClient: ChatClientId;
  /** A number that the chat does not take. */
  readonly refusedNumber: string;
  add(client: ClientToAdd): Promise<ChatClientId>;
  /** Clients with a number each. */
  addMany(count: number): Promise<readonly ChatClientId[]>;
  /** Somebody who attends clients, with this e-mail. */
  addAgent(email: string): Promise<void>;
  remove(client: ChatClientId): Promise<void>;
}

/** What a client holds, without what the chat makes of it. */
export const textsOf = (client: DirectoryClient | undefined): object => {
  const { name, phone, email, cpf, externalCode, companyName } = client ?? { name: undefined };
  return { name, phone, email, cpf, externalCode, companyName };
};
