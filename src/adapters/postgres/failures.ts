import { Defect, isIntegrationError } from '../../domain/kernel/error.ts';
import { PortFailure } from '../../ports/failures.ts';

/** Locks that crossed, or a snapshot that moved: the same transaction may well succeed now. */
const TRY_AGAIN: ReadonlySet<string> = new Set(['40P01', '40001']);
/** A statement's name that is not known on this connection, is known for another already, or was given before tables changed. */
const UNKNOWN_NAME: ReadonlySet<string> = new Set(['26000', '42P05', '0A000']);
const UNIQUE = '23505';
/** Classes of SQLSTATE that speak of the value or the statement, not of the server. */
const DEFECT_CLASSES: ReadonlySet<string> = new Set(['22', '23', '42', '0A', '54']);
const CORRUPT_CLASSES: ReadonlySet<string> = new Set(['XX', 'F0']);
/** Classes that refuse a commit: a constraint put off until then, or a crossed lock. */
const REFUSED_COMMIT: ReadonlySet<string> = new Set(['23', '40']);
/** The statement was given up for want of time or by an operator. */
const TIMED_OUT: ReadonlySet<string> = new Set(['57014', '55P03', '25P03', '25P04']);

/** What the driver throws, as a failure of the store; our own errors pass as they are, and a mistake of the language's is a defect. */
export function translateDriverError(error: unknown, doing: string): unknown {
  if (isIntegrationError(error)) return error;
  const state = sqlStateOf(error);
  if (state === UNIQUE) return new PortFailure('port.conflict', `The store could not ${doing}, because an id is taken; use another.`, { cause: error });
  if (state === undefined ? isMistake(error) : DEFECT_CLASSES.has(state.slice(0, 2))) {
    return new Defect('defect.not-storable', `The store could not ${doing}, because a value does not fit; see the cause.`, { cause: error });
  }
  if (state !== undefined && CORRUPT_CLASSES.has(state.slice(0, 2))) return failureOf('port.drifted', doing, error);
  return failureOf(state !== undefined && TIMED_OUT.has(state) ? 'port.timed-out' : 'port.unreachable', doing, error);
}

/** Whether the same transaction should be tried again at once. */
export const isWorthAnotherTry = (error: unknown): boolean => TRY_AGAIN.has(sqlStateOf(error) ?? '');

/** Whether it was the name that a statement was sent by: it was not carried out. */
export const isUnknownName = (error: unknown): boolean => UNKNOWN_NAME.has(sqlStateOf(error) ?? '');

export const closedFailure = (doing: string): PortFailure =>
  new PortFailure('port.unreachable', `The store could not ${doing}, because it was closed; open it again.`);

/** A commit that failed: where PostgreSQL did not say why it refuses, nobody knows whether it was carried out. */
export function translateCommitError(error: unknown, doing: string): unknown {
  if (REFUSED_COMMIT.has(sqlStateOf(error)?.slice(0, 2) ?? '')) return error;
  const message = `The store lost PostgreSQL while it was about to ${doing}, and cannot tell whether it did; look, and do it again.`;
  return new PortFailure('port.unreachable', message, { cause: error, retry: 'soon', mayHaveHappened: 'yes' });
}

/** PostgreSQL answers the commit of a transaction in which a statement failed by undoing it, without an error. */
export const undoneByCommit = (doing: string): Defect =>
  new Defect('defect.failure-swallowed', `The store could not ${doing}: one of its statements failed and it went on; let the failure pass.`);

function failureOf(code: 'port.unreachable' | 'port.timed-out' | 'port.drifted', doing: string, cause: unknown): PortFailure {
  const retry = code === 'port.drifted' ? 'never' : 'soon';
  return new PortFailure(code, `The store could not ${doing}; see the cause, and whether PostgreSQL answers.`, { cause, retry });
}

/** SQLSTATE has five characters, and so have some of Node's own codes (EPIPE), which begin with an E. */
export function sqlStateOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[0-9A-DF-Z][0-9A-Z]{4}$/.test(code) ? code : undefined;
}

/** What the driver says of a connection are plain errors. */
const isMistake = (error: unknown): boolean =>
  typeof error !== 'object' || error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError || error instanceof SyntaxError;
