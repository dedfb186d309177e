import type { Instant } from '../../domain/kernel/instant.ts';
import { isPortFailure } from '../../ports/failures.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import type { DeliveryHandler, LaneHold, Settlement } from '../../ports/work-queue.ts';
import { afterConflict, asDefect, type Handled } from './settling.ts';
import type { Pending } from './translate-delivery.ts';

/** A delivery to be worked, and how it is held. */
export interface Held {
  readonly pending: Pending;
  /** The last number that was given in its lane, as far as is known. */
  readonly laneUpTo: number;
  readonly hold: LaneHold;
}

/** Lets the handler work a delivery. What it throws is a defect, and one way to end a delivery. */
export async function handle({ pending, laneUpTo, hold }: Held, handler: DeliveryHandler, now: Instant, telemetry: Telemetry | undefined): Promise<Handled> {
  const firstTriedAt = pending.firstTriedAt ?? now;
  const { delivery, seq, attempts } = pending;
  try {
    return { pending, firstTriedAt, settlement: await handler({ ...delivery, seq, attempts, firstTriedAt, laneUpTo, hold }) };
  } catch (error) {
    return { pending, firstTriedAt, settlement: tellDefect(telemetry, delivery.id, error) };
  }
}

/** The store itself is in trouble, and not what it was asked to write. */
export const isStoreTrouble = (error: unknown): boolean => isPortFailure(error) && error.code !== 'port.conflict';

/** What to write of a delivery whose wished end could not be written for its own sake: a retry, or a defect. */
export const plainerEnd = (wished: Handled, error: unknown, now: Instant, telemetry: Telemetry | undefined): Handled =>
  isPortFailure(error) ? afterConflict(wished, now) : { ...wished, settlement: tellDefect(telemetry, wished.pending.delivery.id, error) };

function tellDefect(telemetry: Telemetry | undefined, delivery: string, error: unknown): Settlement {
  telemetry?.log('error', 'delivery-defect', { delivery, error: error instanceof Error ? error.name : typeof error });
  return asDefect(error);
}
