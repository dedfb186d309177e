import type { LeadSendRequest, LeadSends } from '../lead-sends.ts';

/** Something that the chat said by itself, as somebody sees it there, whatever the port says. */
export type SeenLeadSend = Pick<LeadSendRequest, 'what' | 'id' | 'phone'>;

/** Lead sends over a chat that has said nothing by itself yet. */
export interface LeadSendsSubject {
  readonly sends: LeadSends;
  /** A chatbot and a quick reply that the chat has, by the ids that it gives them. */
  readonly chatbot: string;
  readonly quickReply: string;
  /** Two people to whom it can say something now. Digits with DDI. */
  readonly phones: readonly [string, string];
  /** Somebody to whom it declines to say anything. */
  readonly declined: string;
  /** The next send is carried out, and its answer is lost. */
  loseNext(): Promise<void>;
  /** The chat turns the next send away unread, for there are too many. */
  turnAwayNext(): Promise<void>;
  /** Oldest first. */
  seen(): Promise<readonly SeenLeadSend[]>;
}
