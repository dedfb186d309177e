import type { Operator } from '../../ports/operator-desk.ts';
import type { KeptAnswer, RepeatableRequests } from '../../ports/repeatable-requests.ts';
import { answerText } from './answer.ts';
import { invalidInput, problem } from './problem.ts';

const KEY = /^[\u0021-\u007e]{1,200}$/;

/** What tells a request apart from others under one key. */
export interface KeyedAsk {
  readonly operator: Operator;
  readonly key: string;
  readonly method: string;
  /** With its query. */
  readonly address: string;
  readonly body: Uint8Array | undefined;
}

/** Carries a request out once, however often it is sent with its key, and answers it alike. */
export async function answerKeyed(requests: RepeatableRequests, { operator, key, method, address, body }: KeyedAsk, act: () => Promise<Response>): Promise<Response> {
  if (!KEY.test(key)) {
    return invalidInput([{ field: 'Idempotency-Key', reason: 'cannot be used', mend: 'send 1 to 200 letters, digits and signs without a space, by chance' }]);
  }
  const fingerprint = `${method} ${address} ${await digestOf(body ?? new Uint8Array())}`;
  const outcome = await requests.answer({ sender: operator.key, key, fingerprint }, async () => await keptOf(await act()), isFinal);
  if (outcome.outcome === 'another-request') return problem('idempotency-key-reused', 'This Idempotency-Key was sent with another request before. Send a new one.');
  if (outcome.outcome === 'under-way') return problem('request-under-way', 'The same request is being carried out. Send it again in a moment.', { headers: { 'retry-after': '1' } });
  const { status, headers, body: text } = outcome.answer;
  const { 'content-type': contentType = 'application/json', ...others } = headers;
  return answerText(text, contentType, status, outcome.again === 'yes' ? { ...others, 'idempotency-replayed': 'true' } : others);
}

/** What went wrong here may go well the next time. */
const isFinal = ({ status }: KeptAnswer): boolean => status < 500;

const keptOf = async (response: Response): Promise<KeptAnswer> =>
  ({ status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() });

async function digestOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
