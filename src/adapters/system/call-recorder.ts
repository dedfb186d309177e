import { AsyncLocalStorage } from 'node:async_hooks';
import type { CallListener } from '../../ports/crm.ts';
import type { CallNote } from '../../ports/work-queue.ts';

/** Notes the calls that are made to the outside while a piece of work runs (HUB-04). */
export interface CallRecorder {
  /** Given to the platform adapters. Calls made outside any recorded work are not kept. */
  readonly listen: CallListener;
  /** Runs the work and fills `notes` with its calls, in order, whether it succeeds or fails. */
  record<Outcome>(notes: CallNote[], work: () => Promise<Outcome>): Promise<Outcome>;
}

/** Notes calls by the work that made them, also where several deliveries are worked at once. */
export function createCallRecorder(): CallRecorder {
  const current = new AsyncLocalStorage<CallNote[]>();
  return {
    listen: (note) => void current.getStore()?.push(note),
    record: async (notes, work) => await current.run(notes, work),
  };
}
