import type { Json } from './wire-shape.ts';

/**
 * The forms in which receivers were seen to take messages: `a` names the client's number and no session, under other names
 * each time; `b` names the session, and no id, author or time; `whole` is `a` around the whole row of `v2/messages`.
 */
export type MessageForm = 'a' | 'b' | 'whole';

const FORMS: readonly string[] = ['a', 'b', 'whole'];
export const isMessageForm = (text: string): text is MessageForm => FORMS.includes(text);

const TEXT_KEYS = ['message', 'text', 'body'] as const;
const PHONE_KEYS = ['phone', 'phoneNumber', 'phoneContact'] as const;

/** What a message's webhook says. `count` makes the names change from one to the next. */
export function messageTold(form: string, row: Json, count: number): { readonly content: Json; readonly envelope: Json } {
  if (form === 'b') {
    return {
      envelope: { event: 'MESSAGE', component: { contactId: row['contactId'], sessionId: row['sessionId'] } },
      content: { type: row['contentType'], text: row['message'] },
    };
  }
  const { contactId: _, ...whole } = row;
  return { envelope: { component: 'MESSAGE', id: row['id'] }, content: form === 'whole' ? whole : shortened(row, count) };
}

const shortened = (row: Json, count: number): Json => ({
  id: row['id'],
  [TEXT_KEYS[count % TEXT_KEYS.length] ?? 'message']: row['message'],
  [PHONE_KEYS[count % PHONE_KEYS.length] ?? 'phone']: row['externalProtocol'],
  user: row['user'],
});
