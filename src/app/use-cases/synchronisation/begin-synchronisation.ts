import type { BaseContacts } from '../../../ports/index.ts';
import type { BeginSynchronisation } from '../activation/begin-synchronisation.ts';
import { THE_HUB, type ManageRuns } from './manage-runs.ts';

/**
 * An activation is followed by a whole run: of everybody the first time, and to mend what went by while the connection was off (SYN-02,
 * ACT-08). Whatever was agreed on about agents before is forgotten, so that nothing is removed by it (AGT-07).
 */
export const createBeginSynchronisation = (manage: ManageRuns, baseContacts: Pick<BaseContacts, 'forgetPortfolios'>): BeginSynchronisation =>
  async (connection, why) => {
    if (why === 'reactivated') await baseContacts.forgetPortfolios(connection);
    await manage.start(connection, { kind: why === 'activated' ? 'first' : 'reconciliation' }, THE_HUB);
  };
