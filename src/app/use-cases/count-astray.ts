import { addMs, type Instant } from '../../domain/index.ts';
import type { AstrayAddress, Clock, HookSigns, Telemetry } from '../../ports/index.ts';

/** The first is written down at once, what follows once a minute at the most: there are as many counts as addresses' owners, and no more. */
const WRITE_EVERY_MS = 60_000;

interface Held {
  readonly writtenAt: Instant;
  readonly count: number;
}

/** Counts what comes in where nobody listens (ACT-05). */
export function createAstrayCount({ hookSigns, clock, telemetry }: { readonly hookSigns: HookSigns; readonly clock: Clock; readonly telemetry: Telemetry }): (address: AstrayAddress) => void {
  const held = new Map<string, Held>();
  return (address) => {
    const key = `${address.system} ${address.connection ?? ''}`;
    const now = clock.now();
    const before = held.get(key);
    const count = (before?.count ?? 0) + 1;
    if (before !== undefined && now < addMs(before.writtenAt, WRITE_EVERY_MS)) {
      held.set(key, { ...before, count });
      return;
    }
    held.set(key, { writtenAt: now, count: 0 });
    hookSigns.noteAstray(address, now, count).catch(() => telemetry.log('warn', 'hook.astray-not-counted', { system: address.system }));
  };
}
