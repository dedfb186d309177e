/** Clients of each account, who come back again and again. */
export const CLIENTS = 40;

/** Which webhook this is: of which account, of which session there, and how often that session was told of before. */
export interface Telling {
  readonly account: number;
  readonly session: number;
  readonly telling: number;
  /** How often a session is told of in all; one that is told of once stays open. */
  readonly tellings: number;
}

/** The accounts take turns; each tells of one session after the other. */
export const tellingOf = (serial: number, accounts: number, tellings: number): Telling => {
  const nth = Math.floor(serial / accounts);
  return { account: serial % accounts, session: Math.floor(nth / tellings), telling: nth % tellings, tellings };
};

/** With digits that are all there, so that it is a number that can be dialled. */
export const phoneOf = (account: number, client: number): string => `55119${String(80_000_000 + account * 1_000 + client)}`;

/** Neppo's dates carry no offset and are Brasília time. */
const BRASILIA_MS = -3 * 3_600_000;

/** A session of Neppo's, as its webhook tells of it. */
export function webhookOf({ account, session, telling, tellings }: Telling, startedAtMs: number): string {
  const client = session % CLIENTS;
  const phone = phoneOf(account, client);
  const at = (seconds: number): string => new Date(startedAtMs + BRASILIA_MS + seconds * 1000).toISOString().slice(0, 19);
  const id = account * 1_000_000 + session;
  return JSON.stringify({
    type: 'ENTITY', entity: 'ChatSession', action: 'UPDATE',
    content: {
      id, protocol: `WA${String(id).padStart(11, '0')}`, status: tellings > 1 && telling === tellings - 1 ? 'CLOSED' : 'OPEN', channel: 'WHATSAPP',
      user: { id: account * 1_000 + client, userName: `whatsapp_${phone}`, phone, name: 'Cliente' },
      groupConf: { id: 35, name: 'Vendas' }, createdAt: at(0), updatedAt: at(telling),
    },
  });
}
