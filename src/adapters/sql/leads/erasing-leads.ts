import { sql, type RawBuilder } from 'kysely';
import type { CardId } from '../../../domain/card-linking/card.ts';
import type { ConnectionId } from '../../../domain/connection/connection.ts';
import type { ContactId } from '../../../domain/contact/contact.ts';
import { anyKeyOf, listOf, type TableNames } from '../conditions.ts';
import type { Row } from '../row.ts';
import { translateLead } from './lead-book.ts';

/** What a lead's person is found by, as the columns hold it. */
export interface TheirTraces {
  readonly keys: readonly (readonly [kind: string, value: string])[];
  readonly contactIds: readonly string[];
}

/** A person's leads: those that carry one of the keys, and those that one of the contacts was made of. */
export const leadsOf = (table: TableNames, connection: ConnectionId, { keys, contactIds }: TheirTraces): RawBuilder<Row> => sql`
  select key, value from ${table('lead')} where connection = ${connection} and (contact_id in ${listOf(contactIds)}
    or key in (select lead from ${table('lead_key')} where connection = ${connection} and (${anyKeyOf(keys)})))`;

/** Leads as they stand in the columns that name them, and the contacts and cards that were made of them. */
export interface TracedLeads {
  readonly leads: readonly string[];
  readonly contactIds: readonly ContactId[];
  readonly cardIds: readonly CardId[];
}

export function tracedLeads(rows: readonly Row[]): TracedLeads {
  const known = rows.map(translateLead);
  return {
    leads: rows.map(({ key }) => String(key)),
    contactIds: known.flatMap(({ contactId }) => (contactId === undefined ? [] : [contactId])),
    cardIds: known.flatMap(({ cardIds }) => cardIds),
  };
}

/**
 * Takes a person's leads out, each with its keys and its places. The keys by which leads are found go last; those of leads that are found by
 * their contact go before these leads.
 */
export function leadErasure(table: TableNames, connection: ConnectionId, { keys, contactIds }: TheirTraces): readonly { readonly counts?: 'leads'; readonly query: RawBuilder<unknown> }[] {
  const ofContacts = sql`select key from ${table('lead')} where connection = ${connection} and contact_id in ${listOf(contactIds)}`;
  const byKeys = sql`select lead from ${table('lead_key')} where connection = ${connection} and (${anyKeyOf(keys)})`;
  const without = (name: string, leads: RawBuilder<unknown>): RawBuilder<unknown> => sql`delete from ${table(name)} where connection = ${connection} and lead in (${leads})`;
  return [
    { query: without('lead_place', ofContacts) },
    { query: without('lead_place', byKeys) },
    { query: without('lead_key', ofContacts) },
    { counts: 'leads', query: sql`delete from ${table('lead')} where connection = ${connection} and (contact_id in ${listOf(contactIds)} or key in (${byKeys}))` },
    { query: without('lead_key', byKeys) },
  ];
}
