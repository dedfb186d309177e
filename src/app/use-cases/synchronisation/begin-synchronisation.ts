import type { BeginSynchronisation } from '../activation/begin-synchronisation.ts';
import { THE_HUB, type ManageRuns } from './manage-runs.ts';

/** An activation is followed by a whole run: of everybody the first time, and to mend what went by while the connection was off (SYN-02, ACT-08). */
export const createBeginSynchronisation = (manage: ManageRuns): BeginSynchronisation => async (connection, why) =>
  void (await manage.start(connection, { kind: why === 'activated' ? 'first' : 'reconciliation' }, THE_HUB));
