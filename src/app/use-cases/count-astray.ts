import type { AstrayAddress, Clock, HookSigns, Telemetry } from '../../ports/index.ts';
import { createHeldCount } from './held-count.ts';

/** Counts what comes in where nobody listens (ACT-05). */
export const createAstrayCount = ({ hookSigns, clock, telemetry }: { readonly hookSigns: HookSigns; readonly clock: Clock; readonly telemetry: Telemetry }): (address: AstrayAddress) => void =>
  createHeldCount(clock, ({ system, connection = '' }) => `${system} ${connection}`, (address, at, count) => {
    hookSigns.noteAstray(address, at, count).catch(() => telemetry.log('warn', 'hook.astray-not-counted', { system: address.system }));
  });
