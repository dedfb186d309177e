import { CommanderError } from 'commander';
import { ConfigRejected, isIntegrationError, type IntegrationError } from '../../domain/index.ts';
import { isPortFailure } from '../../ports/index.ts';
import { textOfCode, type Words } from '../wording/index.ts';

/** What a command ends with, for scripts to go by. */
export const EXIT = { well: 0, failed: 1, refused: 2, notFound: 3 } as const;
type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Why a command cannot go on, in the words of the person who gave it. */
export class Complaint extends Error {
  readonly exitCode: ExitCode;
  /** Absent where nothing went wrong, and only an answer is missing. */
  readonly what: string | undefined;
  readonly mend: string;

  constructor(exitCode: ExitCode, { what, why, mend, cause }: { readonly what?: string; readonly why: string; readonly mend: string; readonly cause?: unknown }) {
    super(why, { cause });
    this.exitCode = exitCode;
    this.what = what;
    this.mend = mend;
  }
}

/** The line for the error stream and the exit code of whatever was thrown. `who` is the command as it was typed. */
export function complain(thrown: unknown, who: string, words: Words): { readonly text: string; readonly exitCode: ExitCode } {
  const { complaint } = words;
  if (thrown instanceof Complaint) {
    const { what, message, mend, exitCode } = thrown;
    return { text: what === undefined ? `${message}. ${mend}`.trimEnd() : complaint.whole(who, what, message, mend), exitCode };
  }
  if (thrown instanceof CommanderError) {
    const mend = [...suggestion(thrown, complaint), complaint.seeHelp(who)].join(' ');
    return { text: complaint.whole(who, complaint.understand, misunderstanding(thrown, complaint), mend), exitCode: EXIT.refused };
  }
  if (isIntegrationError(thrown)) {
    const own = inOwnWords(thrown, words);
    if (own !== undefined) return { text: complaint.whole(who, complaint.work, own.why, own.mend), exitCode: isRefusal(thrown.code) ? EXIT.refused : EXIT.failed };
    return { text: `${who}: ${meaningOf(thrown, words)}.`, exitCode: isRefusal(thrown.code) ? EXIT.refused : EXIT.failed };
  }
  const why = thrown instanceof Error ? thrown.message : String(thrown);
  return { text: complaint.whole(who, complaint.work, `${complaint.unexpected} (${why})`, complaint.tryAgain), exitCode: EXIT.failed };
}

/** What an error of the library comes to, in the reader's language; its own words, which are English and hold the details, come after it. */
export function meaningOf({ code, message }: IntegrationError, words: Words): string {
  const detail = message.replace(/\.$/, '');
  const meaning = textOfCode(code, words);
  return meaning === undefined ? detail : `${meaning} (${detail})`;
}

/** Codes whose mend stands in the catalogue: beside it only what the system itself said is needed, such as that a disk is full. */
export function inOwnWords(thrown: IntegrationError, words: Words): { readonly why: string; readonly mend: string } | undefined {
  const mend = new Map(Object.entries(words.errorMend)).get(thrown.code);
  if (mend === undefined) return undefined;
  const { cause } = thrown;
  const said = cause instanceof Error && 'code' in cause ? cause.message : undefined;
  const detail = thrown instanceof ConfigRejected ? (thrown.about ?? said) : said;
  return { why: [textOfCode(thrown.code, words), ...(detail === undefined ? [] : [`(${detail})`])].join(' '), mend };
}

const isRefusal = (code: string): boolean => /^(config|input)\./.test(code) || code === 'port.unauthorized';

/** Commander speaks English only; what it found is between its first quotation marks. */
function misunderstanding({ code, message }: CommanderError, complaint: Words['complaint']): string {
  const word = /'([^']*)'/.exec(message)?.[1] ?? '';
  switch (code) {
    case 'commander.unknownCommand': return complaint.unknownCommand(word);
    case 'commander.unknownOption': return complaint.unknownOption(word);
    case 'commander.optionMissingArgument': return complaint.valueMissing(word);
    case 'commander.missingArgument': return complaint.argumentMissing(word);
    case 'commander.missingMandatoryOptionValue': return complaint.optionMissing(word);
    case 'commander.excessArguments': return complaint.tooMany;
    case 'commander.invalidArgument': return wrongValue(word, message, complaint);
    default: return message;
  }
}

function wrongValue(flags: string, message: string, complaint: Words['complaint']): string {
  const [, value = '', wish = ''] = /' argument '(.*)' is invalid\. ?(.*)$/s.exec(message) ?? [];
  if (value === '' || value.startsWith('--')) return complaint.valueMissing(flags);
  return complaint.valueRefused(value, flags.replace(/ .*/, ''), wish);
}

/** What was probably meant, where commander knows something like it. */
function suggestion({ message }: CommanderError, { didYouMean }: Words['complaint']): readonly string[] {
  const [, similar] = /\(Did you mean (?:one of )?(.+)\?\)$/.exec(message) ?? [];
  return similar === undefined ? [] : [didYouMean(similar.split(', '))];
}

/** A failure of the database's owner lock, which a process that was just killed frees within moments. */
export const isDatabaseInUse = (thrown: unknown): boolean =>
  isIntegrationError(thrown) && !isPortFailure(thrown) && thrown.code === 'config.database-in-use';
