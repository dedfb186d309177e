import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql, type RawBuilder } from 'kysely';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Erasure, Finding, PersonToErase, PersonTraces } from '../../ports/erasure.ts';
import type { TableNames } from '../sql/conditions.ts';
import {
  cardsOf, contactsOfKeys, eachOnce, erasingStatements, expiringStatements, expiringStream, joinedKeys, keysOfPerson, lastErasure, NOTHING_ERASED, parseCardIds,
  parseContactIds, parseErasedAt, parseProtocols, sessionsOf,
} from '../sql/erasing.ts';
import { leadsOf, tracedLeads } from '../sql/leads/index.ts';
import { translateKey, translateKeyRow } from '../sql/translate-identity.ts';
import type { Database } from './database.ts';
import { keyText } from './key-text.ts';
import type { AnswerLike, PostgresLike } from './postgres-like.ts';

/** Writes statements and runs none. */
const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** Tables from which something is deleted, and whose old versions stand there until they are cleaned. */
const SCRUBBED = ['delivery', 'delivery_subject', 'timer', 'plan', 'session', 'session_part', 'session_key', 'session_contact', 'session_card', 'identity', 'reservation', 'contact', 'audit_value', 'audit_fact',
  'base_contact', 'base_client', 'base_client_agent', 'base_key', 'sync_plan', 'sync_problem', 'phone_conflict', 'contact_merge',
  'message', 'desk_session', 'desk_place', 'active_send', 'stream_event', 'lead', 'lead_key', 'lead_place'];

export function createPostgresErasure(database: Database): Erasure {
  const table: TableNames = (name) => sql.raw(`${database.schema}.${name}`);

  return {
    trace: async (connection, keys) => await database.read('trace a person', async (db) => await traced(db, table, connection, keys)),
    erase: async (connection, person, at) =>
      await database.transaction('erase a person', async (db) => {
        let counts = NOTHING_ERASED;
        for (const { counts: kind, query } of erasingStatements(table, connection, asStored(person), at)) {
          const changed = (await run(db, query)).rowCount ?? 0;
          if (kind !== undefined) counts = { ...counts, [kind]: counts[kind] + changed };
        }
        return counts;
      }),
    // Old versions of rows are given back for other rows to overwrite; PostgreSQL knows no other way while it runs.
    async scrub() {
      await database.read('clean what was deleted', async (db) =>
        await db.query(`vacuum ${SCRUBBED.map((name) => `${database.schema}.${name}`).join(', ')}`));
    },
    erasedAt: async (connection, marks) =>
      await database.read('look for an erasure', async (db) => parseErasedAt((await run(db, lastErasure(table, connection, marks))).rows[0]?.['at'])),
    expire: async (connection, endedBefore, limit) =>
      await database.transaction('take out old payloads', async (db) => {
        await run(db, expiringStream(table, connection, endedBefore));
        let taken = 0;
        for (const statement of expiringStatements) if (taken < limit) taken += (await run(db, statement(table, connection, endedBefore, limit - taken))).rowCount ?? 0;
        return taken;
      }),
    search: async (connection, texts) => await database.read('search for texts', async (db) => await findingsOf(db, database.schema, connection, texts)),
  };
}

async function run(db: PostgresLike, query: RawBuilder<unknown>): Promise<AnswerLike> {
  const { sql: text, parameters } = query.compile(compiler);
  return await db.query(text, [...parameters]);
}

const textsOf = ({ rows }: AnswerLike, column: string): readonly string[] => rows.map((row) => String(row[column]));

async function traced(db: PostgresLike, table: TableNames, connection: ConnectionId, asked: PersonTraces['keys']): Promise<PersonTraces> {
  const carriers = textsOf(await run(db, contactsOfKeys(table, connection, asked.map(keyAsStored))), 'id');
  const found = tracedLeads((await run(db, leadsOf(table, connection, { keys: asked.map(keyAsStored).map(translateKey), contactIds: carriers }))).rows);
  const contactIds = parseContactIds(eachOnce(carriers, found.contactIds.map(stored)));
  const theirs = await run(db, keysOfPerson(table, connection, contactIds, found.leads));
  const keys = joinedKeys(...asked, ...theirs.rows.map((row) => translateKeyRow([String(row['kind']), String(row['value'])])));
  const protocols = parseProtocols(textsOf(await run(db, sessionsOf(table, connection, { keys: keys.map(keyAsStored), contactIds })), 'protocol'));
  const cardIds = parseCardIds(eachOnce(textsOf(await run(db, cardsOf(table, connection, protocols)), 'card'), found.cardIds));
  return { keys, contactIds, protocols, cardIds };
}

/** As the columns hold them that they are compared with. */
const asStored = (person: PersonToErase): PersonToErase => ({
  ...person,
  keys: person.keys.map(keyAsStored),
  lanes: person.lanes.map(stored),
  subjects: person.subjects.map(stored),
  protocols: person.protocols.map(stored),
  contactIds: person.contactIds.map(stored),
  cardIds: person.cardIds.map(stored),
});

const stored = <Text extends string>(text: Text): Text => parseLike(text, keyText(text));

const keyAsStored = (key: PersonTraces['keys'][number]): PersonTraces['keys'][number] => {
  const [kind, value] = translateKey(key);
  return translateKeyRow([keyText(kind), keyText(value)]);
};

/** A text of the same kind as another. */
const parseLike = <Text extends string>(_kind: Text, text: string): Text => text as Text;

/** Looks through every text of every table, also of those that are added later. Bytes are compared by their escaped form. */
async function findingsOf(db: PostgresLike, schema: string, connection: ConnectionId, texts: readonly string[]): Promise<readonly Finding[]> {
  const { rows } = await db.query(`select c.table_name as "table", c.column_name as "column", c.data_type as type,
      exists (select 1 from information_schema.columns o where o.table_schema = c.table_schema and o.table_name = c.table_name
        and o.column_name = 'connection') as owned
    from information_schema.columns c
    where quote_ident(c.table_schema) = any($1) and c.data_type in ('text', 'bytea') order by 1, 2`, [[schema, schema.slice(1, -1)]]);
  const findings: Finding[] = [];
  for (const row of rows) {
    const { place, count } = searchOf(schema, row);
    const found = await db.query(count, [connection, texts]);
    const n = Number(found.rows[0]?.['n']);
    if (n > 0) findings.push({ place, rows: n });
  }
  return findings;
}

function searchOf(schema: string, row: Readonly<Record<string, unknown>>): { readonly place: string; readonly count: string } {
  const [name, column] = [String(row['table']), String(row['column'])];
  const [written, sought] = row['type'] === 'bytea'
    ? [`encode("${column}", 'escape')`, "encode(convert_to(t, 'UTF8'), 'escape')"]
    : [`"${column}"`, 't'];
  const own = row['owned'] === true ? 'connection = $1' : '$1::text is not null';
  const count = `select count(*) as n from ${schema}."${name}" where ${own}
    and exists (select 1 from unnest($2::text[]) t where position(lower(${sought}) in lower(${written})) > 0)`;
  return { place: `${name}.${column}`, count };
}
