import type { ContactId } from '../../../../domain/index.ts';
import type { SynchronisationRun } from '../../../../ports/index.ts';
import type { BaseWork } from '../base-work.ts';

/** What came of one page of a phase. */
export interface PhasePage {
  /** Where the next one begins, or that the phase is over. */
  readonly next: { readonly cursor: string } | 'over' | 'wait' | 'asked';
  /** Contacts that need something, each to become a delivery of its own. */
  readonly contacts?: readonly ContactId[];
  /** What the page adds to what is known of the run; once, however often the page is gone through. */
  readonly counts?: (run: SynchronisationRun) => SynchronisationRun;
  readonly decision?: object;
}

/** Goes through one page; gone through again it comes to the same. */
export type Phase = (work: BaseWork, run: SynchronisationRun, cursor: string | undefined) => Promise<PhasePage>;
