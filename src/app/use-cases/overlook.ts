import { evolveFollowed, type Sighting } from '../../domain/index.ts';
import type { ClaimedDelivery, SessionRow, Sessions, Settlement } from '../../ports/index.ts';
import type { Connections } from '../connections.ts';
import { linkingSettingsOf, type KnownConnection } from '../connection-settings.ts';
import { parseSessionState, sessionRow } from './session-state.ts';

/**
 * What is delivered while a connection is off: nothing is done, now or later (ACT-08). Of a session that is followed it is kept which
 * groups it passed, so that none of them is taken for a transfer once the connection is on again.
 */
export type Overlook = (delivery: ClaimedDelivery, connection: KnownConnection) => Promise<Settlement>;

export function createOverlook({ connections, sessions }: { readonly connections: Connections; readonly sessions: Sessions }): Overlook {
  async function passed(connection: KnownConnection, sighting: Sighting): Promise<readonly SessionRow[]> {
    const row = await sessions.load(connection.id, sighting.protocol);
    const state = row && parseSessionState(row);
    if (row === undefined || state === undefined) return [];
    const followed = evolveFollowed(state.followed, { type: 'ChatSessionSighted', sighting, settings: linkingSettingsOf(connection) });
    return [sessionRow(connection.id, { ...state, followed, stale: 'yes' }, row.version)];
  }

  return async (delivery, connection) => {
    const read = delivery.source === 'neppo' ? (await connections.systems(connection.id)).readers.neppo.read(delivery.body) : undefined;
    const message = read?.ok === true ? read.message : undefined;
    return {
      end: { type: 'done' },
      decision: { outcome: 'nothing-to-do', because: 'connection-inactive' },
      sessions: message?.type === 'session-sighted' ? await passed(connection, message.sighting) : [],
    };
  };
}
