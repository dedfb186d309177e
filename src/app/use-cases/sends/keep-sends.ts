import { addMs, evolveSend, isIntegrationError, mayStillMove, type ActiveSend, type ConnectionId, type Protocol } from '../../../domain/index.ts';
import type { ActiveSends, Clock, Leases, SendBook, SendReading, Sessions, Settings, Stream, Telemetry } from '../../../ports/index.ts';
import { parseStoredSettings } from '../../connection-settings.ts';
import type { Connections, ConnectedSystems } from '../../connections.ts';
import { sendTold } from './carry-out-send.ts';

/** Asks the chat how active sends stand, since no webhook tells of them (SND-03, PAN-01). */
export interface SendKeeping {
  /** Looks in a while, and again and again. */
  start(): void;
  /** Resolves when what was begun has ended. */
  stop(): Promise<void>;
  /** Looks once through every connection; gives how many sends stand otherwise than before. */
  look(): Promise<number>;
}

export interface SendKeepingNeeds {
  readonly settings: Settings;
  readonly connections: Connections;
  readonly sends: SendBook;
  readonly sessions: Sessions;
  readonly stream: Stream;
  readonly leases: Leases;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

const LOOK_EVERY_MS = 5_000;
const LEASE_MS = 60_000;
/** A page of the chat's. */
const AT_ONCE = 50;
/** Who has not read or answered by then will hardly do so. */
const ANSWERS_FOR_MS = 3 * 24 * 60 * 60_000;

export function createSendKeeping({ settings, connections, sends, sessions, stream, leases, clock, telemetry }: SendKeepingNeeds): SendKeeping {
  let cancel: (() => void) | undefined;
  let state: 'on' | 'off' = 'off';
  let looking: Promise<unknown> = Promise.resolve();

  const isYoung = ({ createdAt }: ActiveSend): boolean => createdAt > addMs(clock.now(), -ANSWERS_FOR_MS);

  /** Those that may still move, old ones too, so that each gets its turn; those that were read may yet be answered. */
  async function open(connection: ConnectionId): Promise<readonly ActiveSend[]> {
    const [moving, read] = await Promise.all([
      sends.unsettled(connection, { seenBefore: addMs(clock.now(), -LOOK_EVERY_MS), limit: AT_ONCE }),
      sends.list(connection, { states: ['read'], limit: AT_ONCE }),
    ]);
    return [...moving, ...read.filter(isYoung)].filter(mayStillMove);
  }

  async function protocolOf(connection: ConnectionId, { part }: SendReading, { chat }: ConnectedSystems): Promise<Protocol | undefined> {
    return part === undefined ? undefined : await sessions.protocolOfPart(connection, part) ?? (await chat.attendance.findPart(part))?.protocol;
  }

  async function readThem(connection: ConnectionId, source: ActiveSends, systems: ConnectedSystems): Promise<number> {
    const standing = await open(connection);
    const asked = standing.filter(isYoung).flatMap(({ chatSendId }) => chatSendId ?? []);
    const readings = asked.length === 0 ? [] : await source.readings(asked);
    let moved = 0;
    for (const send of standing) {
      const reading = readings.find(({ id }) => id === send.chatSendId);
      const protocol = reading && await protocolOf(connection, reading, systems);
      const after = reading === undefined ? send : evolveSend(send, { ...reading, at: reading.at ?? clock.now(), ...(protocol === undefined ? {} : { protocol }) });
      await sends.keep(connection, after);
      if (after.state === send.state) continue;
      moved += 1;
      await stream.append(connection, sendTold(after).stream ?? []);
    }
    return moved;
  }

  async function lookAt(connection: ConnectionId): Promise<number> {
    const version = await settings.latest(connection);
    if (version === undefined || parseStoredSettings(version.value).status !== 'active' || (await open(connection)).length === 0) return 0;
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
    for (const connection of await settings.connections()) {
      moved += await lookAt(connection).catch((failure: unknown) => {
        telemetry.log('warn', 'sends.not-looked', { connection, code: isIntegrationError(failure) ? failure.code : 'defect.unexpected' });
        return 0;
      });
    }
    return moved;
  }

  function lookLater(): void {
    if (state === 'off') return;
    cancel = clock.wake(addMs(clock.now(), LOOK_EVERY_MS), () => {
      looking = look().catch(() => undefined).finally(lookLater); // a store out of reach says so itself
    });
  }

  return {
    look,
    start() {
      state = 'on';
      lookLater();
    },
    async stop() {
      state = 'off';
      cancel?.();
      await looking;
    },
  };
}
