import type { Chance } from '../chance.ts';
import type { Account } from '../outside/account.ts';

/** Somebody who gets in touch. `cardClientId` is whom their cards are for: their company, where they have one (CRD-08). */
export interface Client {
  readonly phone: string;
  readonly name: string;
  contactId?: number;
  cardClientId?: number;
}

/** The people of one account. */
export interface Clients {
  /** Somebody whom the CRM knows. */
  known(): Client;
  /** Somebody whom it has never heard of. */
  stranger(): Client;
  register(client: Client): void;
}

const KNOWN = 12;
const COMPANIES = 2;
const PEOPLE_OF_A_COMPANY = 2;

/** Fills the CRM before the hub is connected to it, so that it has to ask for everybody. */
export function settleClients(account: Account, chance: Chance): Clients {
  let people = 0;
  const somebody = (): Client => {
    const nth = ++people;
    return { phone: `55119${60_000_000 + nth}`, name: `Cliente ${nth} de ${account.id}` };
  };
  const companies = Array.from({ length: COMPANIES }, (_, nth) => account.ploomes.addCompany({ name: `Empresa ${nth} de ${account.id}` }).Id);
  const register = (client: Client, companyId?: number): void => {
    const { Id } = account.ploomes.addContact({ name: client.name, phone: `+${client.phone}`, ...(companyId === undefined ? {} : { companyId }) });
    client.contactId = Id;
    client.cardClientId = companyId ?? Id;
  };
  const known = Array.from({ length: KNOWN }, (_, nth) => {
    const client = somebody();
    register(client, companies[Math.floor(nth / PEOPLE_OF_A_COMPANY)]);
    return client;
  });
  return {
    known: () => known[chance.between(0, known.length - 1)] ?? somebody(),
    stranger: somebody,
    register: (client) => register(client),
  };
}
