import type { StatementSync } from 'node:sqlite';
import type { Hooks } from '../../ports/hooks.ts';
import { hookTaken, translateHook } from '../sql/translate-access.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Database } from './database.ts';

export function createSqliteHooks({ writer: db, read }: Database, commits: CommitLoop): Hooks {
  const add = db.prepare('insert into hook (token_hash, connection, system) values (?, ?, ?) on conflict do nothing');
  const find = db.prepare('select connection, system, until, received_at from hook where token_hash = ?');
  const list = db.prepare(`select connection, system, until, received_at,
    (select json_group_object(kind, received_at) from hook_receipt r where r.token_hash = hook.token_hash) as receipts
    from hook where connection = ?`);
  const end = db.prepare(`update hook set until = :until
    where connection = :connection and system = :system and token_hash <> :but and (until is null or until > :until)`);
  const note = db.prepare('update hook set received_at = :at where token_hash = :hash and (received_at is null or received_at < :at)');
  const noteKind = db.prepare(`insert into hook_receipt (token_hash, kind, received_at) select token_hash, :kind, :at from hook where token_hash = :hash
    on conflict (token_hash, kind) do update set received_at = excluded.received_at where received_at < excluded.received_at`);

  return {
    add: (tokenHash, { connection, system }) =>
      commits.write({
        doing: 'add a hook',
        apply() {
          add.run(tokenHash, connection, system);
          const known = find.get(tokenHash);
          if (known?.['connection'] !== connection || known['system'] !== system) throw hookTaken();
        },
      }),
    find: async (tokenHash) => read('find a hook', () => translateFound(find.get(tokenHash))),
    list: async (connection) => read('list hooks', () => list.all(connection).map(translateHook)),
    end: ({ connection, system }, { until, but = '' }) =>
      commits.write({ doing: 'end hooks', apply: () => void end.run({ connection, system, until, but }) }),
    noteReceipt: (hash, at, kind) =>
      commits.write({
        doing: 'note what a hook took in',
        apply() {
          note.run({ hash, at });
          if (kind !== undefined) noteKind.run({ hash, at, kind });
        },
      }),
  };
}

const translateFound = (row: ReturnType<StatementSync['get']>): ReturnType<typeof translateHook> | undefined => row && translateHook(row);
