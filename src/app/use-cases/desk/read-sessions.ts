import type { ConnectionId, Protocol } from '../../../domain/index.ts';
import type { Scope, SessionReader, Sessions, Settings } from '../../../ports/index.ts';
import type { Connections } from '../../connections.ts';
import { parseSessionState } from '../session-state.ts';
import type { ArchivedSession, SessionArchive } from './session-archive.ts';

export interface ReadSessionsNeeds {
  readonly settings: Settings;
  readonly sessions: Sessions;
  readonly connections: Connections;
  readonly archive: SessionArchive;
}

/** Whole histories for those who look after a connection (SES-06). */
export function createReadSessions({ settings, sessions, connections, archive }: ReadSessionsNeeds): SessionReader {
  async function found(scope: Scope, connection: string, protocol: string): Promise<ArchivedSession | undefined> {
    const id = parseConnection(connection);
    if ((scope !== 'every-connection' && !scope.only.includes(id)) || (await settings.latest(id)) === undefined) return undefined;
    const row = await sessions.load(id, parseProtocol(protocol));
    const state = row && parseSessionState(row);
    return row === undefined || state === undefined ? undefined : { connection: id, protocol: row.protocol, parts: row.parts, state, chat: (await connections.systems(id)).chat };
  }

  return {
    async history(scope, connection, protocol) {
      const session = await found(scope, connection, protocol);
      return session && await archive.history(session);
    },
    async file(scope, connection, protocol, message, range) {
      const session = await found(scope, connection, protocol);
      return session && await archive.file(session, message, range);
    },
  };
}

/** Any text may be asked for; only known ones answer. */
const parseConnection = (text: string): ConnectionId => text as ConnectionId;
const parseProtocol = (text: string): Protocol => text as Protocol;
