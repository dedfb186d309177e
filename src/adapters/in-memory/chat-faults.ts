import type { AttendanceRegistry } from '../../ports/attendance-registry.ts';
import type { ChatClients } from '../../ports/chat-clients.ts';
import { PortFailure, type AccountKey } from '../../ports/failures.ts';
import type { Portfolios } from '../../ports/portfolios.ts';

/** A method of the chat's ports, `attendance.findPart`. */
export type ChatMethod =
  | `attendance.${keyof AttendanceRegistry}` | `clients.${keyof ChatClients}` | `portfolios.${keyof Portfolios}` | 'roster.list' | 'tryCredential';

/** Runs a method's work, or whatever was ordered instead. */
export type Answering = <Answer>(method: ChatMethod, work: () => Answer) => Promise<Answer>;

type Fault = { readonly when: 'before' | 'after'; readonly failure: PortFailure };

interface ChatFaults {
  readonly answer: Answering;
  failNext(method: ChatMethod, failure: PortFailure): void;
  loseAnswerOf(method: ChatMethod): void;
}

export function createChatFaults(account: AccountKey): ChatFaults {
  const ordered = new Map<ChatMethod, Fault[]>();
  const order = (method: ChatMethod, fault: Fault): void => void ordered.set(method, [...(ordered.get(method) ?? []), fault]);
  return {
    answer: async (method, work) => {
      const fault = ordered.get(method)?.shift();
      if (fault?.when === 'before') throw fault.failure;
      const done = work();
      if (fault !== undefined) throw fault.failure;
      return done;
    },
    failNext: (method, failure) => order(method, { when: 'before', failure }),
    loseAnswerOf: (method) => order(method, { when: 'after', failure: lostAnswer(account, method) }),
  };
}

const lostAnswer = (account: AccountKey, method: ChatMethod): PortFailure =>
  new PortFailure('port.timed-out', `The answer to ${method} was lost; ask whether it happened.`, { retry: 'soon', account, mayHaveHappened: 'yes' });
