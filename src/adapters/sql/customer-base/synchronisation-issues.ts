import { sql, type RawBuilder } from 'kysely';
import type { ConnectionId } from '../../../domain/connection/connection.ts';
import type { ContactId } from '../../../domain/contact/contact.ts';
import type { ContactsMerged, MergeUndone } from '../../../domain/contact/identity-group.ts';
import type { ConflictDecided, ConflictsSeen, KeptConflict, KeptMerge, SynchronisationIssues, SynchronisationProblem } from '../../../ports/synchronisation-issues.ts';
import { toJson } from '../json.ts';
import type { Row } from '../row.ts';
import type { SqlRunner } from '../sql-runner.ts';
import { jsonOf, listOf } from './fragments.ts';

/** What somebody has to look at, in either store. */
export function createSynchronisationIssues(runner: SqlRunner): SynchronisationIssues {
  const { table, text } = runner;
  const [problems, merges] = [table('sync_problem'), table('contact_merge')];
  const behind = (column: string, after: string | undefined): RawBuilder<unknown> => (after === undefined ? sql`1 = 1` : sql`${sql.raw(column)} > ${text(after)}`);

  /** Everybody reached over merges that hold. */
  async function standing(connection: ConnectionId, contacts: readonly ContactId[]): Promise<readonly KeptMerge[]> {
    const named = new Set(contacts.map(text));
    for (;;) {
      const rows = (await runner.rows('read merges', sql`select * from ${merges} where connection = ${connection} and undone_at is null
        and (into_id in ${listOf([...named])} or from_id in ${listOf([...named])}) order by id`)).map(translateMerge);
      const before = named.size;
      for (const { into, from } of rows) named.add(text(into)).add(text(from));
      if (named.size === before) return rows;
    }
  }

  return {
    keepProblem: async (connection, contact, problem) =>
      void (await runner.write('keep a problem', [problem === 'none'
        ? sql`delete from ${problems} where connection = ${connection} and contact = ${text(contact)}`
        : sql`insert into ${problems} as known (connection, contact, code, at, detail) values (${connection}, ${text(contact)}, ${problem.code}, ${problem.at}, ${problem.detail ?? null})
            on conflict (connection, contact) do update set at = case when known.code = excluded.code then known.at else excluded.at end, code = excluded.code, detail = excluded.detail`])),
    problems: async (connection, { after, limit, only }) =>
      (await runner.rows('read problems', sql`select * from ${problems} where connection = ${connection} and ${behind('contact', after)}
        and ${only === undefined ? sql`1 = 1` : sql`contact = ${text(only)}`} order by contact limit ${limit}`)).map(translateProblem),
    async countProblems(connection) {
      const [row] = await runner.rows('count problems', sql`select count(*) as n from ${problems} where connection = ${connection}`);
      return Number(row?.['n'] ?? 0);
    },
    keepConflicts: async (connection, seen) => void (await runner.write('keep conflicts', conflictStatements(runner, connection, seen))),
    conflicts: async (connection, { after, limit, state, id }) =>
      (await runner.rows('read conflicts', sql`select * from ${table('phone_conflict')} where connection = ${connection} and ${behind('id', after)}
        and ${state === undefined ? sql`1 = 1` : sql`state = ${state}`} and ${id === undefined ? sql`1 = 1` : sql`id = ${text(id)}`} order by id limit ${limit}`)).map(translateConflict),
    decide: async (connection, decision) => void (await runner.write('keep a decision about a conflict', decisionStatements(runner, connection, decision))),
    mergesOf: standing,
    merges: async (connection, { after, limit }) =>
      (await runner.rows('read merges', sql`select * from ${merges} where connection = ${connection}
        and ${after === undefined ? sql`1 = 1` : sql`id < ${text(after)}`} order by id desc limit ${limit}`)).map(translateMerge),
  };
}

function conflictStatements({ table, text }: SqlRunner, connection: ConnectionId, { contact, conflicts, at }: ConflictsSeen): readonly RawBuilder<unknown>[] {
  const rows = table('phone_conflict');
  return [
    sql`update ${rows} set state = 'gone' where connection = ${connection} and state = 'open' and (kept = ${text(contact)} or other = ${text(contact)})
      and id not in ${listOf(conflicts.map(({ id }) => text(id)))}`,
    ...conflicts.map(({ id, conflict }) => sql`insert into ${rows} as known (connection, id, kept, other, state, seen_at, value)
      values (${connection}, ${text(id)}, ${text(conflict.kept)}, ${text(conflict.other)}, 'open', ${at}, ${toJson(conflict)})
      on conflict (connection, id) do update set kept = excluded.kept, other = excluded.other, value = excluded.value,
        state = case when known.state = 'gone' then 'open' else known.state end,
        seen_at = case when known.state = 'gone' then excluded.seen_at else known.seen_at end`),
  ];
}

function decisionStatements(runner: SqlRunner, connection: ConnectionId, { conflict, events, at, by = null }: ConflictDecidedRow): readonly RawBuilder<unknown>[] {
  const { table, text } = runner;
  return [
    ...(conflict === undefined ? [] : [sql`update ${table('phone_conflict')} set state = ${conflict.state}, settled_by = ${conflict.state === 'settled' ? by : null}
      where connection = ${connection} and id = ${text(conflict.id)}`]),
    ...events.map((event) => (event.type === 'ContactsMerged'
      ? sql`insert into ${table('contact_merge')} (connection, id, into_id, from_id, reason, at, decided_by)
          values (${connection}, ${text(mergeId(event))}, ${text(event.into)}, ${text(event.from)}, ${event.reason}, ${event.at}, ${by}) on conflict do nothing`
      : sql`update ${table('contact_merge')} set undone_at = ${at}, undone_by = ${by} where connection = ${connection} and id = ${text(mergeId(event))} and undone_at is null`)),
  ];
}

type ConflictDecidedRow = Omit<ConflictDecided, 'by'> & { readonly by?: string | null | undefined };

/** Ordered by its moment. */
const mergeId = ({ at, into, from }: ContactsMerged | MergeUndone): string => `${at}/${into}/${from}`;

const translateProblem = ({ contact, code, at, detail }: Row): SynchronisationProblem =>
  ({ contact, code, at, ...(detail === null ? {} : { detail }) }) as SynchronisationProblem;

const translateConflict = (row: Row): KeptConflict => ({
  id: row['id'], conflict: jsonOf(row['value']), seenAt: row['seen_at'], state: row['state'],
  ...(row['settled_by'] === null ? {} : { settledBy: row['settled_by'] }),
}) as KeptConflict;

const translateMerge = (row: Row): KeptMerge => ({
  id: row['id'], into: row['into_id'], from: row['from_id'], reason: row['reason'], at: row['at'],
  ...(row['decided_by'] === null ? {} : { by: row['decided_by'] }),
  ...(row['undone_at'] === null ? {} : { undoneAt: row['undone_at'] }),
  ...(row['undone_by'] === null ? {} : { undoneBy: row['undone_by'] }),
}) as KeptMerge;
