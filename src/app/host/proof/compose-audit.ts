import type { Words } from '../../wording/index.ts';
import { readableMoment } from '../readable-moment.ts';
import { composeTable } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import type { EntryRow, Verified } from './read-proof.ts';

type Speech = Pick<Terminal, 'words' | 'language'>;

/** How much of a content fits into a table; `--json` has it whole. */
const SHOWN = 60;

export const nameOfChain = (chain: string, { words: { audit } }: Pick<Terminal, 'words'>): string => (chain === '*' ? audit.hub : chain);

export function composeEntries(rows: readonly EntryRow[], speech: Speech): string {
  const { audit } = speech.words;
  if (rows.length === 0) return audit.none;
  return composeTable(Object.values(audit.columns), rows.map((row) => [String(row.seq), readableMoment(row.at, speech), textOf(audit.kind, row.kind), row.subject, contentOf(row, audit)]));
}

function contentOf({ valueIs, value }: EntryRow, { erased }: Words['audit']): string {
  if (valueIs !== 'kept') return valueIs === 'erased' ? erased : '';
  const text = JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

export function composeVerified(verified: Verified, speech: Speech): string {
  const { audit } = speech.words;
  const chain = nameOfChain(verified.chain, speech);
  const head = verified.head === undefined ? [] : [audit.head(`${verified.head.seq}:${verified.head.hash}`)];
  if (verified.outcome === 'broken') return [audit.broken(chain, verified.seq, textOf(audit.because, verified.because)), ...head].join('\n');
  const { entries, erased } = verified;
  return [`${audit.whole(chain, entries)}${erased === 0 ? '' : audit.erasedCount(erased)}.`, ...head].join('\n');
}

/** A hub of a later release may know more. */
const textOf = (texts: Readonly<Record<string, string>>, code: string): string => texts[code] ?? code;
