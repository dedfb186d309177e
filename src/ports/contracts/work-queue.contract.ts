import type { WorkQueueSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';
import { endClauses } from './work-queue-ends.clauses.ts';
import { orderClauses } from './work-queue-order.clauses.ts';
import { pauseClauses } from './work-queue-pauses.clauses.ts';
import { timerClauses } from './work-queue-timers.clauses.ts';
import { urgencyClauses } from './work-queue-urgency.clauses.ts';
import { waitingClauses } from './work-queue-waiting.clauses.ts';

/** Runs the promises of `WorkQueue` (HUB-01, HUB-02, HUB-04). */
export const workQueueContract: Contract<WorkQueueSubject> = defineContract<WorkQueueSubject>({
  ...orderClauses,
  ...urgencyClauses,
  ...endClauses,
  ...pauseClauses,
  ...timerClauses,
  ...waitingClauses,
});
