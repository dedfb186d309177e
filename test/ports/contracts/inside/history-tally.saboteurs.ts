import type { InsideSubject } from '../../../../src/ports/contracts/index.ts';
import { HERE } from '../../../../src/ports/contracts/builders.ts';
import type { Tally } from '../../../../src/ports/index.ts';
import type { Saboteur } from './saboteur.ts';

const tallying = (change: (tallies: readonly Tally[]) => readonly Tally[]): Saboteur =>
  ({ history }: InsideSubject) => ({ history: { ...history, tally: async (now) => change(await history.tally(now)) } });

const telling = (change: (tally: Tally) => Tally): Saboteur => tallying((tallies) => tallies.map(change));

const withoutDue = ({ dueSince: _due, ...tally }: Tally): Tally => tally;

export const tallySaboteurs: Readonly<Record<string, Saboteur>> = {
  'tells how much of each connection has not ended, and in how many lanes': telling((tally) => ({ ...tally, lanes: 1 })),
  'tells since when the delivery could have been worked that waits longest': telling((tally) =>
    (tally.pending === 2 ? withoutDue(tally) : tally)),
  'counts one that waits for a later time from then on': telling((tally) => (tally.dueSince?.includes(':01:40') === true ? withoutDue(tally) : tally)),
  'does not count what follows from a delivery by the moment that it bears': ({ history, inbox }: InsideSubject) => ({
    inbox: { ...inbox, accept: async (deliveries, ...more) => await inbox.accept(deliveries.map((each) => (each.source === 'internal' && each.lane === 'lane-1' && each.kind !== 'settle-stay' && each.cause === undefined ? { ...each, source: 'library' } : each)), ...more) },
    history,
  }),
  'tells how many stand set aside, by reason, but for those that were played again': telling(({ deadLetters, ...tally }) =>
    ({ ...tally, deadLetters: deadLetters.map(({ reason, count }) => ({ reason, count: count + 1 })) })),
  'tells nothing of a connection that has nothing open': tallying((tallies) =>
    (tallies.length === 0 ? [{ connection: HERE, pending: 0, lanes: 0, deadLetters: [] }] : tallies)),
};
