import { addMs, isIntegrationError, type ConnectionId } from '../../domain/index.ts';
import type { Clock, Erasure, Settings, Telemetry } from '../../ports/index.ts';
import { parseStoredSettings } from '../connection-settings.ts';
import { createRegularLook, type RegularLook } from '../regular-look.ts';

const DAY_MS = 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;
/** A share at a time, so that nothing else waits for long. */
const AT_ONCE = 500;

/** Takes payloads out when their time of keeping is over (HUB-05). */
export interface PayloadKeeping extends RegularLook {
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

  const failed = (failure: unknown): void => telemetry.log('warn', 'payloads.not-expired', { code: isIntegrationError(failure) ? failure.code : 'defect.unexpected' });

  return { expire, ...createRegularLook({ clock, everyMs: HOUR_MS, first: 'now', look: expire, failed }) };
}
