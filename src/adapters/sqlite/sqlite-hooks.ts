import type { StatementSync } from 'node:sqlite';
import type { Hook, Hooks } from '../../ports/hooks.ts';
import { hookTaken, leadsTo, translateHook } from '../sql/translate-access.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Database } from './database.ts';

export function createSqliteHooks({ writer: db, read }: Database, commits: CommitLoop): Hooks {
  const add = db.prepare('insert into hook (token_hash, connection, system, integration) values (?, ?, ?, ?) on conflict do nothing');
  const find = db.prepare('select connection, system, integration, until, received_at from hook where token_hash = ?');
  const list = db.prepare(`select connection, system, integration, until, received_at,
    (select json_group_object(kind, received_at) from hook_receipt r where r.token_hash = hook.token_hash) as receipts
    from hook where connection = ?`);
  const end = db.prepare(`update hook set until = :until
    where connection = :connection and system = :system and integration is :integration and token_hash <> :but and (until is null or until > :until)`);
  const note = db.prepare('update hook set received_at = :at where token_hash = :hash and (received_at is null or received_at < :at)');
  const noteKind = db.prepare(`insert into hook_receipt (token_hash, kind, received_at) select token_hash, :kind, :at from hook where token_hash = :hash
    on conflict (token_hash, kind) do update set received_at = excluded.received_at where received_at < excluded.received_at`);

  /** As they stand: asked for with every webhook, and written by this process alone, which owns the file. */
  const known = new Map<string, Hook>();

  function look(tokenHash: string): Hook | undefined {
    const hook = known.get(tokenHash) ?? translateFound(find.get(tokenHash));
    if (hook !== undefined) known.set(tokenHash, hook);
    return hook;
  }

  return {
    add: (tokenHash, address) =>
      commits.write({
        doing: 'add a hook',
        apply() {
          const { connection, system, integration = null } = address;
          add.run(tokenHash, connection, system, integration);
          if (!leadsTo(address, translateFound(find.get(tokenHash)))) throw hookTaken();
        },
      }),
    find: async (tokenHash) => read('find a hook', () => look(tokenHash)),
    list: async (connection) => read('list hooks', () => list.all(connection).map(translateHook)),
    end: ({ connection, system, integration = null }, { until, but = '' }) =>
      commits.write({
        doing: 'end hooks',
        apply() {
          known.clear();
          end.run({ connection, system, integration, until, but });
        },
      }),
    noteReceipt: (hash, at, kind) =>
      commits.write({
        doing: 'note what a hook took in',
        apply() {
          known.delete(hash);
          note.run({ hash, at });
          if (kind !== undefined) noteKind.run({ hash, at, kind });
        },
      }),
  };
}

const translateFound = (row: ReturnType<StatementSync['get']>): ReturnType<typeof translateHook> | undefined => row && translateHook(row);
