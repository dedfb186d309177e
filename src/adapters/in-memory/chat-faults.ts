import type { ActiveSends } from '../../ports/active-sends.ts';
import type { AttendanceActions } from '../../ports/attendance-actions.ts';
import type { AttendanceRegistry } from '../../ports/attendance-registry.ts';
import type { ChatClients } from '../../ports/chat-clients.ts';
import type { Conversations } from '../../ports/conversations.ts';
import { PortFailure, type AccountKey } from '../../ports/failures.ts';
import type { LeadSends } from '../../ports/lead-sends.ts';
import type { Portfolios } from '../../ports/portfolios.ts';

/** A method of the chat's ports, `attendance.findPart`. */
export type ChatMethod =
  | `attendance.${keyof AttendanceRegistry}` | `clients.${keyof ChatClients}` | `portfolios.${keyof Portfolios}`
  | `conversations.${Exclude<keyof Conversations, 'news'>}` | `actions.${keyof AttendanceActions}` | `sends.${keyof ActiveSends}` | `leadSends.${keyof LeadSends}`
  | 'roster.list' | 'tryCredential';

/** Runs a method's work, or whatever was ordered instead. */
export type Answering = <Answer>(method: ChatMethod, work: () => Answer) => Promise<Answer>;

type Fault = { readonly when: 'before' | 'after'; readonly failure: PortFailure };

interface ChatFaults {
  readonly answer: Answering;
  failNext(method: ChatMethod, failure: PortFailure): void;
  loseAnswerOf(method: ChatMethod): void;
  hideNext(method: ChatMethod): void;
  /** Whether a question is to be answered from an empty list; asked once for each. */
  isHidden(method: ChatMethod): boolean;
}

export function createChatFaults(account: AccountKey): ChatFaults {
  const ordered = new Map<ChatMethod, Fault[]>();
  const hidden = new Set<ChatMethod>();
  const order = (method: ChatMethod, fault: Fault): void => void ordered.set(method, [...(ordered.get(method) ?? []), fault]);
  return {
    answer: async (method, work) => {
      const fault = ordered.get(method)?.shift();
      if (fault?.when === 'before') throw fault.failure;
      const done = work();
      if (fault !== undefined) throw fault.failure;
      return done;
    },
    hideNext: (method) => void hidden.add(method),
    isHidden: (method) => hidden.delete(method),
    failNext: (method, failure) => order(method, { when: 'before', failure }),
    loseAnswerOf: (method) => order(method, { when: 'after', failure: lostAnswer(account, method) }),
  };
}

const lostAnswer = (account: AccountKey, method: ChatMethod): PortFailure =>
  new PortFailure('port.timed-out', `The answer to ${method} was lost; ask whether it happened.`, { retry: 'soon', account, mayHaveHappened: 'yes' });
