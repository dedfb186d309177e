import { createHash } from 'node:crypto';
import { InputRejected } from '../../domain/kernel/error.ts';
import type { AuditEntry, AuditRecord, ChainBreak, ChainHead, ChainName, Verification } from '../../ports/audit-log.ts';
import type { Page } from '../../ports/history.ts';
import { parseJson } from './json.ts';

/** What begins a chain. */
export const BEFORE_THE_FIRST: ChainHead = { seq: 0, hash: '' };

/** So many entries are made or gone through at once. */
export const ENTRIES_AT_ONCE = 500;

/** A row of the chain with what stands beside it, as either driver gives it. */
export interface ChainRow {
  readonly connection: string;
  readonly seq: number | string;
  readonly at: string;
  readonly kind: string;
  readonly subject: string;
  readonly value_hash: string | null;
  readonly previous: string;
  readonly hash: string;
  readonly salt: string | null;
  readonly value: string | null;
}

/** Something that was noted and is not chained yet. */
export interface FactRow {
  readonly connection: string;
  readonly at: string | null;
  readonly kind: string;
  readonly subject: string;
  readonly value: string | null;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const hashOfValue = (salt: string, value: string): string => sha256(`${salt}\n${value}`);

/** JSON keeps the parts apart, whatever they hold. */
const hashOfRow = ({ previous, connection, seq, at, kind, subject, value_hash: valueHash }: Omit<ChainRow, 'hash' | 'salt' | 'value'>): string =>
  sha256(JSON.stringify([previous, connection, Number(seq), at, kind, subject, valueHash]));

/** The entry that a fact becomes behind a head. */
export function linkOf({ connection, at, kind, subject, value }: FactRow & { readonly at: string }, before: ChainHead, salt: string): ChainRow {
  const row = {
    connection, seq: before.seq + 1, at, kind, subject, previous: before.hash,
    value_hash: value === null ? null : hashOfValue(salt, value),
  };
  return { ...row, hash: hashOfRow(row), salt: value === null ? null : salt, value };
}

export const headOf = ({ seq, hash }: Pick<ChainRow, 'seq' | 'hash'>): ChainHead => ({ seq: Number(seq), hash });

/** Goes along a chain, and stops at the first thing that is not as it was made. */
export interface ChainWalk {
  /** @returns why the walk ends here, if it does. */
  step(row: ChainRow): ChainBreak | undefined;
  /** Compares where the walk came to with the head that was kept. */
  end(head: ChainHead | undefined, settings: 'all-chained' | 'some-never-chained'): Verification;
}

/** @param noted - a head that was kept outside: the walk has to come by it. */
export function walkChain(noted?: ChainHead): ChainWalk {
  let before = BEFORE_THE_FIRST;
  let erased = 0;
  let broken: { readonly seq: number; readonly because: ChainBreak } | undefined;

  const faultOf = (row: ChainRow): ChainBreak | undefined => {
    if (Number(row.seq) !== before.seq + 1) return 'entry-missing';
    if (hashOfRow(row) !== row.hash) return 'entry-changed';
    if (row.previous !== before.hash) return 'order-changed';
    if (row.value !== null && hashOfValue(row.salt ?? '', row.value) !== row.value_hash) return 'value-changed';
    return noted?.seq === Number(row.seq) && noted.hash !== row.hash ? 'not-as-noted' : undefined;
  };

  const told = (head: ChainHead | undefined): Pick<Verification, 'head'> => (head === undefined ? {} : { head });

  return {
    step(row) {
      const because = faultOf(row);
      if (because !== undefined) {
        broken = { seq: because === 'entry-missing' ? before.seq + 1 : Number(row.seq), because };
        return because;
      }
      if (row.value_hash !== null && row.value === null) erased += 1;
      before = headOf(row);
      return undefined;
    },
    end(head, settings) {
      const ended = broken ?? endOf(before, head, noted) ?? (settings === 'all-chained' ? undefined : { seq: before.seq + 1, because: 'never-chained' });
      return ended === undefined
        ? { outcome: 'whole', entries: before.seq, erased, ...told(head) }
        : { outcome: 'broken', ...ended, ...told(head) };
    },
  };
}

function endOf(last: ChainHead, head: ChainHead | undefined, noted: ChainHead | undefined): { readonly seq: number; readonly because: ChainBreak } | undefined {
  const kept = head ?? BEFORE_THE_FIRST;
  if (kept.seq > last.seq) return { seq: last.seq + 1, because: 'tail-cut' };
  if (kept.seq < last.seq || kept.hash !== last.hash) return { seq: last.seq, because: 'head-changed' };
  return noted !== undefined && noted.seq > last.seq ? { seq: last.seq + 1, because: 'not-as-noted' } : undefined;
}

function translateEntry(row: ChainRow): AuditRecord {
  const { connection, seq, at, kind, subject, value_hash: valueHash, previous, hash, value } = row;
  const entry = {
    chain: connection, seq: Number(seq), at, kind, subject, previous, hash, ...(valueHash === null ? {} : { valueHash }),
  } as unknown as AuditEntry;
  if (valueHash === null) return { ...entry, valueIs: 'none' };
  return value === null ? { ...entry, valueIs: 'erased' } : { ...entry, valueIs: 'kept', value: parseJson(value) };
}

/** One row more than asked for tells whether there is a next page. */
export function auditPageOf(rows: readonly ChainRow[], limit: number): Page<AuditRecord> {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { rows: page.map(translateEntry), ...(last && { next: String(last.seq) }) };
}

/** Before which entry a page begins. */
export function cursorOf(after: string | undefined): number {
  if (after === undefined) return Number.MAX_SAFE_INTEGER;
  if (/^\d{1,15}$/.test(after)) return Number(after);
  const message = 'The page could not be read: "after" is no cursor of this list; begin with the first page.';
  throw new InputRejected('input.cursor-malformed', message, { field: 'after' });
}

export const translateChainName = (name: string): ChainName => name as ChainName;
