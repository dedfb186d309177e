import { decidePhoneNotice, type PhoneNoticeDecision } from '../phone/decide-phone-notice.ts';
import { readContactPhones, type PhoneReading } from './contact-phones.ts';
import type { Contact } from './contact.ts';

/** A contact's numbers, what the chat said against some, and what people were told before. */
export interface ContactNoticeFacts {
  readonly contact: Contact;
  readonly reading?: PhoneReading;
  /** Numbers that the chat refused, as the contact has them. */
  readonly refused?: readonly { readonly value: string; readonly reason: string }[];
  /** Wrong values that this contact was already told of. */
  readonly alreadyReported: readonly string[];
}

/** A wrong number to be told of, by one interaction record on the contact. */
export type PhoneNotice = Extract<PhoneNoticeDecision, { outcome: 'report' }>;

/** Every wrong number of a contact that nobody was told of yet, each once (PHN-03): those unreadable here, then those that the chat refused. */
export function decidePhoneNotices({ contact, reading, refused = [], alreadyReported }: ContactNoticeFacts): readonly PhoneNotice[] {
  const ours = readContactPhones(contact, reading).invalid;
  const theirs = refused.map(({ value, reason }) => ({ value, problem: 'refused-by-chat' as const, chatReason: reason }));
  const told = [...alreadyReported];
  const notices: PhoneNotice[] = [];
  for (const wrong of [...ours, ...theirs]) {
    const notice = decidePhoneNotice({ ...wrong, alreadyReported: told });
    if (notice.outcome !== 'report') continue;
    notices.push(notice);
    told.push(wrong.value);
  }
  return notices;
}
