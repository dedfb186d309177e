import { addMs, type ConnectionId, type Protocol } from '../../domain/index.ts';
import { isPortFailure, type Clock, type IdSource, type Inbox, type NewDelivery } from '../../ports/index.ts';
import { deliveryOf, lanes } from '../deliveries.ts';
import type { RewriteRecords } from '../messages.ts';
import { patience } from '../patience.ts';
import type { StepPatience } from './run-step.ts';

/** Sees to it that a record says the latest, even where something older was sent that may land only after it (ADR 24). */
export interface LateWrites {
  /** Resolves when it is in the inbox that the session's records are to be written again, so that it happens whatever becomes of this process. */
  suspect(connection: ConnectionId, protocol: Protocol): Promise<void>;
}

/** @param patience - what was sent has landed after so long, or never will. */
export const createLateWrites = (inbox: Inbox, ids: IdSource, clock: Clock, { askAgainAfterMs }: StepPatience): LateWrites => ({
  async suspect(connection, protocol) {
    const receivedAt = clock.now();
    const message: RewriteRecords = { type: 'rewrite-records', from: addMs(receivedAt, askAgainAfterMs) };
    await acceptPatiently(inbox, deliveryOf(
      ids, { connection, source: 'internal', receivedAt, repeatKey: `rewrite/${protocol}/${receivedAt}` },
      lanes.session(protocol), { to: 'session', protocol, message },
    ));
  },
});

const TRY_AGAIN_MS = 500;
const MOST_TRIES = 120;

/** Whoever was held up for long often finds its connections gone, and nobody else knows what it sent. */
async function acceptPatiently(inbox: Inbox, delivery: NewDelivery): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return void (await inbox.accept([delivery]));
    } catch (failure) {
      if (!isPortFailure(failure) || tries === MOST_TRIES) throw failure;
      await patience(TRY_AGAIN_MS);
    }
  }
}
