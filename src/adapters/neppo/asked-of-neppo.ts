import { isPortFailure } from '../../ports/failures.ts';
import type { ChatDone } from '../../ports/attendance-actions.ts';
import type { AnswerOrRefusal } from '../ky/index.ts';
import type { NeppoConfig } from './neppo-config.ts';
import { translateChatRefusal } from './translate/chat-refusal.ts';

type Refused = Extract<ChatDone<object>, { readonly outcome: 'refused' }>;

/** What came of asking the chat to do something: its answer, or that it said no. */
export type Asked = { readonly outcome: 'answered'; readonly answer: unknown } | Refused;

/** Reads a refusal as the chat's own no, which is no failure; a session that is not there is one too. */
export async function asked({ actions }: NeppoConfig, call: Promise<AnswerOrRefusal<unknown>>): Promise<Asked> {
  try {
    const answered = await call;
    if (answered.ok) return { outcome: 'answered', answer: answered.answer };
    return { outcome: 'refused', ...translateChatRefusal(answered.text, actions.refusalCodes) };
  } catch (failure) {
    if (isPortFailure(failure) && failure.code === 'port.missing') return { outcome: 'refused', because: 'session-unknown' };
    throw failure;
  }
}

/** For acts whose answer says nothing. */
export async function done(call: Promise<Asked>): Promise<ChatDone<object>> {
  const came = await call;
  return came.outcome === 'answered' ? { outcome: 'done' } : came;
}

/** Nobody acts for an agent whom the chat does not have. */
export const NO_SUCH_AGENT: Refused = { outcome: 'refused', because: 'not-allowed' };
