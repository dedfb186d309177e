import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** What a reader does with a page: makes a file, or types commands and sees what they print. */
export type Step =
  | { readonly type: 'make'; readonly file: string; readonly text: string }
  | { readonly type: 'type'; readonly commands: readonly string[]; readonly prints: string | undefined };

const STEP = /Make a file `([\w.-]+)`:\n\n```js\n([\s\S]*?)```|```sh\n([\s\S]*?)```(?:\n\nIt prints:\n\n```\n([\s\S]*?)```)?/g;

/** The steps of a page, in its order. */
export const stepsOf = (page: string): readonly Step[] =>
  [...page.matchAll(STEP)].map(([, file, text = '', commands = '', prints]) =>
    file === undefined ? { type: 'type', commands: commands.trim().split('\n'), prints } : { type: 'make', file, text });

/** How many blocks of code a page has; each has to belong to a step. */
export const blocksIn = (page: string): number => page.split('```').length >> 1;

/** Terminals in one folder, in which files are run as a reader runs them. */
export interface Terminals {
  make(file: string, text: string): Promise<void>;
  /** Runs a file until it has printed this, or as long as it takes to be sure that it does not; gives what was printed. A file that runs already is stopped first. */
  run(file: string, prints: string): Promise<string>;
  close(): Promise<void>;
}

const PATIENCE_MS = 15_000;

export function openTerminals(folder: string): Terminals {
  const running = new Map<string, ChildProcess>();

  async function stop(file: string): Promise<void> {
    const child = running.get(file);
    running.delete(file);
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGINT');
    await once(child, 'exit');
  }

  return {
    make: async (file, text) => await writeFile(join(folder, file), text),
    async run(file, prints) {
      await stop(file);
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file], { cwd: folder });
      running.set(file, child);
      const chunks: string[] = [];
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => void chunks.push(chunk.toString()));
      const deadline = performance.now() + PATIENCE_MS;
      const isOver = (): boolean => chunks.join('') === prints || child.exitCode !== null || performance.now() > deadline;
      while (!isOver()) await pause(20);
      return chunks.join('');
    },
    async close() {
      for (const file of running.keys()) await stop(file);
    },
  };
}
