import type { Instant } from '../../domain/index.ts';
import type { ClaimedDelivery, History } from '../../ports/index.ts';

/** More than anybody plays one delivery again. */
const MOST_REPLAYS = 50;

/** When a delivery came in for the first time, whether or not it was played again since. */
export async function firstReceived(history: Pick<History, 'find'>, { connection, ...delivery }: Pick<ClaimedDelivery, 'connection' | 'receivedAt' | 'replayOf'>): Promise<Instant> {
  const scope = { only: [connection] };
  let { receivedAt, replayOf } = delivery;
  for (let step = 0; replayOf !== undefined && step < MOST_REPLAYS; step++) {
    const earlier = await history.find(scope, replayOf);
    if (earlier === undefined) break;
    ({ receivedAt, replayOf } = { receivedAt: earlier.receivedAt, replayOf: earlier.replayOf });
  }
  return receivedAt;
}
