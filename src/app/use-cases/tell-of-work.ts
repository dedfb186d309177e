import { epochMsOf } from '../../domain/index.ts';
import type { ClaimedDelivery, Clock, Settlement, Telemetry } from '../../ports/index.ts';

/** Says of each working of a delivery how it ended, and, of what came from outside, how long its first end took. */
export const createWorkTeller = (telemetry: Required<Pick<Telemetry, 'count' | 'observe' | 'log'>>, clock: Clock) =>
  ({ id, connection, source, kind, receivedAt }: ClaimedDelivery, { end }: Settlement): void => {
    const reason = 'reason' in end ? end.reason : '';
    telemetry.count('vinculo_deliveries_worked_total', { connection, end: end.type, reason });
    telemetry.log('info', 'delivery.worked', { delivery: id, connection, source, kind, end: end.type, ...(reason === '' ? {} : { reason }) });
    // What follows from a delivery bears the moment of its acceptance, and may have been put off for a month on purpose.
    if (end.type === 'later' || source === 'internal') return;
    telemetry.observe('vinculo_delivery_duration_seconds', (epochMsOf(clock.now()) - epochMsOf(receivedAt)) / 1000, { connection, source });
  };
