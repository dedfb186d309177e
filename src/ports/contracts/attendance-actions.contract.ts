import type { AttendanceActionsSubject } from './attendance-actions-subject.ts';
import { classifyingClauses } from './attendance-actions-classify.clauses.ts';
import { handingOverClauses } from './attendance-actions-hand-over.clauses.ts';
import { pausingClauses } from './attendance-actions-pause.clauses.ts';
import { commentingClauses, sendingClauses } from './attendance-actions-write.clauses.ts';
import { defineContract } from './kit.ts';

/** Runs the promises of {@link AttendanceActions} (PAN-06 to PAN-11, SES-05, SES-10). */
export const attendanceActionsContract = defineContract<AttendanceActionsSubject>({
  ...sendingClauses, ...commentingClauses, ...handingOverClauses, ...classifyingClauses, ...pausingClauses,
});
