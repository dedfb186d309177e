import { sql, type RawBuilder } from 'kysely';
import type { ConnectionId } from '../../../domain/connection/connection.ts';
import { identityKeysOf } from '../../../domain/contact/identity-key.ts';
import type { KnownLead, LeadBook, LeadQuery } from '../../../ports/lead-book.ts';
import { parseJson, toJson } from '../json.ts';
import type { Row } from '../row.ts';
import type { SqlRunner } from '../sql-runner.ts';
import { translateKey } from '../translate-identity.ts';
import { integrationMark, isFound, isMarked, marksOf, tagMark, wordsOf } from './searched-leads.ts';

/** How tables, and texts that are looked up by, are named in a statement of either store. */
type SqlNames = Pick<SqlRunner, 'table' | 'text'>;

/** Leads, in either store. */
export function createLeadBook(runner: SqlRunner): LeadBook {
  const { table, text } = runner;
  const [leads, places] = [table('lead'), table('lead_place')];

  return {
    async find(connection, key) {
      const [row] = await runner.rows('find a lead', sql`select value from ${leads} where connection = ${connection} and key = ${text(key)}`);
      return row && translateLead(row);
    },
    keep: async (connection, lead) => void (await runner.write('keep a lead', leadStatements(runner, connection, [lead]))),
    async list(connection, query) {
      const rows = await runner.listed('list leads', sql`
        select l.value from (
          select lead, at from ${places} where connection = ${connection} and ${conditionOf(runner, query)} order by at desc, lead desc limit ${query.limit}
        ) p join ${leads} l on l.connection = ${connection} and l.key = p.lead order by p.at desc, p.lead desc`);
      return rows.map(translateLead);
    },
  };
}

const conditionOf = ({ text }: SqlNames, { integration, search, tag, after }: LeadQuery): RawBuilder<unknown> => sql.join([
  isFound(search),
  ...(integration === undefined ? [] : [isMarked(integrationMark(integration))]),
  ...(tag === undefined ? [] : [isMarked(tagMark(tag))]),
  ...(after === undefined ? [] : [sql`(at, lead) < (${after.updatedAt}, ${text(after.key)})`]),
], sql` and `);

/**
 * Leads with all that they are found by. A lead's own row is written first: whoever writes the same one meanwhile waits for it. Several are
 * written in one order by all.
 */
export const leadStatements = (names: SqlNames, connection: ConnectionId, leads: readonly KnownLead[]): readonly RawBuilder<unknown>[] =>
  leads.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).flatMap((lead) => statementsOf(names, connection, lead));

function statementsOf({ table, text }: SqlNames, connection: ConnectionId, lead: KnownLead): readonly RawBuilder<unknown>[] {
  const key = text(lead.key);
  const theirs = sql`connection = ${connection} and lead = ${key}`;
  return [
    sql`insert into ${table('lead')} (connection, key, contact_id, value)
      values (${connection}, ${key}, ${lead.contactId === undefined ? null : text(lead.contactId)}, ${toJson(lead)})
      on conflict (connection, key) do update set contact_id = excluded.contact_id, value = excluded.value`,
    sql`delete from ${table('lead_key')} where ${theirs}`,
    ...identityKeysOf({ phone: lead.phone, email: lead.email, cpf: lead.document }).map(translateKey).map(([kind, value]) =>
      sql`insert into ${table('lead_key')} (connection, kind, value, lead) values (${connection}, ${kind}, ${text(value)}, ${key})`),
    sql`delete from ${table('lead_place')} where ${theirs}`,
    sql`insert into ${table('lead_place')} (connection, at, lead, words, marks)
      values (${connection}, ${lead.updatedAt}, ${key}, ${wordsOf(lead)}, ${marksOf(lead)})`,
  ];
}

export const translateLead = ({ value }: Row): KnownLead => parseJson(String(value)) as KnownLead;
