import type { Store } from '../../../ports/store.ts';
import type { SqlRunner } from '../sql-runner.ts';
import { createBaseClients } from './base-clients.ts';
import { createBaseContacts } from './base-contacts.ts';
import { createSynchronisationIssues } from './synchronisation-issues.ts';
import { createSynchronisationRuns } from './synchronisation-runs.ts';

/** Everything that a store keeps of the customer base. */
export const createCustomerBase = (runner: SqlRunner): Pick<Store, 'baseContacts' | 'baseClients' | 'runs' | 'issues'> => ({
  baseContacts: createBaseContacts(runner),
  baseClients: createBaseClients(runner),
  runs: createSynchronisationRuns(runner),
  issues: createSynchronisationIssues(runner),
});
