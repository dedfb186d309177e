import { leadCardClauses } from './crm-leads-card.clauses.ts';
import { leadFindClauses } from './crm-leads-find.clauses.ts';
import type { CrmLeadsSubject } from './crm-leads-subject.ts';
import { leadWriteClauses } from './crm-leads-write.clauses.ts';
import { defineContract } from './kit.ts';

/** Runs the promises of `CrmLeads` (ACL-02…ACL-05, WHK-06, WHK-09). */
export const crmLeadsContract = defineContract<CrmLeadsSubject>({ ...leadFindClauses, ...leadWriteClauses, ...leadCardClauses });
