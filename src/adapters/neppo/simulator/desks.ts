import { type ClassificationDesk, createClassificationDesk } from './classification-desk.ts';
import { createPeopleDesk, type PeopleDesk } from './people-desk.ts';
import { createSendDesk, type SendDesk } from './send-desk.ts';
import { createSessionDesk, type SessionDesk } from './session-desk.ts';
import { createTemplateDesk, type TemplateDesk } from './template-desk.ts';
import type { World } from './world.ts';

/** Everything that can happen in the simulated tenant. */
export interface Desks {
  readonly people: PeopleDesk;
  readonly sessions: SessionDesk;
  readonly classifications: ClassificationDesk;
  readonly sends: SendDesk;
  readonly templates: TemplateDesk;
}

export function createDesks(world: World, options: { readonly transferMakesNewPart: boolean }): Desks {
  const people = createPeopleDesk(world);
  const sends = createSendDesk(world);
  const sessions = createSessionDesk(world, { people, sends, ...options });
  return { people, sends, sessions, templates: createTemplateDesk(world), classifications: createClassificationDesk(world) };
}
