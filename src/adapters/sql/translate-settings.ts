import type { ConnectionId } from '../../domain/connection/connection.ts';
import { PortFailure } from '../../ports/failures.ts';
import type { SettingsVersion } from '../../ports/settings.ts';
import { parseJson } from './json.ts';
import type { Row } from './row.ts';

export const translateConnection = (row: Row): ConnectionId => String(row['connection']) as ConnectionId;

export function translateVersion(row: Row): SettingsVersion {
  const { connection, version, valid_from: validFrom, value } = row;
  return { connection, version, validFrom, value: parseJson(value as string | null) } as SettingsVersion;
}

/** @throws {@link PortFailure} `port.conflict` unless the latest version is the one that a write is based on. */
export function refuseOutdated(connection: ConnectionId, basedOn: number, latest: SettingsVersion | undefined): void {
  const current = latest?.version ?? 0;
  if (current === basedOn) return;
  const why = `they were based on version ${basedOn} and the latest is ${current}`;
  throw new PortFailure('port.conflict', `The settings of ${connection} could not be put: ${why}; read them again.`);
}
