import { IntegrationError, isIntegrationError, type Retry } from '../domain/kernel/error.ts';

/** The ways in which a call to the outside fails; {@link PortFailure} says what each means. */
export type PortFailureCode =
  | 'port.unreachable'
  | 'port.timed-out'
  | 'port.throttled'
  | 'port.unauthorized'
  | 'port.refused'
  | 'port.missing'
  | 'port.conflict'
  | 'port.drifted'
  | 'port.ambiguous';

/** The remote account that a failure concerns; its lanes wait together. Written `ploomes:<account>`. */
export type AccountKey = string;

/**
 * A call to the outside that did not give what it should.
 *
 * `unreachable`: no connection, or 5xx. `timed-out`: no answer in time, so it may have happened. `throttled`: 429.
 * `unauthorized`: 401 (a credential, so the whole account). `refused`: 400, 403, 422: this request, for ever.
 * `missing`: 404, the thing asked for is gone. `conflict`: somebody else changed it first. `drifted`: an answer that
 * does not fit what the platform used to send, with the paths. `ambiguous`: whether it happened cannot be settled.
 */
export class PortFailure extends IntegrationError {
  declare readonly code: PortFailureCode;
  /** The account to hold back, for failures that concern all of its calls. */
  readonly account: AccountKey | undefined;
  /** `no` only when the request surely had no effect; a step whose outcome is unknown asks before it acts again. */
  readonly mayHaveHappened: 'yes' | 'no';

  constructor(
    code: PortFailureCode,
    message: string,
    options: { retry?: Retry; cause?: unknown; account?: AccountKey; mayHaveHappened?: 'yes' | 'no' } = {},
  ) {
    super(code, message, options);
    this.account = options.account;
    this.mayHaveHappened = options.mayHaveHappened ?? 'no';
  }
}

/** True for failures of ports, also for those of another copy of the package. */
export const isPortFailure = (value: unknown): value is PortFailure =>
  isIntegrationError(value) && value.code.startsWith('port.');
