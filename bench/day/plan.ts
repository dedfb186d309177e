/** How large a day is, and how fast it is played. */
export interface DayPlan {
  readonly accounts: number;
  readonly sessions: number;
  /** Of each session; clients and agents take turns. */
  readonly messages: number;
  readonly seconds: number;
  /** Sessions that are stored before it begins, all of the first account. */
  readonly stored: number;
  /** How often each agent's stream is cut. */
  readonly cuts: number;
}

/** The whole day: 100 accounts, 200 agents, 5,000 sessions and 100,000 messages within 15 minutes. */
const WHOLE_DAY: DayPlan = { accounts: 100, sessions: 5_000, messages: 20, seconds: 840, stored: 100_000, cuts: 20 };

const HOURS = 8;

/** How much faster than its eight hours it is played: the limits of the outside systems are raised by as much. */
export const HASTE = (HOURS * 3_600) / WHOLE_DAY.seconds;

/** A session lasts so long, in minutes of the day. */
const SESSION_MINUTES = 20;
export const SESSION_MS = (SESSION_MINUTES * 60_000) / HASTE;

/** So much of the day, at the same pace; no less than two sessions' time. */
export function shareOf(share: number): DayPlan {
  const seconds = Math.max((2 * SESSION_MS) / 1_000, WHOLE_DAY.seconds * share);
  const part = seconds / WHOLE_DAY.seconds;
  return {
    ...WHOLE_DAY, seconds, accounts: Math.ceil(WHOLE_DAY.accounts * Math.sqrt(part)), sessions: Math.ceil(WHOLE_DAY.sessions * part),
    stored: Math.ceil(WHOLE_DAY.stored * part),
  };
}
