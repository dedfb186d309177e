import type { ConnectionId } from '../../../../domain/index.ts';
import { isPortFailure, type SynchronisationRun, type SynchronisationRuns } from '../../../../ports/index.ts';

const MOST_TRIES = 20;

/** Changes a run as it is now, whoever else changes it meanwhile; `undefined` leaves it. */
export async function changeRun(
  runs: SynchronisationRuns, connection: ConnectionId, number: number, next: (run: SynchronisationRun) => SynchronisationRun | undefined,
): Promise<SynchronisationRun | undefined> {
  for (let tries = 1; ; tries += 1) {
    const before = await runs.find(connection, number);
    const after = before && next(before);
    if (after === undefined) return before;
    try {
      return await runs.put(connection, after);
    } catch (failure) {
      if (!isPortFailure(failure) || failure.code !== 'port.conflict' || tries === MOST_TRIES) throw failure;
    }
  }
}
