/** When trying again may help: not at all, soon, or after a stated time. */
export type Retry = 'never' | 'soon' | { readonly afterMs: number };

const BRAND: unique symbol = Symbol.for('vinculo/IntegrationError') as never;

/**
 * The one ancestor of everything that is thrown here. Its `code` is public API (`docs/reference/errors.md`); nothing
 * branches on the message. Messages and `toJSON()` carry ids, codes and masked numbers, never a token or personal data.
 */
export class IntegrationError extends Error {
  readonly [BRAND] = true;
  readonly code: string;
  readonly retry: Retry;

  constructor(code: string, message: string, options: { retry?: Retry; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.retry = options.retry ?? 'never';
  }

  toJSON(): { name: string; code: string; message: string; retry: Retry } {
    return { name: this.name, code: this.code, message: this.message, retry: this.retry };
  }
}

/** True for our errors, also for those of another copy of the package. */
export const isIntegrationError = (value: unknown): value is IntegrationError =>
  typeof value === 'object' && value !== null && BRAND in value;

/** A broken invariant or an unreachable branch: nobody handles it; it surfaces and is mended. */
export class Defect extends IntegrationError {}

/** Input that was refused at the border, with the field, the reason and the mend in the message. */
export class InputRejected extends IntegrationError {
  readonly field: string | undefined;

  constructor(code: `input.${string}`, message: string, options: { field?: string; cause?: unknown } = {}) {
    super(code, message, { cause: options.cause });
    this.field = options.field;
  }
}

/** A setting that cannot be used; thrown at start-up only, naming key, reason and mend. */
export class ConfigRejected extends IntegrationError {
  /** What the setting leads to, such as the address that a database moved to, for who tells of it in other words. */
  readonly about: string | undefined;

  constructor(code: `config.${string}`, message: string, options: { cause?: unknown; about?: string } = {}) {
    super(code, message, { cause: options.cause });
    this.about = options.about;
  }
}
