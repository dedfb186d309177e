import { isIntegrationError, InputRejected, type IntegrationError } from '../../domain/kernel/error.ts';
import { isPortFailure } from '../../ports/failures.ts';
import { answerText } from './answer.ts';

/** The one table of HTTP statuses. */
export const PROBLEMS = {
  'input-invalid': { status: 400, title: 'The request cannot be used as it is' },
  'body-unreadable': { status: 400, title: 'The body could not be read' },
  'bearer-refused': { status: 401, title: "An operator's key is needed" },
  'pass-refused': { status: 401, title: "An agent's bearer is needed" },
  'launch-refused': { status: 401, title: 'The launch token opens nothing' },
  'not-allowed': { status: 403, title: 'The key does not allow this' },
  'not-found': { status: 404, title: 'Nothing is here' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  'count-changed': { status: 409, title: 'There are more than were counted' },
  'not-replayable': { status: 409, title: 'The delivery is not played again' },
  'replayed-already': { status: 409, title: 'The delivery was played again before' },
  'run-not-now': { status: 409, title: 'The run is not in a state in which this means anything' },
  'not-in-conflict': { status: 409, title: 'The contact is none of the two in conflict' },
  'act-refused': { status: 409, title: 'It is not done' },
  'panel-not-allowed': { status: 409, title: 'The panel cannot be opened' },
  'requirements-unmet': { status: 409, title: 'The connection cannot be activated yet' },
  'request-under-way': { status: 409, title: 'The same request is being carried out' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'address-too-long': { status: 414, title: 'The address is too long' },
  'body-compressed': { status: 415, title: 'The body is compressed' },
  'correction-unreadable': { status: 422, title: 'The correction cannot be read' },
  'idempotency-key-reused': { status: 422, title: 'The Idempotency-Key was used for another request' },
  'headers-too-large': { status: 431, title: 'The headers are too large' },
  failed: { status: 500, title: 'The hub failed' },
  unavailable: { status: 503, title: 'The hub cannot do this now' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemKind = keyof typeof PROBLEMS;

/** One thing that is wrong with a request: where, why, and what to send instead. */
export interface InputFault {
  readonly field: string;
  readonly reason: string;
  readonly mend: string;
}

/** An answer after RFC 9457. `kind` is public; callers may test the end of `type`. */
export function problem(
  kind: ProblemKind,
  detail: string,
  { headers, errors, because }: { headers?: Readonly<Record<string, string>>; errors?: readonly InputFault[]; because?: string } = {},
): Response {
  const { status, title } = PROBLEMS[kind];
  const body = JSON.stringify({ type: `urn:vinculo:problem:${kind}`, title, status, detail, because, errors });
  return answerText(body, 'application/problem+json; charset=utf-8', status, headers);
}

export const invalidInput = (errors: readonly InputFault[]): Response =>
  problem('input-invalid', errors.map(({ field, reason, mend }) => `${field} ${reason}: ${mend}.`).join(' '), { errors });

const RETRY_SOON = { 'retry-after': '5' } as const;

/** What a caller is told of something thrown: its code at most, never its text, which may name inner things. */
export function problemOfFailure(thrown: unknown, mends: Readonly<Record<string, string>> = {}): Response {
  if (isPortFailure(thrown)) {
    const detail = `Something the hub depends on does not answer (${thrown.code}). Send the same request again later.`;
    return problem('unavailable', detail, { headers: RETRY_SOON });
  }
  if (isInputRefusal(thrown)) {
    const field = fieldOf(thrown);
    return invalidInput([{ field, reason: `was refused (${thrown.code})`, mend: mends[thrown.code] ?? mends[field] ?? 'send a value that the reference allows' }]);
  }
  return problem('failed', FAILED);
}

/** What the caller sent was refused further in. */
export const isInputRefusal = (thrown: unknown): thrown is IntegrationError => isIntegrationError(thrown) && thrown.code.startsWith('input.');

const FAILED = 'The cause is in the log of the hub. Send the same request again; if it fails again, tell whoever runs the hub.';

const fieldOf = (rejected: unknown): string => (rejected instanceof InputRejected ? rejected.field : undefined) ?? 'request';
