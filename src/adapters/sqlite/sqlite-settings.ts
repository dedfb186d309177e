import { PortFailure } from '../../ports/failures.ts';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { HookAddress, Settings, SettingsVersion } from '../../ports/settings.ts';
import { parseJson, toJson } from '../sql/json.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Database } from './database.ts';
import type { Row } from './translate-delivery.ts';

export function createSqliteSettings({ writer: db, read }: Database, commits: CommitLoop): Settings {
  const connections = db.prepare('select distinct connection from settings_version order by connection');
  const latest = db.prepare('select * from settings_version where connection = ? order by version desc limit 1');
  const at = db.prepare('select * from settings_version where connection = ? and valid_from <= ? order by version desc limit 1');
  const first = db.prepare('select * from settings_version where connection = ? order by version limit 1');
  const insert = db.prepare('insert into settings_version (connection, version, valid_from, value) values (?, ?, ?, ?)');
  const addHook = db.prepare('insert into hook (token_hash, connection, system) values (?, ?, ?) on conflict do nothing');
  const hook = db.prepare('select connection, system from hook where token_hash = ?');

  const findLatest = (connection: ConnectionId): SettingsVersion | undefined => translateOptional(latest.get(connection), translateVersion);
  const findHook = (tokenHash: string): HookAddress | undefined => translateOptional(hook.get(tokenHash), translateHook);

  return {
    connections: async () => read('list connections', () => connections.all().map(translateConnection)),
    latest: async (connection) => read('find settings', () => findLatest(connection)),
    at: async (connection, moment) =>
      read('find settings', () => translateOptional(at.get(connection, moment) ?? first.get(connection), translateVersion)),
    put: (connection, value, validFrom, basedOn) =>
      commits.write({
        doing: 'put settings',
        apply() {
          const current = findLatest(connection)?.version ?? 0;
          if (current !== basedOn) throw changedMeanwhile(connection, basedOn, current);
          insert.run(connection, basedOn + 1, validFrom, toJson(value));
          return { connection, version: basedOn + 1, validFrom, value };
        },
      }),
    addHook: (tokenHash, address) =>
      commits.write({
        doing: 'add a hook',
        apply() {
          addHook.run(tokenHash, address.connection, address.system);
          const { connection, system } = findHook(tokenHash) ?? address;
          if (connection !== address.connection || system !== address.system) throw hookTaken();
        },
      }),
    hook: async (tokenHash) => read('find a hook', () => findHook(tokenHash)),
  };
}

function changedMeanwhile(connection: ConnectionId, basedOn: number, current: number): PortFailure {
  const why = `they were based on version ${basedOn} and the latest is ${current}`;
  return new PortFailure('port.conflict', `The settings of ${connection} could not be put: ${why}; read them again.`);
}

const hookTaken = (): PortFailure =>
  new PortFailure('port.conflict', 'The hook could not be added, because its token leads elsewhere; make a new token.');

const translateOptional = <Value>(row: Row | undefined, translate: (row: Row) => Value): Value | undefined => row && translate(row);

const translateConnection = (row: Row): ConnectionId => String(row['connection']) as ConnectionId;

const translateHook = ({ connection, system }: Row): HookAddress => ({ connection, system }) as HookAddress;

function translateVersion(row: Row): SettingsVersion {
  const { connection, version, valid_from: validFrom, value } = row;
  return { connection, version, validFrom, value: parseJson(value as string | null) } as SettingsVersion;
}
