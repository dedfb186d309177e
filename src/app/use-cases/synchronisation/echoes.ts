import { decideEcho, initialEchoes, rememberWrite, type ConnectionId, type ContactId, type Instant, type RowValues } from '../../../domain/index.ts';
import type { BaseClient, BaseClients, BaseContact, BaseContacts, Clock, DirectoryClient, LinkedContact, Telemetry } from '../../../ports/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import { agentsText, clientText, contactText } from './row-texts.ts';

/** Tells our own writes that come back from what somebody else did (SYN-08, AGT-05). Rows are kept as keyed marks. */
export interface Echoes {
  /** What was written of a contact, or is to come back all the same. */
  contactWritten(connection: ConnectionId, known: BaseContact | undefined, entry: LinkedContact): Promise<void>;
  clientWritten(connection: ConnectionId, client: DirectoryClient): Promise<void>;
  agentsWritten(connection: ConnectionId, client: BaseClient): Promise<void>;
  /** The contact as this hub wrote it, and nobody changed it up to that moment of its own: its echo needs no reading. */
  writtenAt(connection: ConnectionId, contact: ContactId, updatedAt: Instant | undefined): Promise<LinkedContact | undefined>;
  /** Whether the row as it is read now is what this hub wrote. */
  isEchoOfContact(connection: ConnectionId, entry: LinkedContact): Promise<boolean>;
  isEchoOfClient(connection: ConnectionId, client: DirectoryClient): Promise<boolean>;
  isEchoOfAgents(connection: ConnectionId, client: BaseClient): Promise<boolean>;
}

export interface EchoesNeeds {
  readonly baseContacts: BaseContacts;
  readonly baseClients: BaseClients;
  readonly clock: Clock;
  readonly box: SecretBox;
  readonly telemetry: Telemetry;
}

type Row = 'contact' | 'client' | 'agents';

export function createEchoes({ baseContacts, baseClients, clock, box, telemetry }: EchoesNeeds): Echoes {
  const valuesOf = (text: string): RowValues => ({ row: box.mark(`row/${text}`) });
  const write = (known: { readonly echoes?: BaseContact['echoes'] } | undefined, subject: Row, text: string) =>
    rememberWrite(known?.echoes ?? initialEchoes, { subject, values: valuesOf(text), at: clock.now() });

  function decide(connection: ConnectionId, known: { readonly echoes?: BaseContact['echoes'] } | undefined, subject: Row, text: string) {
    const { outcome, memory } = decideEcho(known?.echoes ?? initialEchoes, { subject, values: valuesOf(text), at: clock.now() });
    if (outcome !== 'outside-edit') telemetry.count('vinculo_echoes_total', { connection, what: subject, outcome });
    return { isEcho: outcome === 'echo', memory };
  }

  return {
    contactWritten: async (connection, known, entry) =>
      await baseContacts.note(connection, entry.contact.id, { echoes: write(known, 'contact', contactText(entry)) }),
    clientWritten: async (connection, client) =>
      await baseClients.note(connection, client.id, { echoes: write(await baseClients.find(connection, client.id), 'client', clientText(client)) }),
    agentsWritten: async (connection, client) =>
      await baseClients.note(connection, client.entry.id, { echoes: write(await baseClients.find(connection, client.entry.id), 'agents', agentsText(client.agents)) }),
    async writtenAt(connection, contact, updatedAt) {
      const known = updatedAt === undefined ? undefined : await baseContacts.find(connection, contact);
      if (known === undefined || known.entry.updatedAt !== updatedAt) return undefined;
      const { outcome } = decideEcho(known.echoes ?? initialEchoes, { subject: 'contact', values: valuesOf(contactText(known.entry)), at: clock.now() });
      return outcome === 'echo' ? known.entry : undefined;
    },
    async isEchoOfContact(connection, entry) {
      const known = await baseContacts.find(connection, entry.contact.id);
      const { isEcho, memory } = decide(connection, known, 'contact', contactText(entry));
      await baseContacts.note(connection, entry.contact.id, { echoes: memory });
      return isEcho;
    },
    async isEchoOfClient(connection, client) {
      const { isEcho, memory } = decide(connection, await baseClients.find(connection, client.id), 'client', clientText(client));
      await baseClients.note(connection, client.id, { echoes: memory });
      return isEcho;
    },
    async isEchoOfAgents(connection, client) {
      const { isEcho, memory } = decide(connection, client, 'agents', agentsText(client.agents));
      await baseClients.note(connection, client.entry.id, { echoes: memory });
      return isEcho;
    },
  };
}
