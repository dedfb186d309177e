import { readContactPhones, type ConnectionId, type PhoneReading } from '../../../domain/index.ts';
import type { BaseContacts, Clock, LinkedContact } from '../../../ports/index.ts';
import type { Privacy } from '../../privacy.ts';

/** Takes readings of the CRM's contacts into the picture of the customer base. */
export interface ContactReadings {
  /** Somebody who was erased is not taken in again (HUB-05); gives those who were. */
  keep(connection: ConnectionId, entries: readonly LinkedContact[], reading: PhoneReading | undefined): Promise<readonly LinkedContact[]>;
}

export function createContactReadings({ baseContacts, privacy, clock }: {
  readonly baseContacts: BaseContacts; readonly privacy: Privacy; readonly clock: Clock;
}): ContactReadings {
  return {
    async keep(connection, entries, reading) {
      const erased = await Promise.all(entries.map(async ({ keys }) => await privacy.wasErased(connection, keys)));
      const kept = entries.filter((_, place) => erased[place] === false);
      await baseContacts.keep(connection, kept.map((entry) => ({ entry, phones: countOf(entry, reading) })), clock.now());
      return kept;
    },
  };
}

function countOf({ contact }: LinkedContact, reading: PhoneReading | undefined): { readonly valid: number; readonly invalid: number } {
  const { valid, invalid } = readContactPhones(contact, reading);
  return { valid: valid.length, invalid: invalid.length };
}
