import type { WindableClock } from './clock.ts';
import type { NeppoAction, NeppoEntity, SessionRow } from './rows.ts';
import type { Store } from './store.ts';
import type { Wire } from './wire-shape.ts';
import type { Webhooks } from './webhooks.ts';

/** What every part of the simulator works on. */
export interface World {
  readonly store: Store;
  readonly clock: WindableClock;
  readonly wire: Wire;
  readonly webhooks: Webhooks;
}

/** Writes a session and tells its subscribers. */
export function changeSession(world: World, row: SessionRow, action: NeppoAction = 'UPDATE'): SessionRow {
  const changed = world.store.sessions.put({ ...row, updatedAt: world.clock.second() });
  announce(world, 'ChatSession', action, changed.id);
  return changed;
}

/** Tells the subscribers of an entity what a row looks like now. */
export function announce(world: World, entity: NeppoEntity, action: NeppoAction, id: number): void {
  const content = contentOf(world, entity, id);
  if (content) world.webhooks.announce(entity, action, content);
}

function contentOf({ store, wire }: World, entity: NeppoEntity, id: number) {
  const shown = {
    User: () => shownBy(store.users.get(id), wire.user),
    Agent: () => shownBy(store.agents.get(id), wire.agent),
    ChatSession: () => shownBy(store.sessions.get(id), wire.session),
    ClassificationServices: () => shownBy(store.classifications.get(id), wire.classification),
    Message: () => shownBy(store.messages.get(id), wire.messageTold),
    AssociationClientsToAgents: () => shownBy(store.associations.get(id), wire.association),
  };
  return shown[entity]();
}

const shownBy = <Row, Shown>(row: Row | undefined, show: (row: Row) => Shown): Shown | undefined =>
  row === undefined ? undefined : show(row);
