import { addMs, epochMsOf, type Instant } from '../../domain/index.ts';
import type { ClaimedDelivery, Clock, History, IdSource, MarkerAnswer, Settlement } from '../../ports/index.ts';
import type { ConnectedSystems } from '../connections.ts';
import { followUps } from '../deliveries.ts';
import type { LookForDoubles } from '../messages.ts';

export interface LookForDoublesNeeds {
  readonly history: History;
  readonly clock: Clock;
  readonly ids: IdSource;
}

export interface DoubtWork {
  readonly delivery: ClaimedDelivery;
  readonly systems: ConnectedSystems;
  readonly message: LookForDoubles;
}

/** Asks the CRM whether a step was carried out twice, and lists what was: nobody but a person can tell which of the two stays. */
export type LookForDoublesUseCase = (work: DoubtWork) => Promise<Settlement>;

/** What comes twice while it is looked for often is listed within a minute. */
const LOOK_EVERY_MS = 40_000;
/** What was sent in the moment before the first look may not have been there yet. */
const LOOK_ONCE_MORE_MS = 5_000;
const LOOK_OFTEN_FOR_MS = 15 * 60_000;
/** Later on the pauses grow with the doubt's age. */
const SHARE_OF_AGE = 0.25;
const LOOK_FOR_MS = 24 * 60 * 60_000;

export function createLookForDoubles({ history, clock, ids }: LookForDoublesNeeds): LookForDoublesUseCase {
  async function rowsOf({ systems: { crm }, message: { twin, since } }: DoubtWork): Promise<readonly string[]> {
    const answer: MarkerAnswer<string> = twin.what === 'card'
      ? await crm.cards.findByMarker({ ...twin, since })
      : await crm.journal.findByMarker({ ...twin, since });
    return answer.found === undefined ? [] : [answer.found, ...(answer.others ?? [])];
  }

  /** Of two doubts about one step the second has nothing to add. */
  const isListed = async ({ delivery: { connection, lane } }: DoubtWork): Promise<boolean> =>
    (await history.count({ only: [connection] }, { lane, state: 'set-aside' })) > 0;

  function lookAgain({ delivery, message }: DoubtWork, now: Instant): Pick<Settlement, 'timers'> {
    const ageMs = epochMsOf(now) - epochMsOf(message.doubtedAt);
    if (ageMs >= LOOK_FOR_MS) return {};
    const waitMs = pauseMs(message, ageMs);
    const next = followUps(ids, { ...delivery, receivedAt: now }).toClient(delivery.lane, { ...message, ask: 'now' });
    return { timers: [{ key: delivery.lane, dueAt: addMs(now, waitMs), delivery: next }] };
  }

  function pauseMs({ ask }: LookForDoubles, ageMs: number): number {
    if (ask === 'now' && ageMs < LOOK_ONCE_MORE_MS) return LOOK_ONCE_MORE_MS;
    return ageMs < LOOK_OFTEN_FOR_MS ? LOOK_EVERY_MS : ageMs * SHARE_OF_AGE;
  }

  return async (work) => {
    const { twin: { what }, key, ask } = work.message;
    if (await isListed(work)) return { end: { type: 'done' }, decision: { outcome: 'nothing-to-do', because: 'listed-already', key } };
    const rows = ask === 'now' ? await rowsOf(work) : [];
    if (rows.length > 1) {
      return { end: { type: 'set-aside', reason: `${what}-doubled` }, decision: { outcome: 'doubled', because: `${what}-doubled`, key, rows } };
    }
    return { end: { type: 'done' }, decision: { outcome: 'not-doubled', key, rows }, ...lookAgain(work, clock.now()) };
  };
}
