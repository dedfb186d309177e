import { InputRejected, type CardId, type ContactId, type InteractionRecordId } from '../domain/index.ts';
import type { AuditDesk, AuditPageWish, AuditRecord, ChainHead, ChainName, Lineage, LineageDesk, LineageQuestion, Page, Verification } from '../ports/index.ts';
import { parseConnectionId } from './use-cases/manage-connections.ts';

/** A card, a record, or a contact that came as a lead, as the CRM names it. */
export type LineageWish =
  | { readonly connection: string; readonly card: string | number }
  | { readonly connection: string; readonly record: string | number }
  | { readonly connection: string; readonly contact: string | number };

/** Whose chain is meant; without a connection the hub's own, of what belongs to none. */
export interface ChainWish {
  readonly connection?: string;
}

/** The chains of what was done and changed, for the host. */
export interface HostAudit {
  /** Newest first, 50 at once unless said. */
  list(wish: ChainWish & Partial<AuditPageWish>): Promise<Page<AuditRecord>>;
  /** Whether the chain is whole, or where it is first broken. `noted`: a head that was kept outside. */
  verify(wish: ChainWish & { readonly noted?: ChainHead }): Promise<Verification>;
}

const USUAL_ROWS = 50;

/** @throws {@link InputRejected} `input.connection-unknown`. */
export const createHostLineage = (desk: LineageDesk) => async (wish: LineageWish): Promise<Lineage> => {
  const connection = parseConnectionId(wish.connection);
  return await desk.trace('every-connection', questionOf(wish, connection)) ?? unknown(wish.connection);
};

/** @throws {@link InputRejected} `input.connection-unknown`. */
export const createHostAudit = (desk: AuditDesk): HostAudit => ({
  list: async ({ connection, limit = USUAL_ROWS, ...page }) =>
    await desk.entries('every-connection', chainOf(connection), { limit, ...page }) ?? unknown(connection),
  verify: async ({ connection, noted }) => await desk.verify('every-connection', chainOf(connection), noted) ?? unknown(connection),
});

const chainOf = (connection: string | undefined): ChainName => (connection === undefined ? '*' : parseConnectionId(connection));

function unknown(connection = '*'): never {
  throw new InputRejected('input.connection-unknown', `There is no connection ${connection}. List the connections to see their ids.`, { field: 'connection' });
}

function questionOf(wish: LineageWish, connection: LineageQuestion['connection']): LineageQuestion {
  if ('card' in wish) return { connection, card: parseCard(wish.card) };
  return 'contact' in wish ? { connection, contact: parseContact(wish.contact) } : { connection, record: parseRecord(wish.record) };
}

const parseContact = (id: string | number): ContactId => String(id) as ContactId;
const parseCard = (id: string | number): CardId => String(id) as CardId;
const parseRecord = (id: string | number): InteractionRecordId => String(id) as InteractionRecordId;
