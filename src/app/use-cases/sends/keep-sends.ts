import { addMs, evolveSend, isIntegrationError, type ConnectionId, type Protocol } from '../../../domain/index.ts';
import type { ActiveSends, Clock, Leases, SendBook, SendReading, Sessions, Settings, Telemetry, UnsettledQuery } from '../../../ports/index.ts';
import { parseStoredSettings } from '../../connection-settings.ts';
import type { Connections, ConnectedSystems } from '../../connections.ts';
import { createRegularLook, type RegularLook } from '../../regular-look.ts';
import { sendTold } from './carry-out-send.ts';

/** Asks the chat how active sends stand, since no webhook tells of them (SND-03, PAN-01). */
export interface SendKeeping extends RegularLook {
  /** Looks once through every connection that has such sends; gives how many sends stand otherwise than before. */
  look(): Promise<number>;
}

export interface SendKeepingNeeds {
  readonly settings: Settings;
  readonly connections: Connections;
  readonly sends: SendBook;
  readonly sessions: Sessions;
  readonly leases: Leases;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

const LOOK_EVERY_MS = 5_000;
/** A little less than the pause: what this worker looked at last is due again, and what another one has just looked at is not. */
const SEEN_FOR_MS = LOOK_EVERY_MS - 1_000;
const LEASE_MS = 60_000;
/** A page of the chat's. */
const AT_ONCE = 50;
/** Who has not read or answered by then will hardly do so. */
const ANSWERS_FOR_MS = 3 * 24 * 60 * 60_000;

export function createSendKeeping({ settings, connections, sends, sessions, leases, clock, telemetry }: SendKeepingNeeds): SendKeeping {
  const due = (): UnsettledQuery => ({ seenBefore: addMs(clock.now(), -SEEN_FOR_MS), madeSince: addMs(clock.now(), -ANSWERS_FOR_MS) });

  async function protocolOf(connection: ConnectionId, { part }: SendReading, { chat }: ConnectedSystems): Promise<Protocol | undefined> {
    return part === undefined ? undefined : await sessions.protocolOfPart(connection, part) ?? (await chat.attendance.findPart(part))?.protocol;
  }

  async function readThem(connection: ConnectionId, source: ActiveSends, systems: ConnectedSystems): Promise<number> {
    const standing = await sends.unsettled(connection, { ...due(), limit: AT_ONCE });
    const asked = standing.flatMap(({ chatSendId }) => chatSendId ?? []);
    const readings = asked.length === 0 ? [] : await source.readings(asked);
    let moved = 0;
    for (const send of standing) {
      const reading = readings.find(({ id }) => id === send.chatSendId);
      const protocol = reading && await protocolOf(connection, reading, systems);
      const after = reading === undefined ? send : evolveSend(send, { ...reading, at: reading.at ?? clock.now(), ...(protocol === undefined ? {} : { protocol }) });
      const isMoved = after.state !== send.state;
      // Whoever was erased while the chat was asked stays erased.
      const change = await sends.change(connection, after, isMoved ? sendTold(after).stream ?? [] : []);
      if (isMoved && change === 'changed') moved += 1;
    }
    return moved;
  }

  async function lookAt(connection: ConnectionId): Promise<number> {
    const version = await settings.latest(connection);
    if (version === undefined || parseStoredSettings(version.value).status !== 'active') return 0;
    const lease = await leases.acquire(`sends:${connection}`, LEASE_MS);
    if (lease === undefined) return 0;
    try {
      const systems = await connections.systems(connection);
      return systems.chat.sends === undefined ? 0 : await readThem(connection, systems.chat.sends, systems);
    } finally {
      await leases.release(lease).catch(() => undefined); // it ends by itself
    }
  }

  async function look(): Promise<number> {
    let moved = 0;
    for (const connection of await sends.toLookAt(due())) {
      moved += await lookAt(connection).catch((failure: unknown) => {
        telemetry.log('warn', 'sends.not-looked', { connection, code: isIntegrationError(failure) ? failure.code : 'defect.unexpected' });
        return 0;
      });
    }
    return moved;
  }

  // A store out of reach says so itself.
  return { look, ...createRegularLook({ clock, everyMs: LOOK_EVERY_MS, first: 'later', look, failed: () => undefined }) };
}
