import type { LeadSendRequest, LeadSends } from '../../ports/lead-sends.ts';
import type { Answering } from './chat-faults.ts';

/** What was sent by itself, and the port that sends it. */
export interface InMemoryLeadSends {
  readonly leadSends: LeadSends;
  /** Chatbots and quick replies that were sent, oldest first. */
  readonly sentToLeads: readonly LeadSendRequest[];
  /** From now on nothing is said by itself to this number, in digits with DDI: nobody with it has a session. */
  declineLeadSends(phone: string): void;
}

/** Chatbots and quick replies of the in-memory chat. */
export function createInMemoryLeadSends(answer: Answering): InMemoryLeadSends {
  const sentToLeads: LeadSendRequest[] = [];
  const declined = new Set<string>();
  return {
    sentToLeads,
    declineLeadSends: (phone) => void declined.add(phone),
    leadSends: {
      send: (request) => answer('leadSends.send', () => {
        if (declined.has(request.phone)) return { outcome: 'refused', because: 'session-unknown' };
        sentToLeads.push(request);
        return { outcome: 'done' };
      }),
    },
  };
}
