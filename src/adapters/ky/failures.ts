import { isKyError } from 'ky';
import type { Retry } from '../../domain/kernel/error.ts';
import { PortFailure, type AccountKey, type PortFailureCode } from '../../ports/failures.ts';
import { retryAfter } from './retry-after.ts';

/** What is known of a call when it fails. */
export interface FailedCall {
  readonly route: string;
  /** Absent where the trouble would be somebody else's. */
  readonly account?: AccountKey;
  readonly effect: 'reads' | 'writes';
}

/** The guard of outgoing addresses let nothing out: the setting is to be mended, and the platform has no part in it. */
const NOT_PUBLIC = 'config.address-not-public';

/** No connection was made, so nothing can have been sent. */
const NEVER_SENT = new Set([
  NOT_PUBLIC,
  'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Turns trouble on the way (no connection, a reset, no answer in time) into a port failure. */
export function failureOfTransport(error: unknown, call: FailedCall): PortFailure {
  const codes = errorChain(error);
  // ky's own errors hold the request, and with it the whole address and the credential: only what is behind them is kept.
  const cause = isKyError(error) ? error.cause : error;
  if (codes.includes('TimeoutError')) {
    return failure('port.timed-out', 'gave no answer in time', { ...call, cause, retry: 'soon', perhaps: mayHave(call) });
  }
  const sent = !codes.some((code) => NEVER_SENT.has(code));
  const what = codes.includes(NOT_PUBLIC) ? 'was not sent, since its address is not public' : sent ? 'lost the connection' : 'could not be reached';
  return failure('port.unreachable', `${what}${systemCode(codes)}`, { ...call, cause, retry: 'soon', perhaps: sent ? mayHave(call) : 'no' });
}

/** Turns an answer that is no success into a port failure, or nothing when it is one. */
export function failureOfStatus(response: Response, now: () => number, call: FailedCall): PortFailure | undefined {
  if (response.ok) return undefined;
  const { status } = response;
  const what = `answered ${status}`;
  const after = retryAfter(response.headers.get('retry-after'), now());
  if (status === 429) return failure('port.throttled', what, { ...call, retry: after });
  if (status === 401) return failure('port.unauthorized', `${what}; check the credential`, { ...call, retry: 'soon' });
  if (status === 408) return failure('port.timed-out', what, { ...call, retry: after, perhaps: mayHave(call) });
  if (status >= 500) return failure('port.unreachable', what, { ...call, retry: after, perhaps: mayHave(call) });
  const { account: _, ...thisCallOnly } = call;
  if (status < 400) return failure('port.drifted', `${what}, a redirect; check the address`, { ...thisCallOnly, retry: 'soon' });
  if (status === 404) return failure('port.missing', what, { ...thisCallOnly, retry: 'never' });
  if (status === 409) return failure('port.conflict', what, { ...thisCallOnly, retry: 'soon' });
  return failure('port.refused', what, { ...thisCallOnly, retry: 'never' });
}

/** An answer that does not fit what the platform used to send. `where` names paths, never values. */
export const failureOfShape = (where: string, call: FailedCall, cause?: unknown): PortFailure =>
  failure('port.drifted', `answered something unexpected: ${where}`, {
    route: call.route, effect: call.effect, cause, retry: 'soon', perhaps: mayHave(call),
  });

const mayHave = ({ effect }: FailedCall): 'yes' | 'no' => (effect === 'writes' ? 'yes' : 'no');

interface FailureDetails {
  readonly route: string;
  readonly retry: Retry;
  readonly account?: AccountKey;
  readonly effect: 'reads' | 'writes';
  readonly perhaps?: 'yes' | 'no';
  readonly cause?: unknown;
}

const failure = (code: PortFailureCode, what: string, { route, retry, account, perhaps, cause }: FailureDetails): PortFailure =>
  new PortFailure(code, `${route} ${what}.`, {
    retry, cause, mayHaveHappened: perhaps ?? 'no', ...(account === undefined ? {} : { account }),
  });

/** What the system or the driver calls it, e.g. ` (ECONNRESET)`. */
function systemCode(codes: readonly string[]): string {
  const code = codes.findLast((each) => /^[A-Z][A-Z\d_]+$/.test(each));
  return code === undefined ? '' : ` (${code})`;
}

/** Names and codes of an error and of what caused it, outermost first. */
function errorChain(error: unknown, depth = 0): readonly string[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const code = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  return [error.name, ...code, ...errorChain(error.cause, depth + 1)];
}
