import { isIntegrationError, InputRejected } from '../../domain/kernel/error.ts';
import { isPortFailure } from '../../ports/failures.ts';
import { answerText } from './answer.ts';

/** The one table of HTTP statuses. */
const PROBLEMS = {
  'input-invalid': { status: 400, title: 'The request cannot be used as it is' },
  'body-unreadable': { status: 400, title: 'The body could not be read' },
  'bearer-refused': { status: 401, title: "An operator's key is needed" },
  'not-found': { status: 404, title: 'Nothing is here' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  'body-too-large': { status: 413, title: 'The body is too large' },
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
  { headers, errors }: { headers?: Readonly<Record<string, string>>; errors?: readonly InputFault[] } = {},
): Response {
  const { status, title } = PROBLEMS[kind];
  const body = JSON.stringify({ type: `urn:vinculo:problem:${kind}`, title, status, detail, errors });
  return answerText(body, 'application/problem+json; charset=utf-8', status, headers);
}

export const invalidInput = (errors: readonly InputFault[]): Response =>
  problem('input-invalid', errors.map(({ field, reason, mend }) => `${field} ${reason}: ${mend}.`).join(' '), { errors });

const RETRY_SOON = { 'retry-after': '5' } as const;

/** What a caller is told of something thrown: its code at most, never its text, which may name inner things. */
export function problemOfFailure(thrown: unknown): Response {
  if (isPortFailure(thrown)) {
    const detail = `Something the hub depends on does not answer (${thrown.code}). Send the same request again later.`;
    return problem('unavailable', detail, { headers: RETRY_SOON });
  }
  if (isIntegrationError(thrown) && thrown.code.startsWith('input.')) {
    const reason = `was refused (${thrown.code})`;
    return invalidInput([{ field: fieldOf(thrown), reason, mend: 'send a value that the reference allows' }]);
  }
  return problem('failed', FAILED);
}

const FAILED = 'The cause is in the log of the hub. Send the same request again; if it fails again, tell whoever runs the hub.';

const fieldOf = (rejected: unknown): string => (rejected instanceof InputRejected ? rejected.field : undefined) ?? 'request';
