import type { DeskRefusal } from '../ports/agent-desk.ts';
import type { SendRefused } from '../ports/send-desk.ts';

/** One thing that is wrong with a request: where, why, and what to send instead. */
export interface DeskFault {
  readonly field: string;
  readonly reason: string;
  readonly mend: string;
}

/** What a {@link DeskProblem} tells. */
export interface DeskProblemFacts {
  /** Of the answer; 0 when none came. */
  readonly status: number;
  /** The end of the problem's `type`, `act-refused`; `unreachable` when no answer came, `unknown` when something else than the hub answered. */
  readonly kind: string;
  /** What a person reads, in the hub's language. */
  readonly text: string;
  /** Why the desk does not do it, where it was understood and refused. */
  readonly because?: DeskRefusal | SendRefused['because'];
  readonly errors?: readonly DeskFault[];
  /** When it may be asked again, where the hub said so. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** The desk did not do what was asked: a program goes by `kind` and `because`, a person by `text`. */
export class DeskProblem extends Error implements DeskProblemFacts {
  readonly status: number;
  readonly kind: string;
  readonly text: string;
  readonly because?: DeskRefusal | SendRefused['because'];
  readonly errors: readonly DeskFault[];
  readonly retryAfterMs?: number;

  constructor({ status, kind, text, because, errors = [], retryAfterMs, cause }: DeskProblemFacts) {
    super(`The desk did not do it (${kind}): ${text}`, cause === undefined ? undefined : { cause });
    this.name = 'DeskProblem';
    this.status = status;
    this.kind = kind;
    this.text = text;
    this.errors = errors;
    if (because !== undefined) this.because = because;
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs;
  }
}

/** True for our problems, also for those of another copy of the package. */
export const isDeskProblem = (thrown: unknown): thrown is DeskProblem => thrown instanceof Error && thrown.name === 'DeskProblem';

/** What an answer that is none tells; one of a proxy may be any text. */
export async function problemOf(response: Response): Promise<DeskProblem> {
  const { status, headers } = response;
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  const told = headers.get('content-type')?.startsWith('application/problem+json') ? parseProblem(await response.text().catch(() => '{}')) : {};
  return new DeskProblem({
    status, kind: told.type?.split(':').at(-1) ?? 'unknown', text: told.detail ?? `HTTP ${status}`,
    ...(told.because === undefined ? {} : { because: told.because }),
    ...(told.errors === undefined ? {} : { errors: told.errors }),
    ...(seconds >= 0 ? { retryAfterMs: seconds * 1_000 } : {}),
  });
}

/** No answer came, or it broke off: nobody knows whether the hub took it. */
export const unreachable = (cause: unknown): DeskProblem =>
  new DeskProblem({ status: 0, kind: 'unreachable', text: 'The hub could not be reached. It may be tried again.', cause });

const parseProblem = (text: string): { readonly type?: string; readonly detail?: string } & Pick<DeskProblemFacts, 'because' | 'errors'> => JSON.parse(text) as DeskProblemFacts;
