import type { AccessKeys } from '../../ports/access-keys.ts';
import { translateAccessKey, writeScope } from '../sql/translate-access.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Database } from './database.ts';

export function createSqliteAccessKeys({ writer: db, read }: Database, commits: CommitLoop): AccessKeys {
  const add = db.prepare('insert into access_key (id, hash, name, scope, role, created_at) values (?, ?, ?, ?, ?, ?)');
  const byHash = db.prepare('select * from access_key where hash = ? and withdrawn_at is null');
  const byId = db.prepare('select * from access_key where id = ?');
  const list = db.prepare('select * from access_key order by created_at, id');
  const withdraw = db.prepare('update access_key set withdrawn_at = ? where id = ? and withdrawn_at is null');
  const note = db.prepare('update access_key set used_at = :at where id = :id and (used_at is null or used_at < :at)');

  return {
    add: ({ id, name, scope, role, createdAt }, hash) =>
      commits.write({ doing: "add an operator's key", apply: () => void add.run(id, hash, name, writeScope(scope), role, createdAt) }),
    find: async (hash) => read("find an operator's key", () => byHash.all(hash).map(translateAccessKey)[0]),
    list: async () => read("list operators' keys", () => list.all().map(translateAccessKey)),
    withdraw: (id, at) =>
      commits.write({
        doing: "withdraw an operator's key",
        apply() {
          withdraw.run(at, id);
          return byId.all(id).map(translateAccessKey)[0];
        },
      }),
    noteUse: (id, at) => commits.write({ doing: "note the use of an operator's key", apply: () => void note.run({ id, at }) }),
  };
}
