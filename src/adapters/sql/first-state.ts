import type { Instant } from '../../domain/kernel/instant.ts';
import type { DeliveryState } from '../../ports/history.ts';
import type { NewDelivery } from '../../ports/inbox.ts';
import { toJson } from './json.ts';

/** How a delivery stands when it is accepted: pending, or set aside if nothing can be made of it. */
interface FirstState {
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly endedAt: Instant | null;
  readonly decision: string | null;
}

const PENDING: FirstState = { state: 'pending', reason: null, endedAt: null, decision: null };

export const firstStateOf = ({ unusable, receivedAt }: NewDelivery): FirstState =>
  unusable === undefined
    ? PENDING
    : { state: 'set-aside', reason: unusable.reason, endedAt: receivedAt, decision: toJson({ detail: unusable.detail }) };
