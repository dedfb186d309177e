import { readFileSync } from 'node:fs';

const EVERY_MS = 250;

/**
 * Ends this process when the one that launched it has gone: killed with -9 it cannot pass the word on, and a hub that lived on
 * unseen would hold the database and the ports that the next start needs. What was accepted is on disk.
 */
export function endWithLauncher(env: Readonly<Record<string, string | undefined>>): void {
  const launcher = Number(env['VINCULO_LAUNCHER']);
  if (env['VINCULO_LAUNCHER'] === undefined && env['npm_command'] === 'exec') endWithNpx();
  if (!Number.isSafeInteger(launcher) || launcher <= 0) return;
  // Somebody else's launcher, inherited through the environment, is no concern of ours while it lives.
  if (process.ppid !== launcher && isAlive(launcher)) return;
  setInterval(() => process.ppid === launcher || process.exit(1), EVERY_MS).unref();
}

/**
 * npx that is ended by a signal leaves what it began behind. Only npx itself is watched over, with the shell that may stand between: what
 * was inherited through the environment from some other npx is no concern of ours. Told by /proc, hence on Linux alone.
 */
function endWithNpx(): void {
  const parent = process.ppid;
  const between = /^(sh|dash|bash|ash|zsh)$/.test(processStatus(parent).name) ? processStatus(parent).parent : undefined;
  if (!processStatus(between ?? parent).name.startsWith('npm')) return;
  const watch = setInterval(() => {
    if (process.ppid === parent && (between === undefined || processStatus(parent).parent === between)) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, EVERY_MS).unref();
}

function processStatus(pid: number): { readonly name: string; readonly parent: number | undefined } {
  try {
    const [, name = '', parent] = /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return { name, parent: parent === undefined ? undefined : Number(parent) };
  } catch {
    // Gone, or a system without /proc.
    return { name: '', parent: undefined };
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    // No such process, or none that may be signalled: either way it is not the one that launched us.
    return false;
  }
}
