import type { DatabaseSync } from 'node:sqlite';
import { sql, type RawBuilder } from 'kysely';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Erasure, Finding, PersonTraces } from '../../ports/erasure.ts';
import type { TableNames } from '../sql/conditions.ts';
import {
  cardsOf, contactsOfKeys, eachOnce, erasingStatements, expiringStatements, expiringStream, joinedKeys, keysOfPerson, lastErasure, NOTHING_ERASED, parseCardIds,
  parseContactIds, parseErasedAt, parseProtocols, sessionsOf,
} from '../sql/erasing.ts';
import { leadsOf, tracedLeads } from '../sql/leads/index.ts';
import { translateKey, translateKeyRow } from '../sql/translate-identity.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Database } from './database.ts';
import { createKyselyReader, translateParameters } from './kysely-reader.ts';

export function createSqliteErasure({ writer: db, read, reader }: Database, commits: CommitLoop): Erasure {
  const compiler = createKyselyReader(reader);
  const run = (query: RawBuilder<unknown>): number => {
    const { sql: text, parameters } = query.compile(compiler);
    return Number(db.prepare(text).run(...translateParameters(parameters)).changes);
  };
  const rows = <Row>(query: RawBuilder<Row>): readonly Row[] => {
    const { sql: text, parameters } = query.compile(compiler);
    return parseRows(query, db.prepare(text).all(...translateParameters(parameters)));
  };

  return {
    trace: async (connection, keys) => read('trace a person', () => traced(rows, connection, keys)),
    erase: async (connection, person, at) =>
      await commits.write({
        doing: 'erase a person',
        apply: () => erasingStatements(table, connection, person, at).reduce((sum, { counts: kind, query }) => {
          const changed = run(query);
          return kind === undefined ? sum : { ...sum, [kind]: sum[kind] + changed };
        }, NOTHING_ERASED),
      }),
    // What is deleted is overwritten in the file (secure_delete); the log beside it still holds the pages as they were.
    scrub: async () => read('fold the log into the file', () => db.exec('pragma wal_checkpoint(truncate)')),
    erasedAt: async (connection, marks) =>
      read('look for an erasure', () => parseErasedAt(rows(lastErasure(table, connection, marks))[0]?.at)),
    expire: async (connection, endedBefore, limit) =>
      await commits.write({
        doing: 'take out old payloads',
        apply() {
          run(expiringStream(table, connection, endedBefore));
          return expiringStatements.reduce((taken, statement) => (taken < limit ? taken + run(statement(table, connection, endedBefore, limit - taken)) : taken), 0);
        },
      }),
    search: async (connection, texts) => read('search for texts', () => findingsOf(db, connection, texts)),
  };
}

const table: TableNames = (name) => sql.table(name);

function traced(rows: <Row>(query: RawBuilder<Row>) => readonly Row[], connection: ConnectionId, asked: PersonTraces['keys']): PersonTraces {
  const carriers = rows(contactsOfKeys(table, connection, asked)).map(({ id }) => id);
  const found = tracedLeads(rows(leadsOf(table, connection, { keys: asked.map(translateKey), contactIds: carriers })));
  const contactIds = parseContactIds(eachOnce(carriers, found.contactIds));
  const theirs = rows(keysOfPerson(table, connection, contactIds, found.leads)).map(({ kind, value }) => translateKeyRow([kind, value]));
  const keys = joinedKeys(...asked, ...theirs);
  const protocols = parseProtocols(rows(sessionsOf(table, connection, { keys, contactIds })).map(({ protocol }) => protocol));
  const cardIds = parseCardIds(eachOnce(rows(cardsOf(table, connection, protocols)).map(({ card }) => card), found.cardIds));
  return { keys, contactIds, protocols, cardIds };
}

/** Looks through every text of every table, also of those that are added later. */
function findingsOf(db: DatabaseSync, connection: ConnectionId, texts: readonly string[]): readonly Finding[] {
  const columns = db.prepare(`select t.name as "table", c.name as "column",
      exists (select 1 from pragma_table_info(t.name) o where o.name = 'connection') as owned
    from sqlite_master t join pragma_table_info(t.name) c
    where t.type = 'table' and t.name not like 'sqlite_%' and c.type = 'TEXT' order by 1, 2`).all();
  return columns.flatMap((row): readonly Finding[] => {
    const [name, column] = [String(row['table']), String(row['column'])];
    const anyText = texts.map(() => `instr(lower("${column}"), lower(?)) > 0`).join(' or ');
    const own = Number(row['owned']) === 1 ? 'connection = ?' : '? is not null';
    const found = db.prepare(`select count(*) as n from "${name}" where ${own} and (${anyText})`).get(connection, ...texts);
    return Number(found?.['n']) === 0 ? [] : [{ place: `${name}.${column}`, rows: Number(found?.['n']) }];
  });
}

/** The rows have the columns that the query names. */
const parseRows = <Row>(_query: RawBuilder<Row>, rows: readonly unknown[]): readonly Row[] => rows as readonly Row[];
