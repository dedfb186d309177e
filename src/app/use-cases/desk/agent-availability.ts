import { pauseClock, type AgentId, type Instant } from '../../../domain/index.ts';
import type { AgentAvailability, AgentSheet, AttendanceActions, PauseReason } from '../../../ports/index.ts';

/** Whether an agent takes sessions, and until when a pause goes (PAN-08). */
export async function availabilityOf(actions: Pick<AttendanceActions, 'availability' | 'pauseReasons'>, agent: AgentId, now: Instant): Promise<AgentSheet['availability']> {
  const [availability, reasons] = await Promise.all([actions.availability(agent), actions.pauseReasons()]);
  return withUntil(availability, reasons, now);
}

/** @param reasons - those of the chat, of which one may have a length. */
export function withUntil(availability: AgentAvailability, reasons: readonly PauseReason[], now: Instant): AgentSheet['availability'] {
  if (availability.state !== 'paused') return availability;
  const reason = reasons.find(({ id }) => id === availability.reasonId);
  const { until } = pauseClock({ minutes: reason?.minutes, since: availability.since }, now);
  return { ...availability, ...(until === undefined ? {} : { until }) };
}
