/** Resolves when this process is asked to stop. A second request ends it at once. */
export async function untilStopped(): Promise<void> {
  await new Promise<void>((resolve) => {
    let asked = 0;
    const stop = (): void => {
      asked += 1;
      if (asked > 1) process.exit(130);
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  });
}
