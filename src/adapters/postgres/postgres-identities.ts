import type { IdSource } from '../../ports/id-source.ts';
import type { Identities } from '../../ports/identities.ts';
import { toJson } from '../sql/json.ts';
import { translateEntry } from '../sql/translate-identity.ts';
import type { Database } from './database.ts';
import { keyColumns } from './key-columns.ts';
import { keyText } from './key-text.ts';
import { createReserving } from './reserving.ts';

export function createPostgresIdentities({ schema, read, transaction }: Database, ids: IdSource): Identities {
  const { byKeys, byId, byCompany, put, dropKeys, addKeys, remove, removeKeys } = statementsOf(schema);
  const reserve = createReserving(schema, ids);

  const entries = async (doing: string, statement: string, values: readonly unknown[]) =>
    await read(doing, async (db) => (await db.query(statement, values)).rows.map(translateEntry));

  return {
    findByKeys: async (connection, keys) => await entries('find contacts by their keys', byKeys, [connection, ...keyColumns(keys)]),
    find: async (connection, id) => (await entries('find a contact', byId, [connection, keyText(id)]))[0],
    membersOf: async (connection, companyId) => await entries("find a company's people", byCompany, [connection, keyText(companyId)]),
    remember: async (connection, entry) =>
      await transaction('remember a contact', async (db) => {
        const { contact, keys, readAt } = entry;
        const [id, company, columns] = [keyText(contact.id), contact.company && keyText(contact.company.id), keyColumns(keys)];
        const { rowCount } = await db.query(put, [connection, id, company, readAt, toJson(entry)]);
        if (rowCount === 0) return;
        db.send(dropKeys, [connection, id, ...columns]);
        db.send(addKeys, [connection, id, ...columns]);
      }),
    forget: async (connection, id) =>
      await transaction('forget a contact', async (db) => {
        db.send(remove, [connection, keyText(id)]);
        db.send(removeKeys, [connection, keyText(id)]);
      }),
    reserve: async (connection, keys) => await transaction('reserve identity keys', async (db) => await reserve(db, connection, keys)),
  };
}

const statementsOf = (schema: string) => ({
  byKeys: `select c.entry from ${schema}.contact c where c.connection = $1 and c.id in (select i.contact_id from ${schema}.identity i
    where i.connection = $1 and (i.kind, i.value) in (select * from unnest($2::text[], $3::text[]))) order by c.id`,
  byId: `select entry from ${schema}.contact where connection = $1 and id = $2`,
  byCompany: `select entry from ${schema}.contact where connection = $1 and company_id = $2 order by id`,
  put: `insert into ${schema}.contact as known (connection, id, company_id, read_at, entry) values ($1, $2, $3, $4, $5)
    on conflict (connection, id) do update set company_id = excluded.company_id, read_at = excluded.read_at, entry = excluded.entry
    where known.read_at <= excluded.read_at`,
  dropKeys: `delete from ${schema}.identity where connection = $1 and contact_id = $2
    and (kind, value) not in (select * from unnest($3::text[], $4::text[]))`,
  addKeys: `insert into ${schema}.identity (connection, contact_id, kind, value) select $1, $2, * from unnest($3::text[], $4::text[])
    on conflict do nothing`,
  remove: `delete from ${schema}.contact where connection = $1 and id = $2`,
  removeKeys: `delete from ${schema}.identity where connection = $1 and contact_id = $2`,
});
