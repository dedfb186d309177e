import type { Desks } from './desks.ts';
import { SimulatorRefusal } from './refusal.ts';
import type { SessionRow } from './rows.ts';
import type { World } from './world.ts';

/** How long after the client's last message WhatsApp lets anything but a template through. */
const WINDOW_MS = 24 * 60 * 60 * 1000;

export interface FreeText {
  readonly message: string;
  readonly sessionId: number;
  readonly contentType?: string | undefined;
}

/**
 * Writes to the client of an ended session while the 24 hours run, which opens the session again.
 *
 * @throws {@link SimulatorRefusal} 422 with one of Neppo's `FREE_TEXT.…` codes.
 */
export function sendFreeText(world: World, { sessions }: Desks, { message, sessionId, contentType }: FreeText) {
  const session = world.store.sessions.get(sessionId);
  if (!session) throw refused('SESSION_NOT_FOUND');
  if (session.status !== 'CLOSED') throw refused('SESSION_OPEN');
  if (!world.store.users.get(session.userId)) throw refused('USER_NOT_FOUND');
  const sameClient = world.store.sessions.find('userId', session.userId);
  if (sameClient.some(({ status }) => status !== 'CLOSED')) throw refused('USER_HAS_OPEN_SESSION');
  if (isWindowShut(world, session)) throw refused('NO_OPEN_WINDOW');
  sessions.reopen(session.id);
  return world.wire.message(sessions.write(session.id, { from: 'agent', text: message, contentType }));
}

/** Whether the client wrote too long ago for anything but a template. */
export const isWindowShut = (world: World, session: SessionRow): boolean => world.clock.second() - lastHeard(world, session) > WINDOW_MS;

/** When the client last wrote in any session; the start of this one counts, since the client began it. */
function lastHeard({ store }: World, session: SessionRow): number {
  const heard = store.sessions
    .find('userId', session.userId)
    .flatMap(({ id }) => store.messages.find('sessionId', id))
    .filter(({ sendBy }) => sendBy === 'user')
    .map(({ createdAt }) => createdAt);
  return Math.max(session.createdAt, ...heard);
}

const refused = (code: string): SimulatorRefusal => new SimulatorRefusal(422, code, { code: `FREE_TEXT.${code}` });
