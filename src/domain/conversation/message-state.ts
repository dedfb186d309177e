import type { MessageState } from './message.ts';

/** How far each state is. What was delivered did not fail, whoever says so late; what failed may turn out to have come through. */
const REACH: Readonly<Record<MessageState, number>> = { queued: 0, sent: 1, failed: 2, delivered: 3, read: 4 };

/**
 * The state of a message after one more word about it (SND-03, PAN-11): never back, so that what is told late, twice or out of order ends in the
 * same state. A failure may follow on what was sent.
 */
export const evolveMessageState = (before: MessageState | undefined, told: MessageState): MessageState =>
  before === undefined || REACH[told] > REACH[before] ? told : before;
