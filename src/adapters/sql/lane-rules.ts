import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import type { QueueHands } from '../../ports/work-queue.ts';

/** A lane lets the others go after so many deliveries, or after so long, whichever comes first. */
export const LANE_TURN: { readonly deliveries: number; readonly ms: number } = { deliveries: 20, ms: 2_000 };

export const isTurnOver = (worked: number, begunAt: Instant, now: Instant): boolean =>
  worked >= LANE_TURN.deliveries || (worked > 0 && now >= addMs(begunAt, LANE_TURN.ms));

/** So many lanes of one connection are worked at once. */
export const handsPerConnection = ({ inFlight, inFlightPerConnection = Math.max(1, Math.floor(inFlight / 2)) }: QueueHands): number =>
  inFlightPerConnection;

/** How long a lane rests when a session was changed by somebody else while its delivery was worked on. */
export const CONFLICT_PAUSE_MS = 200;

/** How long a lane rests when the database itself could not take the end of its delivery. */
export const STORE_TROUBLE_PAUSE_MS = 5_000;

/** Of the calls of a delivery that was tried again and again, so many are kept, the latest ones. */
export const CALL_NOTES_KEPT = 50;
