import { addSystemLine } from './message-book.ts';
import type { SessionRow } from './rows.ts';
import { changeSession, type World } from './world.ts';

/** Under which setting the tenant's patience with silent clients stands; 0 is endless. */
const PATIENCE = 'inactivityMs';

/** Ends a session whose client says nothing more, as Neppo does by itself. Closing what is closed changes nothing. */
export function endBySilence(world: World, session: SessionRow): SessionRow {
  if (session.status === 'CLOSED') return session;
  addSystemLine(world, session, session.onlyBot ? 'BOT_CLOSE_CHAT_SESSION_BY_USER_INACTIVITY' : 'CLOSE_CHAT_SESSION_BY_USER_INACTIVITY');
  return changeSession(world, { ...session, status: 'CLOSED', closedAt: world.clock.second() });
}

/** How long clients may be silent from now on. */
export const setPatience = ({ store }: World, minutes: number): void => store.settings.set(PATIENCE, minutes * 60_000);

/** Ends every session whose client was silent for too long; asked whenever the clock was wound. */
export function endSilentSessions(world: World): void {
  const patience = world.store.settings.number(PATIENCE);
  if (patience === 0) return;
  const silent = world.store.sessions.all().filter((session) => session.status !== 'CLOSED' && world.clock.now() - lastHeardIn(world, session) >= patience);
  for (const session of silent) endBySilence(world, session);
}

const lastHeardIn = ({ store }: World, { id, createdAt }: SessionRow): number =>
  Math.max(createdAt, ...store.messages.find('sessionId', id).filter(({ sendBy }) => sendBy === 'user').map((message) => message.createdAt));
