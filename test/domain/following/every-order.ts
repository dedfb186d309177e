import { evolveFollowed, followSession, type SessionEvent } from '../../../src/domain/following/followed-session.ts';
import { beginRehearsal, rehearse, type RehearsedCrm, type Rehearsal } from '../../../src/domain/following/rehearse.ts';
import type { Sighting } from '../../../src/domain/attendance/sighting.ts';
import type { LinkingSettings } from '../../../src/domain/connection/connection.ts';
import type { ContactId } from '../../../src/domain/contact/contact.ts';

export interface History {
  readonly sightings: readonly Sighting[];
  readonly settings: LinkingSettings;
  readonly crm: RehearsedCrm;
  /** Absent: nobody is known until {@link endsWith}. */
  readonly clientId?: ContactId;
  /** Happens after all sightings, in every order of them. */
  readonly endsWith?: readonly SessionEvent[];
}

/** What was walked. */
export interface Walk {
  readonly orders: number;
  /** Orders in which one delivery comes a second time, anywhere after its first. */
  readonly ordersWithOneDuplicate: number;
}

interface Path {
  readonly state: Rehearsal | undefined;
  readonly told: readonly Sighting[];
  readonly left: readonly Sighting[];
}

const sightedIn = (sighting: Sighting, settings: LinkingSettings): SessionEvent => ({ type: 'ChatSessionSighted', sighting, settings });

function told(state: Rehearsal | undefined, sighting: Sighting, { settings, crm, clientId }: History): Rehearsal {
  return state === undefined
    ? beginRehearsal(followSession(sighting, settings, clientId), crm)
    : rehearse(state, sightedIn(sighting, settings));
}

/** The history in the order in which it is written. */
export const inOrder = (history: History): Rehearsal =>
  ended(history.sightings.reduce<Rehearsal | undefined>((state, sighting) => told(state, sighting, history), undefined), history);

function ended(state: Rehearsal | undefined, { endsWith = [] }: History): Rehearsal {
  if (state === undefined) throw new Error('A history has a sighting.');
  return endsWith.reduce(rehearse, state);
}

/**
 * Tells a history in every order, each beginning once for all orders that share it. A second delivery must leave the state
 * untouched wherever it comes; then whatever follows is an order that is walked anyway, and is counted with its duplicate.
 *
 * @param check - is given the end of every order.
 * @param differs - is told of a duplicate that changed something.
 */
export function walkEveryOrder(history: History, check: (end: Rehearsal, order: readonly Sighting[]) => void, differs: (order: readonly Sighting[]) => void): Walk {
  return walk({ state: undefined, told: [], left: history.sightings });

  function walk({ state, told: before, left }: Path): Walk {
    const ends = factorial(left.length);
    for (const again of before) {
      if (state !== undefined && evolveFollowed(state.followed, sightedIn(again, history.settings)) !== state.followed) differs([...before, again]);
    }
    const here = { orders: 0, ordersWithOneDuplicate: before.length * ends };
    if (left.length === 0) {
      check(ended(state, history), before);
      return { ...here, orders: 1 };
    }
    return left.map((next, index) => walk({ state: told(state, next, history), told: [...before, next], left: left.toSpliced(index, 1) }))
      .reduce((sum, each) => ({
        orders: sum.orders + each.orders, ordersWithOneDuplicate: sum.ordersWithOneDuplicate + each.ordersWithOneDuplicate,
      }), here);
  }
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
