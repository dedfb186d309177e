import { sql, type RawBuilder } from 'kysely';
import type { ConnectionId } from '../../../domain/connection/connection.ts';
import type { BaseClient, BaseClients } from '../../../ports/customer-base.ts';
import { toJson } from '../json.ts';
import type { Row } from '../row.ts';
import type { SqlRunner } from '../sql-runner.ts';
import { carriesAny, idsOfKeys, inShares, jsonOf, keyStatements, lastRun, listOf, settings } from './fragments.ts';

/** The chat's clients as they were last read, in either store. */
export function createBaseClients(runner: SqlRunner): BaseClients {
  const { table, text } = runner;
  const [clients, agents] = [table('base_client'), table('base_client_agent')];
  const one = (connection: ConnectionId, id: string): RawBuilder<unknown> => sql`connection = ${connection} and id = ${text(id)}`;

  async function found(doing: string, connection: ConnectionId, where: RawBuilder<unknown>): Promise<readonly BaseClient[]> {
    const rows = await runner.rows(doing, sql`select id, entry, read_at, written, echoes from ${clients} where ${where}`);
    if (rows.length === 0) return [];
    const theirs = await runner.rows(doing, sql`select client, agent from ${agents} where connection = ${connection}
      and client in ${listOf(rows.map((row) => String(row['id'])))} order by client, agent`);
    return rows.map((row) => translateClient(row, theirs.filter((each) => each['client'] === row['id'])));
  }

  return {
    async keep(connection, entries, readAt) {
      const run = lastRun(runner, connection);
      const rows = entries.map((entry) =>
        sql`(${connection}, ${text(entry.id)}, ${readAt}, ${run}, ${codeOf(runner, entry.externalCode)}, ${toJson(entry)})`);
      await runner.write('keep what was read of chat clients', [
        ...inShares(rows).map((share) => upsert(clients, share)),
        ...(rows.length === 0 ? [] : keyStatements(runner, 'client', {
          connection, rows: entries,
          current: sql`select id from ${clients} where connection = ${connection} and read_at = ${readAt} and id in ${listOf(entries.map(({ id }) => text(id)))}`,
        })),
      ]);
    },
    addAgents: async (connection, associations) =>
      void (await runner.write('keep agents of chat clients', associationRows(runner, connection, associations).map((share) => addingAgents(agents, share)))),
    setAgents: async (connection, change) =>
      void (await runner.write('keep the agents of a chat client', change === 'drop-unlisted'
        ? [sql`delete from ${agents} where connection = ${connection} and run < ${lastRun(runner, connection)}`]
        : [
            sql`delete from ${agents} where connection = ${connection} and client = ${text(change.client)}`,
            ...associationRows(runner, connection, change.agents.map((agent) => ({ client: change.client, agent }))).map((share) => addingAgents(agents, share)),
          ])),
    async note(connection, id, { written, echoes }) {
      const set = settings({ written: written && sql`${toJson(written)}`, echoes: echoes && sql`${toJson(echoes)}` });
      if (set !== undefined) await runner.write('note something of a chat client', [sql`update ${clients} set ${set} where ${one(connection, id)}`]);
    },
    find: async (connection, id) => (await found('find a chat client', connection, one(connection, id)))[0],
    findByKeys: async (connection, keys) =>
      (await found('find chat clients by keys', connection, sql`connection = ${connection} and id in (${idsOfKeys(runner, 'client', connection, keys)}) order by id`))
        .filter(({ entry }) => carriesAny(keys)(entry)),
    page: async (connection, { after, limit, which, run }) =>
      await found('read chat clients', connection, sql`connection = ${connection} and external_code is not null
        and ${which === 'unlisted' ? sql`run < ${run}` : orphaned(runner, connection, run)}
        and ${after === undefined ? sql`1 = 1` : sql`id > ${text(after)}`} order by id limit ${limit}`),
    async countLinks(connection) {
      const [row] = await runner.rows('count links', sql`select count(*) as n from ${clients} where connection = ${connection} and external_code is not null`);
      return Number(row?.['n'] ?? 0);
    },
    forget: async (connection, id) =>
      void (await runner.write('forget a chat client', [
        sql`delete from ${clients} where ${one(connection, id)}`,
        sql`delete from ${table('base_key')} where connection = ${connection} and side = 'client' and id = ${text(id)}`,
        sql`delete from ${agents} where connection = ${connection} and client = ${text(id)}`,
      ])),
  };
}

function codeOf({ text }: SqlRunner, externalCode = ''): string | null {
  const code = externalCode.trim();
  return code === '' ? null : text(code);
}

/** Nobody has read the contact that a client is linked to since the run began. */
const orphaned = ({ table }: SqlRunner, connection: ConnectionId, run: number): RawBuilder<unknown> => sql`not exists (
  select 1 from ${table('base_contact')} c where c.connection = ${connection} and c.id = ${table('base_client')}.external_code and c.run >= ${run})`;

const associationRows = (runner: SqlRunner, connection: ConnectionId, associations: readonly { readonly client: string; readonly agent: string }[]) =>
  inShares(associations.map(({ client, agent }) => sql`(${connection}, ${runner.text(client)}, ${runner.text(agent)}, ${lastRun(runner, connection)})`));

const addingAgents = (agents: RawBuilder<unknown>, rows: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => sql`
  insert into ${agents} (connection, client, agent, run) values ${sql.join(rows)}
  on conflict (connection, client, agent) do update set run = excluded.run`;

/** An older reading leaves what is known, and still tells that the client is there. */
const upsert = (clients: RawBuilder<unknown>, rows: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => sql`
  insert into ${clients} as known (connection, id, read_at, run, external_code, entry) values ${sql.join(rows)}
  on conflict (connection, id) do update set run = excluded.run,
    external_code = case when known.read_at <= excluded.read_at then excluded.external_code else known.external_code end,
    entry = case when known.read_at <= excluded.read_at then excluded.entry else known.entry end,
    read_at = case when known.read_at <= excluded.read_at then excluded.read_at else known.read_at end`;

function translateClient(row: Row, theirs: readonly Row[]): BaseClient {
  const [entry, readAt, written, echoes] = [jsonOf(row['entry']), row['read_at'], jsonOf(row['written']), jsonOf(row['echoes'])];
  const agents: unknown = theirs.map((each) => each['agent']);
  const notes = { ...(written === undefined ? {} : { written }), ...(echoes === undefined ? {} : { echoes }) };
  return { entry, readAt, agents, ...notes } as BaseClient;
}
