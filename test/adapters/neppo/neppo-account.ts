import { createNeppoChat, createInMemoryTokenKeeper, type NeppoSettings, type TokenKeeper } from '../../../src/adapters/neppo/index.ts';
import { createNeppoSimulator, type NeppoSimulator, type NeppoSimulatorOptions } from '../../../src/adapters/neppo/simulator/index.ts';
import { createHandClock, type HandClock } from '../../../src/adapters/system/index.ts';
import { epochMsOf, instantOf } from '../../../src/domain/kernel/instant.ts';
import type { CallNote, Chat } from '../../../src/ports/index.ts';

export const NOON = instantOf(Date.UTC(2026, 4, 4, 15, 0, 0));

export interface NeppoAccount extends AsyncDisposable {
  readonly chat: Chat;
  readonly neppo: NeppoSimulator;
  /** Shared by the hub and Neppo. */
  readonly clock: HandClock;
  readonly notes: CallNote[];
  readonly tokens: TokenKeeper;
  /** Another chat over the same account; with the same keeper unless told otherwise. */
  readonly another: (options?: { tokens?: TokenKeeper; settings?: Partial<NeppoSettings> }) => Chat;
}

/** A simulated Neppo and a hub's view of it, on one hand-wound clock. */
export async function aNeppoAccount(
  options: NeppoSimulatorOptions = {},
  changed: Partial<NeppoSettings> = {},
): Promise<NeppoAccount> {
  const clock = createHandClock(NOON);
  const neppo = await createNeppoSimulator({ clock: { now: () => epochMsOf(clock.now()) }, ...options });
  const notes: CallNote[] = [];
  const tokens = createInMemoryTokenKeeper();
  const settings: NeppoSettings = {
    gatewayUrl: neppo.url,
    tenantUrl: neppo.url,
    tokenUrl: `${neppo.url}/oauth2/token`,
    credentials: neppo.credentials,
    ...changed,
  };
  const another: NeppoAccount['another'] = (other = {}) =>
    createNeppoChat({ ...settings, ...other.settings }, { clock, tokens: other.tokens ?? tokens, onCall: (note) => notes.push(note) });
  return { chat: another(), neppo, clock, notes, tokens, another, [Symbol.asyncDispose]: neppo.stop };
}
