import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import { isPortFailure } from '../../ports/failures.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import type { ClaimedDelivery, DeliveryHandler, Settlement } from '../../ports/work-queue.ts';
import { LANE_TURN, STORE_TROUBLE_PAUSE_MS } from '../sql/lane-rules.ts';
import type { Lane, LaneBoard } from './lane-board.ts';
import { afterConflict, asDefect, type Handled, type Settled } from './settling.ts';
import type { Pending } from './translate-delivery.ts';

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
    if (isStopping() || isTurnOver(worked, begunAt, clock)) return board.giveBack(lane);
    const settled = await workDelivery(parts, pending, handler);
    if (settled.next === 'rest') {
      if (isStopping()) return;
      board.replaceHead(lane, settled.pending);
      return board.rest(lane, settled.until);
    }
    board.dropHead(lane);
  }
}

const isTurnOver = (worked: number, begunAt: Instant, clock: Clock): boolean =>
  worked >= LANE_TURN.deliveries || (worked > 0 && clock.now() >= addMs(begunAt, LANE_TURN.ms));

async function workDelivery(parts: WorkerParts, pending: Pending, handler: DeliveryHandler): Promise<Settled> {
  const firstTriedAt = pending.firstTriedAt ?? parts.clock.now();
  const { delivery, seq, attempts } = pending;
  const settlement = await handled(parts, { ...delivery, seq, attempts, firstTriedAt }, handler);
  return settleSomehow(parts, { pending, firstTriedAt, settlement });
}

async function handled(parts: WorkerParts, claimed: ClaimedDelivery, handler: DeliveryHandler): Promise<Settlement> {
  try {
    return await handler(claimed);
  } catch (error) {
    return tellDefect(parts, claimed.id, error);
  }
}

function tellDefect({ telemetry }: WorkerParts, delivery: string, error: unknown): Settlement {
  const settlement = asDefect(error);
  telemetry?.log('error', 'delivery-defect', { delivery, error: error instanceof Error ? error.name : typeof error });
  return settlement;
}

/** Tries ever plainer ends, so that no lane is stuck: the wished one, a retry or a defect, and last a rest in memory. */
async function settleSomehow(parts: WorkerParts, wished: Handled): Promise<Settled> {
  const { clock, settle } = parts;
  try {
    return await settle(wished);
  } catch (error) {
    if (isStoreTrouble(error)) return restInMemory(parts, wished);
    const plainer = isPortFailure(error)
      ? afterConflict(wished, clock.now())
      : { ...wished, settlement: tellDefect(parts, wished.pending.delivery.id, error) };
    return settle(plainer).catch(() => restInMemory(parts, wished));
  }
}

const isStoreTrouble = (error: unknown): boolean => isPortFailure(error) && error.code !== 'port.conflict';

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
