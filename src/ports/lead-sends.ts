import type { ChatDone } from './attendance-actions.ts';

/** Something that the chat says by itself to somebody, by the id that it has there (WHK-06). */
export interface LeadSendRequest {
  readonly what: 'chatbot' | 'quick-reply';
  readonly id: string;
  /** Digits with DDI. */
  readonly phone: string;
  readonly name?: string;
}

/** Chatbots and quick replies of the chat, for those who came in as leads. Failures: `PortFailure`. */
export interface LeadSends {
  /**
   * Sends once for each call. Fails with `mayHaveHappened: 'yes'` when the answer was lost; it cannot be looked for, so that it is never
   * repeated by itself. What the chat itself declines is an answer, no failure.
   */
  send(request: LeadSendRequest): Promise<ChatDone<object>>;
}
