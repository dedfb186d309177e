import { readContactPhones, type ConnectionId, type IdentityKey, type PhoneReading } from '../../../domain/index.ts';
import type { BaseClients, BaseContacts, Clock, DirectoryClient, LinkedContact } from '../../../ports/index.ts';
import type { Privacy } from '../../privacy.ts';

/** Takes readings of both sides into the picture of the customer base. Somebody who was erased is not taken in again (HUB-05). */
export interface Readings {
  /** Gives those who were taken in. */
  keep(connection: ConnectionId, entries: readonly LinkedContact[], reading: PhoneReading | undefined): Promise<readonly LinkedContact[]>;
  keepClients(connection: ConnectionId, clients: readonly DirectoryClient[]): Promise<readonly DirectoryClient[]>;
}

export interface ReadingsNeeds {
  readonly baseContacts: BaseContacts;
  readonly baseClients: BaseClients;
  readonly privacy: Privacy;
  readonly clock: Clock;
}

export function createReadings({ baseContacts, baseClients, privacy, clock }: ReadingsNeeds): Readings {
  async function withoutErased<Row extends { readonly keys: readonly IdentityKey[] }>(connection: ConnectionId, rows: readonly Row[]): Promise<readonly Row[]> {
    const erased = await Promise.all(rows.map(async ({ keys }) => await privacy.wasErased(connection, keys)));
    return rows.filter((_, place) => erased[place] === false);
  }

  return {
    async keepClients(connection, clients) {
      const kept = await withoutErased(connection, clients);
      await baseClients.keep(connection, kept, clock.now());
      return kept;
    },
    async keep(connection, entries, reading) {
      const kept = await withoutErased(connection, entries);
      await baseContacts.keep(connection, kept.map((entry) => ({ entry, phones: countOf(entry, reading) })), clock.now());
      return kept;
    },
  };
}

function countOf({ contact }: LinkedContact, reading: PhoneReading | undefined): { readonly valid: number; readonly invalid: number } {
  const { valid, invalid } = readContactPhones(contact, reading);
  return { valid: valid.length, invalid: invalid.length };
}
