import { Defect, isIntegrationError } from '../../domain/kernel/error.ts';
import { PortFailure, type PortFailureCode } from '../../ports/failures.ts';

const BUSY = 5;

/** SQLite's own result codes, extended where the plain one says too little. */
const CODES: Readonly<Record<number, PortFailureCode>> = {
  [BUSY]: 'port.timed-out',
  6: 'port.timed-out', // locked
  11: 'port.drifted', // corrupt
  26: 'port.drifted', // not a database
  1555: 'port.conflict', // primary key
  2067: 'port.conflict', // unique
};
const PRIMARY_CODE_MASK = 0xff;
/** Too big, mismatch, misuse, range, and constraints other than the two above: the value was wrong, not the disk. */
const DEFECTS: ReadonlySet<number> = new Set([18, 19, 20, 21, 25]);

/** What the driver throws, as a failure of the store; our own errors pass as they are, and any other is a defect. */
export function translateDriverError(error: unknown, doing: string): unknown {
  if (isIntegrationError(error)) return error;
  const errcode = errcodeOf(error);
  const code = errcode === undefined ? undefined : (CODES[errcode] ?? CODES[errcode & PRIMARY_CODE_MASK]);
  if (code === undefined && (errcode === undefined || DEFECTS.has(errcode & PRIMARY_CODE_MASK))) {
    return new Defect('defect.not-storable', `The store could not ${doing}, because a value does not fit; see the cause.`, { cause: error });
  }
  return failureOf(code ?? 'port.unreachable', doing, error);
}

export const isBusy = (error: unknown): boolean => ((errcodeOf(error) ?? 0) & PRIMARY_CODE_MASK) === BUSY;

export const closedFailure = (doing: string): PortFailure =>
  new PortFailure('port.unreachable', `The store could not ${doing}, because it was closed; open it again.`);

function failureOf(code: PortFailureCode, doing: string, cause: unknown): PortFailure {
  if (code === 'port.conflict') return new PortFailure(code, `The store could not ${doing}, because an id is taken; use another.`, { cause });
  const retry = code === 'port.drifted' ? 'never' : 'soon';
  return new PortFailure(code, `The store could not ${doing}; see the cause, and the disk's room and rights.`, { cause, retry });
}

function errcodeOf(error: unknown): number | undefined {
  const isDrivers = typeof error === 'object' && error !== null && 'errcode' in error;
  return isDrivers ? Number(error.errcode) : undefined;
}
