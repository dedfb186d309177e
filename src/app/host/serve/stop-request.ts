const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The wish that this process stop, from a terminal, a service manager or a launcher. */
export interface StopRequest {
  /** Resolves when it is made. A second one ends the process at once. */
  readonly made: Promise<void>;
  /** Listens no more. */
  forget(): void;
}

/** Listens from now on: a wish that comes while something is still starting is not lost. */
export function awaitStopRequest(): StopRequest {
  const { promise, resolve } = Promise.withResolvers<void>();
  let asked = 0;
  const stop = (): void => {
    asked += 1;
    if (asked > 1) process.exit(130);
    resolve();
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  return {
    made: promise,
    forget: () => {
      for (const signal of SIGNALS) process.off(signal, stop);
    },
  };
}
