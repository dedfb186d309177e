import type { Clock } from '../../ports/clock.ts';
import type { Settlement } from '../../ports/work-queue.ts';
import { endingOf, type Handled, type Settled } from '../sql/settling.ts';
import type { Gathering } from './gathering.ts';
import type { ClaimedLane } from './lane-claim.ts';
import { onceFree } from './patience.ts';
import type { PlainEnd, PlainOutcome } from './plain-ends.ts';
import type { WholeEnd } from './whole-ends.ts';

/** What became of a settlement. `lost`: somebody else has the lane, and nothing was written. */
export type Outcome = Settled | { readonly next: 'lost' };

export type Settle = (lane: ClaimedLane, handled: Handled) => Promise<Outcome>;

export interface SettlingParts {
  readonly clock: Clock;
  readonly plainEnds: Gathering<PlainEnd, PlainOutcome>;
  readonly wholeEnd: (end: WholeEnd) => Promise<boolean>;
}

/** Writes a settlement whole or not at all, and only while the lane is ours. Fails with `port.conflict` when a session was changed meanwhile. */
export function createSettling({ clock, plainEnds, wholeEnd }: SettlingParts): Settle {
  const writePlain = async (end: PlainEnd): Promise<boolean> =>
    (await onceFree<'written' | 'lost'>('end a delivery', async () => await plainEnds.carry(end))) === 'written';

  return async ({ id, epoch }, handled) => {
    const { pending: { position, delivery: { connection, lane } }, settlement } = handled;
    const now = clock.now();
    const { ending, settled } = endingOf(handled, now);
    const isOurs = isPlain(settlement)
      ? await writePlain({ lane: id, epoch, position, connection, ending })
      : await wholeEnd({ epoch, position, connection, lane, ending, settlement, now });
    return isOurs ? settled : { next: 'lost' };
  };
}

const isPlain = ({ sessions, talks, messages, sends, leads, telling, stream, forward, timers, cancelTimers, payload }: Settlement): boolean =>
  payload === undefined && telling === undefined && [sessions, talks, messages, sends, leads, stream, forward, timers, cancelTimers].every((list) => list === undefined || list.length === 0);
