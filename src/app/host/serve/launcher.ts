const EVERY_MS = 250;

/**
 * Ends this process when the one that launched it has gone: killed with -9 it cannot pass the word on, and a hub that lived on
 * unseen would hold the database and the ports that the next start needs. What was accepted is on disk.
 */
export function endWithLauncher(env: Readonly<Record<string, string | undefined>>): void {
  const launcher = Number(env['VINCULO_LAUNCHER']);
  if (!Number.isSafeInteger(launcher) || launcher <= 0) return;
  // Somebody else's launcher, inherited through the environment, is no concern of ours while it lives.
  if (process.ppid !== launcher && isAlive(launcher)) return;
  setInterval(() => process.ppid === launcher || process.exit(1), EVERY_MS).unref();
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    // No such process, or none that may be signalled: either way it is not the one that launched us.
    return false;
  }
}
