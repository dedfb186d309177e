import type { Instant } from '../../domain/kernel/instant.ts';
import type { AuditLog, ChainHead, ChainName } from '../../ports/audit-log.ts';
import type { IdSource } from '../../ports/id-source.ts';
import {
  auditPageOf, BEFORE_THE_FIRST, cursorOf, ENTRIES_AT_ONCE, headOf, linkOf, translateChainName, walkChain, type ChainRow, type ChainWalk,
  type FactRow,
} from '../sql/audit-chain.ts';
import { toJson } from '../sql/json.ts';
import type { Database } from './database.ts';
import { keyText } from './key-text.ts';
import type { Conversation } from './conversation.ts';
import type { AnswerLike, PostgresLike } from './postgres-like.ts';

type MovedHead = ChainHead & { readonly chain: ChainName };

/** The row of a chain's head is locked while the chain grows, so that of several processes one at a time makes its next part. */
export function createPostgresAuditLog(database: Database, ids: IdSource): AuditLog {
  const sql = statementsOf(database.schema);

  /** The next parts of these chains, all at once. */
  async function chainShares(names: readonly string[], now: Instant): Promise<readonly MovedHead[]> {
    return await database.transaction('chain what was done', async (db) => {
      const heads = await lockHeads(db, names);
      const facts = parseFacts(await db.query(sql.facts, [names, Math.ceil(ENTRIES_AT_ONCE / names.length)]));
      const links = [...Map.groupBy(facts, ({ connection }) => connection)].map(([name, own]) => linksOf(own, heads.get(name) ?? BEFORE_THE_FIRST, now));
      const rows = links.flat();
      const moved = links.flatMap((own) => own.slice(-1).map((last) => ({ chain: translateChainName(last.connection), ...headOf(last) })));
      if (rows.length === 0) return [];
      db.send(sql.insert, columnsOf(rows, ENTRY_COLUMNS));
      db.send(sql.keep, columnsOf(rows.filter(({ value }) => value !== null), VALUE_COLUMNS));
      db.send(sql.moveHeads, columnsOf(moved, ['chain', 'seq', 'hash']));
      db.send(sql.drop, [facts.map(({ position }) => position)]);
      return moved;
    });
  }

  function linksOf(facts: readonly FactRow[], before: ChainHead, now: Instant): readonly ChainRow[] {
    const rows: ChainRow[] = [];
    for (const fact of facts) rows.push(linkOf({ ...fact, at: fact.at ?? now }, headAfter(rows, before), ids.token()));
    return rows;
  }

  /** Made where there are none yet; in an order, so that no two processes wait for each other. */
  async function lockHeads(db: Conversation, names: readonly string[]): Promise<ReadonlyMap<string, ChainHead>> {
    db.send(sql.makeHeads, [names]);
    const { rows } = await db.query(sql.lockHeads, [names]);
    return new Map(rows.map((row) => [String(row['connection']), headIn(row) ?? BEFORE_THE_FIRST]));
  }

  /** The chain may grow meanwhile, and its head with it: what the head that is found tells of is there to be gone through. */
  async function walkAll(db: PostgresLike, chain: ChainName, walk: ChainWalk): Promise<ChainHead | undefined> {
    for (let [after, head] = [0, BEFORE_THE_FIRST]; ; ) {
      const rows = parseRows(await db.query(sql.oldest, [chain, after]));
      if (rows.some((row) => walk.step(row) !== undefined)) return parseHead(await db.query(sql.head, [chain]));
      after = Number(rows.at(-1)?.seq ?? after);
      if (rows.length > 0) continue;
      const found = parseHead(await db.query(sql.head, [chain]));
      // The same one twice, and still nothing behind: then nothing is.
      if (found === undefined || found.seq <= after || found.seq === head.seq) return found;
      head = found;
    }
  }

  return {
    async note(facts) {
      const rows = facts.map(({ chain, at = null, kind, subject, value }) => ({ connection: chain, at, kind, subject, value: toJson(value) }));
      await database.transaction('note what was done', async (db) => await db.query(sql.note, columnsOf(rows, FACT_COLUMNS)));
    },
    async chain(now) {
      const { rows } = await database.read('look for what was done', async (db) => await db.query(sql.waiting));
      return rows.length === 0 ? [] : await chainShares(rows.map(({ connection }) => String(connection)), now);
    },
    list: async (chain, { limit, after, subject }) =>
      await database.read('list a chain', async (db) => {
        const asked = [chain, cursorOf(after), limit + 1];
        const answer = subject === undefined ? await db.query(sql.newest, asked) : await db.query(sql.newestAbout, [...asked, namesOf([subject])]);
        return auditPageOf(parseRows(answer), limit);
      }),
    async verify(chain, noted) {
      const walk = walkChain(noted);
      return await database.read('verify a chain', async (db) => {
        const head = await walkAll(db, chain, walk);
        const { rows: unchained } = await db.query(sql.unchained, [chain]);
        return walk.end(head, unchained.length === 0 ? 'all-chained' : 'some-never-chained');
      });
    },
    erase: async (chain, subjects) =>
      await database.transaction('erase what stands beside a chain', async (db) => {
        const chained = await db.query(sql.eraseChained, [chain, namesOf(subjects)]);
        const waiting = await db.query(sql.eraseNoted, [chain, namesOf(subjects)]);
        return (chained.rowCount ?? 0) + (waiting.rowCount ?? 0);
      }),
  };
}

const headAfter = (rows: readonly ChainRow[], before: ChainHead): ChainHead => {
  const last = rows.at(-1);
  return last === undefined ? before : headOf(last);
};

const FACT_COLUMNS = ['connection', 'at', 'kind', 'subject', 'value'] as const;
const ENTRY_COLUMNS = ['connection', 'seq', 'at', 'kind', 'subject', 'value_hash', 'previous', 'hash'] as const;
const VALUE_COLUMNS = ['connection', 'seq', 'salt', 'value'] as const;

/** Rows as one list for each column, so that many are written by one statement. */
const columnsOf = <Column extends string>(rows: readonly Readonly<Record<Column, unknown>>[], columns: readonly Column[]): readonly (readonly unknown[])[] =>
  columns.map((column) => rows.map((row) => row[column]));

const parseRows = ({ rows }: AnswerLike): readonly ChainRow[] => rows as unknown as readonly ChainRow[];
const parseFacts = ({ rows }: AnswerLike): readonly (FactRow & { readonly position: string })[] =>
  rows as unknown as readonly (FactRow & { readonly position: string })[];

const parseHead = ({ rows: [row] }: AnswerLike): ChainHead | undefined => row && headIn(row);

const headIn = ({ seq, hash }: AnswerLike['rows'][number]): ChainHead | undefined =>
  Number(seq) === 0 ? undefined : { seq: Number(seq), hash: String(hash) };

/** Keys of effects stand shortened in the ledger of this store where they are very long, and so does what it notes of them. */
const namesOf = (subjects: readonly string[]): readonly string[] => [...new Set(subjects.flatMap((subject) => [subject, keyText(subject)]))];

/** By the index, which holds hashes of subjects. */
const isAbout = (row: string, subjects: string): string =>
  `hashtext(${row}.subject) in (select hashtext(name) from unnest(${subjects}::text[]) name) and ${row}.subject = any(${subjects}::text[])`;

/** So many chains grow in one round. */
const CHAINS_AT_ONCE = 100;

function statementsOf(schema: string) {
  const chainRows = `select e.connection, e.seq, e.at, e.kind, e.subject, e.value_hash, e.previous, e.hash, v.salt, v.value
    from ${schema}.audit_entry e left join ${schema}.audit_value v on v.connection = e.connection and v.seq = e.seq`;
  return {
    note: `insert into ${schema}.audit_fact (connection, at, kind, subject, value)
      select f.* from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) as f(connection, at, kind, subject, value)`,
    waiting: `select distinct connection from ${schema}.audit_fact order by connection limit ${CHAINS_AT_ONCE}`,
    makeHeads: `insert into ${schema}.audit_head (connection, seq, hash) select name, 0, '' from unnest($1::text[]) as name order by name on conflict do nothing`,
    lockHeads: `select connection, seq, hash from ${schema}.audit_head where connection = any($1::text[]) order by connection for update`,
    facts: `select f.* from unnest($1::text[]) as name cross join lateral (
        select position, connection, at, kind, subject, value from ${schema}.audit_fact where connection = name
        order by position limit $2) f order by f.connection, f.position`,
    insert: `insert into ${schema}.audit_entry (connection, seq, at, kind, subject, value_hash, previous, hash)
      select * from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])`,
    keep: `insert into ${schema}.audit_value (connection, seq, salt, value)
      select * from unnest($1::text[], $2::bigint[], $3::text[], $4::text[])`,
    moveHeads: `update ${schema}.audit_head h set seq = moved.seq, hash = moved.hash
      from unnest($1::text[], $2::bigint[], $3::text[]) as moved(connection, seq, hash) where h.connection = moved.connection`,
    drop: `delete from ${schema}.audit_fact where position = any($1::bigint[])`,
    newest: `${chainRows} where e.connection = $1 and e.seq < $2 order by e.seq desc limit $3`,
    newestAbout: `${chainRows} where e.connection = $1 and e.seq < $2 and ${isAbout('e', '$4')} order by e.seq desc limit $3`,
    oldest: `${chainRows} where e.connection = $1 and e.seq > $2 order by e.seq limit ${ENTRIES_AT_ONCE}`,
    head: `select seq, hash from ${schema}.audit_head where connection = $1`,
    unchained: `select 1 from ${schema}.settings_version v where v.connection = $1
      and not exists (select 1 from ${schema}.audit_entry e where e.connection = v.connection
        and hashtext(e.subject) = hashtext('settings:' || v.version) and e.subject = 'settings:' || v.version)
      and not exists (select 1 from ${schema}.audit_fact f where f.connection = v.connection
        and hashtext(f.subject) = hashtext('settings:' || v.version) and f.subject = 'settings:' || v.version) limit 1`,
    eraseChained: `delete from ${schema}.audit_value where connection = $1
      and seq in (select seq from ${schema}.audit_entry e where e.connection = $1 and ${isAbout('e', '$2')})`,
    eraseNoted: `update ${schema}.audit_fact f set value = null where f.connection = $1 and ${isAbout('f', '$2')} and value is not null`,
  };
}
