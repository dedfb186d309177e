import { runCommandLine } from '../../../src/app/host/command-line.ts';
import { words } from '../../../src/app/wording/index.ts';

export interface Typed {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** A command typed in this process: for those that answer and end. */
export const typed = async (line: string, env: Readonly<Record<string, string>> = {}): Promise<Typed> => await runCommand(line.split(' ').filter((word) => word !== ''), env);

/** The same, word by word: for words that hold spaces. */
export async function runCommand(args: readonly string[], env: Readonly<Record<string, string>> = {}, input = ''): Promise<Typed> {
  const language = args.includes('en') ? 'en' : 'pt-BR';
  let [out, err] = ['', ''];
  const exitCode = await runCommandLine({
    args, env, language, words: words[language],
    say: (text) => (out += `${text}\n`),
    note: (text) => (err += `${text}\n`),
    input: async () => new TextEncoder().encode(input),
    isWatched: 'no',
    progress: () => undefined,
  });
  return { exitCode, out, err };
}

/** Types a command that cannot go on; what it complains of, after its exit code. */
export async function refused(line: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { exitCode, err } = await typed(line, env);
  return `${exitCode} ${err}`;
}
