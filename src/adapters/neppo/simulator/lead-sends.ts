import type { Desks } from './desks.ts';
import { SimulatorRefusal } from './refusal.ts';
import type { World } from './world.ts';

/** What a client is sent by itself: a chatbot or a quick reply, by its name. */
export interface AutomaticSay {
  readonly phone: string;
  readonly text: string;
}

/**
 * Says it in the client's open session. Assumed: nothing is known of how Neppo does it.
 *
 * @throws {@link SimulatorRefusal} 422 where there is none.
 */
export function sayByItself(world: World, { sessions }: Desks, { phone, text }: AutomaticSay) {
  const users = world.store.users.all().filter((user) => user.phone?.replaceAll(/\D/g, '') === phone);
  const session = users.flatMap(({ id }) => world.store.sessions.find('userId', id)).findLast(({ status }) => status !== 'CLOSED');
  if (session === undefined) throw new SimulatorRefusal(422, 'SESSION_NOT_FOUND', { code: 'AUTOMATIC.SESSION_NOT_FOUND' });
  return world.wire.message(sessions.write(session.id, { from: 'bot', text }));
}
