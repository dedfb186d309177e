import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { cpuSecondsOf } from '../../tools/chaos/hubs/process-facts.ts';

/** A process of the bench's that says lines. */
export interface Started {
  /** What it said first. */
  readonly first: string;
  /** Tells it something, and gives what it answers. */
  ask(): Promise<string>;
  cpuSeconds(): number;
  close(): Promise<void>;
}

/** Starts a script, and waits until it has said its first line. */
export async function start(script: URL, ...args: readonly string[]): Promise<Started> {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', fileURLToPath(script), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  process.once('exit', () => child.kill('SIGKILL'));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done === true) throw new Error(`${script.pathname} of the bench ended before it had said what was asked for; what it said stands above.`);
    return line.value;
  };
  const first = await next();
  return {
    first,
    async ask() {
      child.stdin.write('?\n');
      return await next();
    },
    cpuSeconds: () => cpuSecondsOf(child.pid),
    async close() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
