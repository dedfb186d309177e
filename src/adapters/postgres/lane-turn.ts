import type { Clock } from '../../ports/clock.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import type { DeliveryHandler, LaneHold } from '../../ports/work-queue.ts';
import { handle, isStoreTrouble, plainerEnd } from '../sql/handling.ts';
import { isTurnOver } from '../sql/lane-rules.ts';
import type { Handled } from '../sql/settling.ts';
import type { Hold } from './holds.ts';
import type { ClaimedLane } from './lane-claim.ts';
import { patiently } from './patience.ts';
import type { Outcome, Settle } from './settling.ts';

export interface TurnParts {
  readonly clock: Clock;
  readonly settle: Settle;
  readonly telemetry: Telemetry | undefined;
  readonly onSettled: (handled: Handled) => void;
}

/** A lane with the wake by which we have it. */
export interface Turn {
  readonly lane: ClaimedLane;
  readonly hold: Hold;
  readonly isStopping: () => boolean;
}

/**
 * Works a lane for one turn, oldest delivery first. Never fails.
 *
 * @returns up to which number all has ended; `lost` when the lane is in other hands, or what we know of it could not be written.
 */
export async function workTurn(parts: TurnParts, turn: Turn, handler: DeliveryHandler): Promise<number | 'lost'> {
  const { clock, telemetry } = parts;
  const begunAt = clock.now();
  let endedUpTo = 0;
  for (const [worked, pending] of turn.lane.deliveries.entries()) {
    if (turn.isStopping() || isTurnOver(worked, begunAt, clock.now()) || !turn.hold.isSure()) return endedUpTo;
    const outcome = await settleSomehow(parts, turn, await handle({ pending, laneUpTo: turn.lane.lastSeq, hold: laneHoldOf(turn, worked) }, handler, clock.now(), telemetry));
    if (outcome.next === 'lost') return 'lost';
    if (outcome.next === 'rest') return endedUpTo;
    endedUpTo = pending.seq;
  }
  return endedUpTo;
}

/** Whoever fell silent may have begun with the oldest delivery of the lane, and with no other. */
const laneHoldOf = ({ hold: { isSure, wake } }: Turn, worked: number): LaneHold => ({ isSure, begunBefore: worked === 0 && wake.retryCount > 0 ? 'perhaps' : 'no' });

/** Tries a plainer end when the wished one cannot be written for its own sake, and waits when it is the database that is in trouble. */
async function settleSomehow(parts: TurnParts, turn: Turn, wished: Handled): Promise<Outcome> {
  try {
    return await settlePatiently(parts, turn, wished).catch((error: unknown) => {
      if (isStoreTrouble(error)) throw error;
      return settlePatiently(parts, turn, plainerEnd(wished, error, parts.clock.now(), parts.telemetry));
    });
  } catch {
    // The delivery is in the database as it was, and the lane is woken again when our lease is over.
    parts.telemetry?.log('error', 'settlement-not-stored', { delivery: wished.pending.delivery.id });
    return { next: 'lost' };
  }
}

async function settlePatiently({ settle, telemetry, onSettled }: TurnParts, turn: Turn, handled: Handled): Promise<Outcome> {
  const outcome = await patiently(async () => await settle(turn.lane, handled), {
    // Not when our lease is over: the result is safe to write as long as nobody else has claimed the lane.
    isOver: turn.isStopping,
    onTrouble: (retryInMs) => telemetry?.log('warn', 'settlement-not-stored', { delivery: handled.pending.delivery.id, retryInMs }),
  });
  if (outcome.next !== 'lost') onSettled(handled);
  if (outcome.next === 'lost') telemetry?.log('warn', 'lane-lost', { delivery: handled.pending.delivery.id });
  return outcome;
}
