import { sql, type RawBuilder } from 'kysely';
import type { ConnectionId } from '../../../domain/connection/connection.ts';
import { PortFailure } from '../../../ports/failures.ts';
import type { PlannedRow, PlannedWish, SynchronisationRun, SynchronisationRuns } from '../../../ports/synchronisation-runs.ts';
import { toJson } from '../json.ts';
import type { Row } from '../row.ts';
import type { SqlRunner } from '../sql-runner.ts';
import { inShares, jsonOf, listOf } from './fragments.ts';

const OPEN = ['running', 'paused', 'asking'] as const;

/** Runs and what they plan, in either store. */
export function createSynchronisationRuns(runner: SqlRunner): SynchronisationRuns {
  const { table } = runner;
  const [runs, plans] = [table('sync_run'), table('sync_plan')];
  const found = async (where: RawBuilder<unknown>): Promise<readonly SynchronisationRun[]> =>
    (await runner.rows('read synchronisation runs', sql`select number, version, value from ${runs} where ${where}`)).map(translateRun);
  const latest = async (connection: ConnectionId): Promise<SynchronisationRun | undefined> =>
    (await found(sql`connection = ${connection} order by number desc limit 1`))[0];

  return {
    async begin(connection, run) {
      const [begun] = await runner.write('begin a synchronisation run', [sql`
        insert into ${runs} (connection, number, version, state, value)
        select cast(${connection} as text), coalesce(max(number), 0) + 1, 1, cast(${run.state} as text), cast(${toJson(run)} as text) from ${runs} where connection = ${connection}
        having not exists (select 1 from ${runs} where connection = ${connection} and state in ${listOf(OPEN)})
        on conflict do nothing`]);
      const standing = await latest(connection);
      if (standing === undefined) throw conflict(0);
      return { run: standing, fresh: begun === 1 };
    },
    find: async (connection, number) =>
      (number === undefined ? await latest(connection) : (await found(sql`connection = ${connection} and number = ${number}`))[0]),
    async put(connection, run) {
      const { number, version, ...value } = run;
      const [changed] = await runner.write('put a synchronisation run', [sql`update ${runs} set version = version + 1, state = ${run.state}, value = ${toJson(value)}
        where connection = ${connection} and number = ${number} and version = ${version}`]);
      if (changed !== 1) throw conflict(number);
      return { ...run, version: version + 1 };
    },
    list: async (connection, { before, limit }) =>
      await found(sql`connection = ${connection} and ${before === undefined ? sql`1 = 1` : sql`number < ${before}`} order by number desc limit ${limit}`),
    plan: async (connection, run, rows) =>
      void (await runner.write('keep what a run plans', inShares(rows).map((share) => planning(runner, { connection, run }, share)))),
    planned: async (connection, run, wish) =>
      (await runner.rows('read what a run plans', sql`select contact, client, doubt, value from ${plans}
        where connection = ${connection} and run = ${run} and ${conditionOf(runner, wish)} order by contact, client limit ${wish.limit}`)).map(translatePlanned),
    async countPlanned(connection, run, doubt) {
      const [row] = await runner.rows('count what a run plans', sql`select count(*) as n from ${plans} where connection = ${connection} and run = ${run} and doubt in ${listOf(doubt)}`);
      return Number(row?.['n'] ?? 0);
    },
    clearPlans: async (connection, before) =>
      void (await runner.write('take out what earlier runs planned', [sql`delete from ${plans} where connection = ${connection} and run < ${before}`])),
  };
}

const conflict = (number: number): PortFailure =>
  new PortFailure('port.conflict', `Synchronisation run ${number} was changed by somebody else meanwhile. Read it again, and try again.`, { retry: 'soon' });

const planning = ({ table, text }: SqlRunner, { connection, run }: { readonly connection: ConnectionId; readonly run: number }, rows: readonly PlannedRow[]): RawBuilder<unknown> => sql`
  insert into ${table('sync_plan')} (connection, run, contact, client, doubt, value)
  values ${sql.join(rows.map((row) => sql`(${connection}, ${run}, ${text(row.contact)}, ${text(row.client ?? '')}, ${row.doubt ?? null}, ${toJson(row)})`))}
  on conflict (connection, run, contact, client) do update set doubt = excluded.doubt, value = excluded.value`;

function conditionOf({ text }: SqlRunner, { after, doubt, contact }: PlannedWish): RawBuilder<unknown> {
  const conditions = [
    sql`1 = 1`,
    ...(after === undefined ? [] : [sql`(contact > ${text(after.contact)} or (contact = ${text(after.contact)} and client > ${text(after.client ?? '')}))`]),
    ...(doubt === undefined ? [] : [sql`doubt in ${listOf(doubt)}`]),
    ...(contact === undefined ? [] : [sql`contact = ${text(contact)}`]),
  ];
  return sql.join(conditions, sql` and `);
}

const translateRun = (row: Row): SynchronisationRun =>
  ({ ...Object(jsonOf(row['value'])), number: Number(row['number']), version: Number(row['version']) }) as SynchronisationRun;

const translatePlanned = (row: Row): PlannedRow => jsonOf(row['value']) as PlannedRow;
