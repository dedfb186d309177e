import type { LeadBooks } from '../../../ports/store.ts';
import type { SqlRunner } from '../sql-runner.ts';
import { createIntegrations } from './integrations.ts';
import { createLeadBook } from './lead-book.ts';

export { leadStatements } from './lead-book.ts';
export { leadsOf, tracedLeads } from './erasing-leads.ts';

/** What integrations keep, over either store. */
export const createLeadBooks = (runner: SqlRunner): LeadBooks => ({ integrations: createIntegrations(runner), leads: createLeadBook(runner) });
