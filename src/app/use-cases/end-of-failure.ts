import { addMs, isIntegrationError, type Instant } from '../../domain/index.ts';
import {
  isPortFailure, type ClaimedDelivery, type Clock, type IdSource, type NewDelivery, type PortFailure, type Settlement, type Telemetry,
} from '../../ports/index.ts';
import type { AccountBreaker } from '../account-breaker.ts';
import { followUps, isFromOutside } from '../deliveries.ts';
import { nextTurn, parseMessage, queueOf } from '../messages.ts';
import { actEnded } from './desk/work-on-talk.ts';

const DAY_MS = 24 * 60 * 60_000;
/** How long an account may be out of reach before what waits for it is set aside. */
const LONGEST_BLOCK_MS = 7 * DAY_MS;
const MOST_ATTEMPTS = 10;
const LONGEST_TRYING_MS = DAY_MS;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30 * 60_000;

/** Turns what was thrown while a delivery was worked on into its end (DESIGN §2, Outcomes). */
export type EndOfFailure = (delivery: ClaimedDelivery, failure: unknown) => Settlement;

export interface EndOfFailureNeeds {
  readonly breaker: AccountBreaker;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
}

export function createEndOfFailure({ breaker, clock, ids, telemetry }: EndOfFailureNeeds): EndOfFailure {
  /** Whoever acted waits for the end of it, and hears of this one too. */
  function whoActedHears({ body, source }: ClaimedDelivery): Pick<Settlement, 'stream'> {
    const addressed = source === 'library' ? parseMessage(body) : undefined;
    if (addressed?.to !== 'talk' || addressed.message.type !== 'agent-acts') return {};
    return { stream: [actEnded(addressed.message, addressed.protocol, { result: 'refused', because: 'set-aside' })] };
  }

  /** A session that waits for a card learns that a person has to look, and the next one takes its turn (CRD-10). */
  function givenUp(delivery: ClaimedDelivery, reason: string): readonly NewDelivery[] {
    const message = isFromOutside(delivery) || delivery.source === 'webhook' ? undefined : parseMessage(delivery.body)?.message;
    if (message === undefined) return [];
    const { toSession } = followUps(ids, delivery);
    const next = nextTurn(queueOf(message));
    return [
      ...(message.type === 'settle-stay' ? [toSession(message.protocol, { type: 'stay-unsettled', stay: message.stay, reason })] : []),
      ...(next === undefined ? [] : [toSession(next.protocol, next.message)]),
    ];
  }

  const setAside = (delivery: ClaimedDelivery, reason: string, message: string | undefined): Settlement => ({
    end: { type: 'set-aside', reason },
    decision: { outcome: 'set-aside', because: reason, ...(message === undefined ? {} : { message }) },
    ...whoActedHears(delivery),
    forward: givenUp(delivery, reason),
  });

  const retryAt = (delivery: ClaimedDelivery): Instant =>
    addMs(clock.now(), Math.min(FIRST_RETRY_MS * 2 ** delivery.attempts, LONGEST_RETRY_MS) * (0.5 + ids.fraction() / 2));

  /** Nobody was asked, so nobody is at fault: the delivery comes back when its turn may have come, however long that takes (HUB-03). */
  const keptBack = (afterMs: number): Settlement =>
    ({ end: { type: 'later', at: addMs(clock.now(), afterMs), reason: 'budget-spent', attempt: 'free' } });

  /** The account is at fault, not the delivery: it waits without spending an attempt. A store at fault has no account. */
  function blocked(delivery: ClaimedDelivery, { code, account, retry, message }: PortFailure): Settlement {
    const at = account === undefined ? retryAt(delivery) : breaker.failed(account, retry);
    return isTooOld(delivery, clock) ? setAside(delivery, code, message) : { end: { type: 'later', at, reason: code, attempt: 'free' } };
  }

  function tried(delivery: ClaimedDelivery, { code, message }: PortFailure): Settlement {
    const exhausted = delivery.attempts + 1 >= MOST_ATTEMPTS || addMs(delivery.firstTriedAt, LONGEST_TRYING_MS) < clock.now();
    return exhausted ? setAside(delivery, code, message) : { end: { type: 'later', at: retryAt(delivery), reason: code, attempt: 'spent' } };
  }

  function portFailed(delivery: ClaimedDelivery, failure: PortFailure): Settlement {
    const { code, account, retry } = failure;
    if (code === 'port.throttled' && account === undefined && typeof retry === 'object') return keptBack(retry.afterMs);
    switch (failure.code) {
      case 'port.refused':
      case 'port.missing':
      case 'port.ambiguous':
        return setAside(delivery, failure.code, failure.message);
      case 'port.unauthorized':
      case 'port.throttled':
      case 'port.unreachable':
      case 'port.timed-out':
        return blocked(delivery, failure);
      case 'port.conflict':
      case 'port.drifted':
        return tried(delivery, failure);
    }
  }

  return (delivery, failure) => {
    if (isPortFailure(failure)) return portFailed(delivery, failure);
    const known = isIntegrationError(failure) ? failure : undefined;
    telemetry.log('error', 'delivery.defect', { delivery: delivery.id, code: known?.code ?? 'defect.unexpected' });
    return setAside(delivery, known?.code ?? 'defect.unexpected', known?.message);
  };
}

/** Whether a delivery has waited for its account as long as any may. */
export const isTooOld = ({ firstTriedAt }: ClaimedDelivery, clock: Clock): boolean => addMs(firstTriedAt, LONGEST_BLOCK_MS) < clock.now();
