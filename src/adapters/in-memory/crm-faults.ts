import type { Crm } from '../../ports/crm.ts';
import { PortFailure, type AccountKey } from '../../ports/failures.ts';

type CrmPort = 'cards' | 'funnels' | 'journal' | 'contacts' | 'links' | 'users' | 'subscriptions' | 'paperwork' | 'leads';

/** A method of a CRM port, `cards.openCard`. */
export type CrmMethod = { [Port in CrmPort]: `${Port}.${keyof NonNullable<Crm[Port]> & string}` }[CrmPort] | 'tryCredential' | 'prepare';

/** Lets a CRM misbehave once, as the real ones do. */
export interface CrmFaults {
  /** The next call of this method fails and does nothing. Several wait in line. */
  failNext(method: CrmMethod, failure: PortFailure): void;
  /** The next call of this method does its work, and its answer is lost: `port.timed-out`, which may have happened. */
  loseAnswerOf(method: CrmMethod): void;
}

/** Runs a method's work, or whatever was ordered instead. */
export type Answering = <Answer>(method: CrmMethod, work: () => Answer) => Promise<Answer>;

type Fault = { readonly type: 'fail'; readonly failure: PortFailure } | { readonly type: 'lose' };

export function createCrmFaults(account: AccountKey): { readonly faults: CrmFaults; readonly answer: Answering } {
  const ordered = new Map<CrmMethod, readonly Fault[]>();
  const order = (method: CrmMethod, fault: Fault): void => void ordered.set(method, [...(ordered.get(method) ?? []), fault]);

  return {
    faults: {
      failNext: (method, failure) => order(method, { type: 'fail', failure }),
      loseAnswerOf: (method) => order(method, { type: 'lose' }),
    },
    answer: async (method, work) => {
      const [fault, ...later] = ordered.get(method) ?? [];
      ordered.set(method, later);
      if (fault?.type === 'fail') throw fault.failure;
      const result = work();
      if (fault?.type === 'lose') {
        throw new PortFailure('port.timed-out', `The answer to ${method} was lost; ask whether it happened.`, {
          retry: 'soon', account, mayHaveHappened: 'yes',
        });
      }
      return result;
    },
  };
}
