import type { Language } from '../../domain/index.ts';
import { words, type Words } from '../wording/index.ts';

/** The process as commands see it: what was asked, what may be read, and where answers go. */
export interface Terminal {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly language: Language;
  readonly words: Words;
  /** All that was piped in; absent where nothing can be. */
  readonly input?: () => Promise<Uint8Array>;
  /** One line, or several, of the answer proper. */
  say(text: string): void;
  /** What is no part of the answer: progress, complaints. */
  note(text: string): void;
  /** Rewrites the current line of the error stream, where a person watches; else nothing. */
  progress(text: string): void;
  /** `no`: the error stream goes to a file or a log, where every line stays. */
  readonly isWatched: 'yes' | 'no';
}

export function createTerminal({ argv, env, stdin, stdout, stderr }: NodeJS.Process): Terminal {
  // Whoever reads the first line and goes away must not end a demo that stays up.
  for (const stream of [stdout, stderr]) stream.on('error', ignoreClosedPipe);
  const args = argv.slice(2);
  const language = languageOf(args, env['VINCULO_LANG']);
  return {
    args, env, language,
    words: words[language],
    input: async () => await readWhole(stdin),
    say: (text) => void stdout.write(`${text}\n`),
    note: (text) => void stderr.write(`${text}\n`),
    isWatched: stderr.isTTY ? 'yes' : 'no',
    progress: (text) => void (stderr.isTTY && stderr.write(`\r\u001B[K${text}`)),
  };
}

async function readWhole(stdin: NodeJS.ReadStream): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stdin) pieces.push(typeof piece === 'string' ? new TextEncoder().encode(piece) : parsePiece(piece));
  return Buffer.concat(pieces);
}

/** What a stream of bytes gives. */
const parsePiece = (piece: unknown): Uint8Array => piece as Uint8Array;

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** Read before the command line is, since its own help is in that language. An unknown one is refused later. */
function languageOf(args: readonly string[], fallback: string | undefined): Language {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const asked = at < 0 ? fallback : (args[at]?.split('=')[1] ?? args[at + 1]);
  return asked === 'en' ? 'en' : 'pt-BR';
}
