import type { Instant } from '../../domain/kernel/instant.ts';
import type { DeliveryState } from '../../ports/history.ts';
import type { NewDelivery, Subject } from '../../ports/inbox.ts';
import { toJson } from './json.ts';

/** How a delivery stands when it is accepted: pending, or set aside if nothing can be made of it; then what it is about is in the index at once. */
interface FirstState {
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly endedAt: Instant | null;
  readonly decision: string | null;
  readonly about: string | null;
  readonly indexed: readonly Subject[];
}

export const firstStateOf = ({ unusable, receivedAt, subjects = [] }: NewDelivery): FirstState =>
  unusable === undefined
    ? { state: 'pending', reason: null, endedAt: null, decision: null, about: subjects.length === 0 ? null : toJson(subjects), indexed: [] }
    : { state: 'set-aside', reason: unusable.reason, endedAt: receivedAt, decision: toJson({ detail: unusable.detail }), about: null, indexed: subjects };
