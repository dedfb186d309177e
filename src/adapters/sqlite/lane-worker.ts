import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import type { DeliveryHandler } from '../../ports/work-queue.ts';
import { handle, isStoreTrouble, plainerEnd, type Held } from '../sql/handling.ts';
import { isTurnOver, STORE_TROUBLE_PAUSE_MS } from '../sql/lane-rules.ts';
import type { Handled, Settled } from '../sql/settling.ts';
import type { Pending } from '../sql/translate-delivery.ts';
import type { Lane, LaneBoard } from './lane-board.ts';

export interface WorkerParts {
  readonly clock: Clock;
  readonly board: LaneBoard;
  readonly settle: (handled: Handled) => Promise<Settled>;
  readonly telemetry: Telemetry | undefined;
}

/** Works one lane for one turn, oldest delivery first. Never fails, and always gives the lane back or lets it rest. */
export async function workLane(parts: WorkerParts, lane: Lane, handler: DeliveryHandler, isStopping: () => boolean): Promise<void> {
  const { board, clock } = parts;
  const begunAt = clock.now();
  for (let worked = 0; ; worked += 1) {
    const pending = headOf(parts, lane);
    if (pending === 'unreadable') return isStopping() ? undefined : board.rest(lane, troubleOver(clock));
    if (pending === undefined) return board.retire(lane);
    if (isStopping() || isTurnOver(worked, begunAt, clock.now())) return board.giveBack(lane);
    const settled = await workDelivery(parts, { pending, laneUpTo: Math.max(lane.givenUpTo, pending.seq), hold: { isSure, begunBefore: lane.headBegunBefore } }, handler);
    if (settled.next === 'rest') {
      if (isStopping()) return;
      board.replaceHead(lane, settled.pending);
      return board.rest(lane, settled.until);
    }
    board.dropHead(lane);
  }
}

async function workDelivery(parts: WorkerParts, held: Held, handler: DeliveryHandler): Promise<Settled> {
  return settleSomehow(parts, await handle(held, handler, parts.clock.now(), parts.telemetry));
}

/** The file has one owner, so that nobody takes a lane away. */
const isSure = (): boolean => true;

/** Tries ever plainer ends, so that no lane is stuck: the wished one, a retry or a defect, and last a rest in memory. */
async function settleSomehow(parts: WorkerParts, wished: Handled): Promise<Settled> {
  const { clock, settle, telemetry } = parts;
  try {
    return await settle(wished);
  } catch (error) {
    if (isStoreTrouble(error)) return restInMemory(parts, wished);
    return settle(plainerEnd(wished, error, clock.now(), telemetry)).catch(() => restInMemory(parts, wished));
  }
}

function restInMemory({ clock, telemetry }: WorkerParts, { pending, firstTriedAt }: Handled): Settled {
  telemetry?.log('error', 'settlement-not-stored', { delivery: pending.delivery.id, retryInMs: STORE_TROUBLE_PAUSE_MS });
  return { next: 'rest', until: troubleOver(clock), pending: { ...pending, firstTriedAt } };
}

function headOf({ board, telemetry }: WorkerParts, lane: Lane): Pending | 'unreadable' | undefined {
  try {
    return board.head(lane);
  } catch {
    // The disk could not be read; the lane's deliveries are still on it.
    telemetry?.log('error', 'lane-not-read', { retryInMs: STORE_TROUBLE_PAUSE_MS });
    return 'unreadable';
  }
}

const troubleOver = (clock: Clock): Instant => addMs(clock.now(), STORE_TROUBLE_PAUSE_MS);
