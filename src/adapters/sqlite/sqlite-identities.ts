import type { DatabaseSync } from 'node:sqlite';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { IdentityKey } from '../../domain/contact/identity-key.ts';
import type { IdSource } from '../../ports/id-source.ts';
import type { Identities, RememberedContact } from '../../ports/identities.ts';
import { toJson } from '../sql/json.ts';
import { translateEntry, translateKey } from '../sql/translate-identity.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Database } from './database.ts';

export function createSqliteIdentities({ writer: db, read }: Database, commits: CommitLoop, ids: IdSource): Identities {
  const byKey = db.prepare(`select c.id, c.entry from identity i join contact c on c.connection = i.connection and c.id = i.contact_id
    where i.connection = ? and i.kind = ? and i.value = ? order by c.id`);
  const byId = db.prepare('select entry from contact where connection = ? and id = ?');
  const byCompany = db.prepare('select entry from contact where connection = ? and company_id = ? order by id');
  const { remember, forget } = createRemembering(db);
  const reserve = createReserving(db, ids);

  const holdersOf = (connection: ConnectionId, keys: readonly IdentityKey[]): readonly RememberedContact[] => {
    const rows = keys.flatMap((key) => byKey.all(connection, ...translateKey(key)));
    return [...new Map(rows.map((row) => [row['id'], row])).values()].map(translateEntry);
  };

  return {
    findByKeys: async (connection, keys) => read('find contacts by their keys', () => holdersOf(connection, keys)),
    find: async (connection, id) => read('find a contact', () => byId.all(connection, id).map(translateEntry)[0]),
    membersOf: async (connection, companyId) => read("find a company's people", () => byCompany.all(connection, companyId).map(translateEntry)),
    remember: (connection, entry) => commits.write({ doing: 'remember a contact', apply: () => remember(connection, entry) }),
    forget: (connection, id) => commits.write({ doing: 'forget a contact', apply: () => forget(connection, id) }),
    reserve: (connection, keys) => commits.write({ doing: 'reserve identity keys', apply: () => reserve(connection, keys) }),
  };
}

interface Remembering {
  remember(connection: ConnectionId, entry: RememberedContact): void;
  forget(connection: ConnectionId, id: RememberedContact['contact']['id']): void;
}

function createRemembering(db: DatabaseSync): Remembering {
  const put = db.prepare(`insert into contact (connection, id, company_id, read_at, entry) values (?, ?, ?, ?, ?)
    on conflict (connection, id) do update set company_id = excluded.company_id, read_at = excluded.read_at, entry = excluded.entry
    where read_at <= excluded.read_at`);
  const remove = db.prepare('delete from contact where connection = ? and id = ?');
  const clearKeys = db.prepare('delete from identity where connection = ? and contact_id = ?');
  const addKey = db.prepare('insert into identity (connection, kind, value, contact_id) values (?, ?, ?, ?) on conflict do nothing');
  return {
    remember(connection, entry) {
      const { contact, keys, readAt } = entry;
      if (put.run(connection, contact.id, contact.company?.id ?? null, readAt, toJson(entry)).changes === 0) return;
      clearKeys.run(connection, contact.id);
      for (const key of keys) addKey.run(connection, ...translateKey(key), contact.id);
    },
    forget(connection, id) {
      remove.run(connection, id);
      clearKeys.run(connection, id);
    },
  };
}

/** Keys that turn out to belong together take the name that was given first, and so does all that shared the others' names. */
function createReserving(db: DatabaseSync, ids: IdSource): (connection: ConnectionId, keys: readonly IdentityKey[]) => string {
  const find = db.prepare('select name from reservation where connection = ? and kind = ? and value = ?');
  const rename = db.prepare('update reservation set name = ? where connection = ? and name = ?');
  const put = db.prepare('insert into reservation (connection, kind, value, name) values (?, ?, ?, ?) on conflict do nothing');
  return (connection, keys) => {
    const columns = keys.map(translateKey);
    const known = new Set(columns.flatMap((column) => find.all(connection, ...column)).map((row) => String(row['name'])));
    const [name = ids.id(), ...others] = [...known].toSorted();
    for (const other of others) rename.run(name, connection, other);
    for (const column of columns) put.run(connection, ...column, name);
    return name;
  };
}
