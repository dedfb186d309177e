import type { ClaimedDelivery, Urgency } from '../ports/index.ts';

/** Deliveries whose use case asks the CRM more than once, warm and without surprises (DESIGN §4). */
const MORE_THAN_ONE: Readonly<Record<string, number>> = { 'settle-stay': 2, 'register-contact': 3, 'synchronise-contact': 2, 'synchronise-listed': 2, 'lead-company': 2, 'lead-person': 4, 'lead-card': 3, 'lead-actions': 1 };

/** In these lanes all else looks only at what is learned already, or asks the chat. */
const ASKS_NO_CRM = /^(talk|card|person|part|chat-client|lead|lead-of):|^(roster|unread|replays|run-of-chat|run-of-base)$/;

/** How many calls to the CRM a delivery will probably cost; one that needs more goes on with what is free, or comes back for more. */
export const likelyCrmCalls = ({ lane, kind }: Pick<ClaimedDelivery, 'lane' | 'kind'>): number =>
  MORE_THAN_ONE[kind] ?? (ASKS_NO_CRM.test(lane) ? 0 : 1);

/** Nobody waits for a whole customer base. */
const BULK: ReadonlySet<string> = new Set(['synchronise-page', 'synchronise-listed']);

/** Pages that wait for calls which they do not make would come behind all the contacts that they are to keep supplied. */
const ASKS_NO_CHAT = /^(run|run-of-base)$/;

/** How many calls to the chat are kept for a delivery beforehand: one for the customer base, where it is asked. */
export const likelyChatCalls = ({ lane, kind }: Pick<ClaimedDelivery, 'lane' | 'kind'>): number => (BULK.has(kind) && !ASKS_NO_CHAT.test(lane) ? 1 : 0);

/** Nobody waits for what is played again or for a run, and there may be thousands of it. */
export const urgencyOf = ({ replayOf, kind }: Pick<ClaimedDelivery, 'replayOf' | 'kind'>): Urgency => (replayOf === undefined && !BULK.has(kind) ? 'live' : 'bulk');
