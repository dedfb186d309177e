import { addMs, isIntegrationError, type ConnectionId } from '../../domain/index.ts';
import type { Clock, Erasure, Settings, Telemetry } from '../../ports/index.ts';
import { parseStoredSettings } from '../connection-settings.ts';

const DAY_MS = 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;
/** A share at a time, so that nothing else waits for long. */
const AT_ONCE = 500;

/** Takes payloads out when their time of keeping is over (HUB-05). */
export interface PayloadKeeping {
  /** Looks now and every hour. */
  start(): void;
  /** Resolves when what was begun has ended. */
  stop(): Promise<void>;
  /** Looks once through every connection; gives how many payloads were taken out. */
  expire(): Promise<number>;
}

export interface PayloadKeepingNeeds {
  readonly settings: Settings;
  readonly erasure: Erasure;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

export function createPayloadKeeping({ settings, erasure, clock, telemetry }: PayloadKeepingNeeds): PayloadKeeping {
  let cancel: (() => void) | undefined;
  let state: 'on' | 'off' = 'off';
  let looking: Promise<void> = Promise.resolve();

  async function expireHere(connection: ConnectionId): Promise<number> {
    const version = await settings.latest(connection);
    if (version === undefined) return 0;
    const { payloadDays } = parseStoredSettings(version.value).options;
    const before = addMs(clock.now(), -payloadDays * DAY_MS);
    let total = 0;
    for (let taken = AT_ONCE; taken === AT_ONCE; total += taken) taken = await erasure.expire(connection, before, AT_ONCE);
    return total;
  }

  async function expire(): Promise<number> {
    let total = 0;
    for (const connection of await settings.connections()) total += await expireHere(connection);
    return total;
  }

  function look(): void {
    if (state === 'off') return;
    cancel = clock.wake(addMs(clock.now(), HOUR_MS), look);
    looking = expire().then(() => undefined, (failure: unknown) => {
      telemetry.log('warn', 'payloads.not-expired', { code: isIntegrationError(failure) ? failure.code : 'defect.unexpected' });
    });
  }

  return {
    start() {
      state = 'on';
      look();
    },
    async stop() {
      state = 'off';
      cancel?.();
      await looking;
    },
    expire,
  };
}
