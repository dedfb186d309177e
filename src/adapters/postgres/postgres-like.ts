/** One statement with its values; a `name` lets the server keep its plan. */
export interface StatementLike {
  readonly name?: string;
  readonly text: string;
  readonly values?: unknown[];
}

/** What is read of an answer. */
export interface AnswerLike {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly rowCount: number | null;
  /** What was done, as PostgreSQL names it: `COMMIT`. */
  readonly command?: string;
}

/**
 * Something that runs statements: a client or a transaction of the host's. The parameters are loose, since drivers disagree
 * on them; that of `pg` fits.
 */
export interface PostgresLike {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- drivers overload this method in ways that no narrower type takes
  query(...statement: any[]): Promise<AnswerLike>;
}

/** A client that was taken from a pool. */
export interface PostgresClientLike extends PostgresLike {
  /** With an error the client is thrown away. */
  release(error?: Error | boolean): void;
  /** A client that is told of its connection's end has somebody who listens, or the whole process ends. */
  on?(event: 'error', listener: (error: Error) => void): unknown;
  removeListener?(event: 'error', listener: (error: Error) => void): unknown;
}

/** A pool of connections; `pg.Pool` fits as it is. */
export interface PostgresPoolLike extends PostgresLike {
  connect(): Promise<PostgresClientLike>;
}
