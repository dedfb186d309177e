import type { Protocol } from '../attendance/sighting.ts';
import type { Instant } from '../kernel/instant.ts';
import type { ActiveSend, ChatSendId, SendState } from './active-send.ts';

/** What the chat said of a send. */
export interface SendSign {
  readonly state: 'queued' | 'sent' | 'delivered' | 'read' | 'failed';
  readonly failure?: string;
  readonly at: Instant;
  readonly chatSendId?: ChatSendId;
  /** The session that came of it: the client answered (PAN-01). */
  readonly protocol?: Protocol;
}

/** How much each state says. What reached the client did not fail, whatever is told later; a failure may follow on what was sent. */
const WEIGHT: Readonly<Record<SendState, number>> = { unknown: 0, queued: 1, sent: 2, failed: 3, delivered: 4, read: 5, answered: 6 };

/**
 * Takes in what the chat says of a send (SND-03). It never goes back, so that signs which come late, twice or in another order
 * end in the same place.
 */
export function evolveSend(send: ActiveSend, sign: SendSign): ActiveSend {
  const protocol = send.protocol ?? sign.protocol;
  const chatSendId = send.chatSendId ?? sign.chatSendId;
  const known = { ...send, ...(protocol === undefined ? {} : { protocol }), ...(chatSendId === undefined ? {} : { chatSendId }) };
  const told: Told = { state: sign.protocol === undefined ? sign.state : 'answered', stateAt: sign.at, failure: sign.failure };
  return WEIGHT[told.state] < WEIGHT[send.state] ? known : moved(known, told.state === send.state ? both(told, send) : told);
}

/** Whether the chat may still have news of a send: what failed or was answered has come to its end. */
export const mayStillMove = ({ state }: Pick<ActiveSend, 'state'>): boolean => state !== 'failed' && state !== 'answered';

/**
 * Whether a send has waited in the chat's queue for longer than sends do: a wrong group, or a template that its channel lacks,
 * leaves it there for ever, and nobody says so (seen in 2026).
 */
export const isStuck = ({ state, createdAt }: Pick<ActiveSend, 'state' | 'createdAt'>, stuckSince: Instant): boolean =>
  state === 'queued' && createdAt < stuckSince;

interface Told {
  readonly state: SendState;
  readonly stateAt: Instant;
  readonly failure: string | undefined;
}

/** Of two signs of one state the earlier counts: that is when it came so far. A reason counts for more than none. */
const both = (told: Told, { state, stateAt, failure }: ActiveSend): Told => ({
  state,
  stateAt: told.stateAt < stateAt ? told.stateAt : stateAt,
  failure: [told.failure, failure].filter((each) => each !== undefined).toSorted().at(0),
});

function moved(send: ActiveSend, { state, stateAt, failure }: Told): ActiveSend {
  const { failure: _, ...rest } = send;
  return { ...rest, state, stateAt, ...(state !== 'failed' || failure === undefined ? {} : { failure }) };
}
