import type { DatabaseSync } from 'node:sqlite';
import type { AuditFact, AuditLog, ChainHead } from '../../ports/audit-log.ts';
import type { IdSource } from '../../ports/id-source.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import {
  auditPageOf, BEFORE_THE_FIRST, cursorOf, ENTRIES_AT_ONCE, headOf, linkOf, translateChainName, walkChain, type ChainRow, type FactRow,
} from '../sql/audit-chain.ts';
import { toJson } from '../sql/json.ts';
import type { Row } from '../sql/row.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Database } from './database.ts';

const CHAIN_ROWS = `select e.*, v.salt, v.value from audit_entry e
  left join audit_value v on v.connection = e.connection and v.seq = e.seq where e.connection = ?`;

export function createSqliteAuditLog({ writer: db, read }: Database, commits: CommitLoop, ids: IdSource): AuditLog {
  const insert = db.prepare('insert into audit_fact (connection, at, kind, subject, value) values (?, ?, ?, ?, ?)');
  const newest = db.prepare(`${CHAIN_ROWS} and e.seq < ? order by e.seq desc limit ?`);
  const newestAbout = db.prepare(`${CHAIN_ROWS} and e.seq < ? and e.subject = ? order by e.seq desc limit ?`);
  const oldest = db.prepare(`${CHAIN_ROWS} and e.seq > ? order by e.seq limit ${ENTRIES_AT_ONCE}`);
  const waiting = db.prepare('select 1 from audit_fact limit 1');
  const head = db.prepare('select seq, hash from audit_head where connection = ?');
  const unchained = db.prepare(`select 1 from settings_version v where v.connection = :chain
    and not exists (select 1 from audit_entry e where e.connection = v.connection and e.subject = 'settings:' || v.version)
    and not exists (select 1 from audit_fact f where f.connection = v.connection and f.subject = 'settings:' || v.version) limit 1`);
  const chainShare = createChaining(db, ids);
  const erase = createErasing(db);
  const note = ({ chain, at, kind, subject, value }: AuditFact): void => void insert.run(chain, at ?? null, kind, subject, toJson(value));

  return {
    note: (facts) => commits.write({ doing: 'note what was done', apply: () => facts.forEach(note) }),
    // Asked again and again: when there is nothing, nothing is written.
    chain: async (now) =>
      read('look for what was done', () => waiting.get()) === undefined ? [] : await commits.write({ doing: 'chain what was done', apply: () => chainShare(now) }),
    list: async (chain, { limit, after, subject }) =>
      read('list a chain', () => {
        const before = cursorOf(after);
        const rows = subject === undefined ? newest.all(chain, before, limit + 1) : newestAbout.all(chain, before, subject, limit + 1);
        return auditPageOf(parseRows(rows), limit);
      }),
    async verify(chain, noted) {
      const walk = walkChain(noted);
      for (let after = 0; ; ) {
        const rows = read('verify a chain', () => parseRows(oldest.all(chain, after)));
        if (rows.some((row) => walk.step(row) !== undefined) || rows.length === 0) break;
        after = Number(rows.at(-1)?.seq);
        // A long chain must not hold up everything else in this process.
        await new Promise((resolve) => setImmediate(resolve));
      }
      return read('verify a chain', () => walk.end(parseHead(head.get(chain)), unchained.get({ chain }) === undefined ? 'all-chained' : 'some-never-chained'));
    },
    erase: (chain, subjects) =>
      commits.write({ doing: 'erase what stands beside a chain', apply: () => subjects.reduce((sum, subject) => sum + erase(chain, subject), 0) }),
  };
}

function createChaining(db: DatabaseSync, ids: IdSource): (now: Instant) => Awaited<ReturnType<AuditLog['chain']>> {
  const facts = db.prepare(`select * from audit_fact order by position limit ${ENTRIES_AT_ONCE}`);
  const findHead = db.prepare('select seq, hash from audit_head where connection = ?');
  const insert = db.prepare(`insert into audit_entry (connection, seq, at, kind, subject, value_hash, previous, hash)
    values (:connection, :seq, :at, :kind, :subject, :value_hash, :previous, :hash)`);
  const keep = db.prepare('insert into audit_value (connection, seq, salt, value) values (?, ?, ?, ?)');
  const moveHead = db.prepare(`insert into audit_head (connection, seq, hash) values (?, ?, ?)
    on conflict (connection) do update set seq = excluded.seq, hash = excluded.hash`);
  const drop = db.prepare('delete from audit_fact where position = ?');

  return (now) => {
    const heads = new Map<string, ChainHead>();
    for (const fact of parseFacts(facts.all())) {
      const before = heads.get(fact.connection) ?? parseHead(findHead.get(fact.connection)) ?? BEFORE_THE_FIRST;
      const { salt, value, ...row } = linkOf({ ...fact, at: fact.at ?? now }, before, ids.token());
      insert.run({ ...row });
      if (salt !== null && value !== null) keep.run(row.connection, row.seq, salt, value);
      heads.set(fact.connection, headOf(row));
      drop.run(fact.position);
    }
    for (const [connection, { seq, hash }] of heads) moveHead.run(connection, seq, hash);
    return [...heads].map(([connection, moved]) => ({ chain: translateChainName(connection), ...moved }));
  };
}

function createErasing(db: DatabaseSync): (chain: string, subject: string) => number {
  const chained = db.prepare(`delete from audit_value where connection = :chain
    and seq in (select seq from audit_entry where connection = :chain and subject = :subject)`);
  const noted = db.prepare('update audit_fact set value = null where connection = :chain and subject = :subject and value is not null');
  return (chain, subject) => Number(chained.run({ chain, subject }).changes) + Number(noted.run({ chain, subject }).changes);
}

const parseRows = (rows: readonly unknown[]): readonly ChainRow[] => rows as readonly ChainRow[];
const parseFacts = (rows: readonly unknown[]): readonly (FactRow & { readonly position: number })[] =>
  rows as readonly (FactRow & { readonly position: number })[];
const parseHead = (row: Row | undefined): ChainHead | undefined => row && { seq: Number(row['seq']), hash: String(row['hash']) };
