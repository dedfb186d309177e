import type { ConnectionId, Instant } from '../../domain/index.ts';
import type { Clock, IdSource, Inbox } from '../../ports/index.ts';
import { deliveryOf, lanes } from '../deliveries.ts';
import type { LookForDoubles, Twin } from '../messages.ts';

/** A step that may have been carried out twice. */
export interface Doubt {
  readonly connection: ConnectionId;
  readonly key: string;
  readonly twin: Twin;
  /** From when on the first of them may have been made. */
  readonly since: Instant;
  /** `may-come`: the step is about to be done again, and what went before may land yet. `may-be`: somebody else did it meanwhile. */
  readonly doubled: 'may-come' | 'may-be';
}

/** Sees to it that whatever may be made twice is looked for (DESIGN §3). */
export interface Doubts {
  /** Resolves when the look is in the inbox, so that it happens whatever becomes of this process. */
  raise(doubt: Doubt): Promise<void>;
}

export const createDoubts = (inbox: Inbox, ids: IdSource, clock: Clock): Doubts => ({
  async raise({ connection, key, twin, since, doubled }) {
    const receivedAt = clock.now();
    const message: LookForDoubles = { type: 'look-for-doubles', twin, key, since, doubtedAt: receivedAt, ask: doubled === 'may-be' ? 'now' : 'later' };
    await inbox.accept([deliveryOf(
      ids, { connection, source: 'internal', receivedAt, repeatKey: `doubt/${key}/${since}/${doubled}` },
      lanes.doubt(twin.marker), { to: 'client', message },
    )]);
  },
});
