import { sql, type RawBuilder } from 'kysely';
import type { CrmUserId } from '../../../domain/agent/agent.ts';
import type { ConnectionId } from '../../../domain/connection/connection.ts';
import type { BaseContact, BaseContacts, ContactOutcome, ContactTally, MakersNumbers } from '../../../ports/customer-base.ts';
import { toJson } from '../json.ts';
import type { Row } from '../row.ts';
import type { SqlRunner } from '../sql-runner.ts';
import { carriesAny, idsOfKeys, inShares, jsonOf, keyStatements, lastRun, listOf, settings } from './fragments.ts';

/** The CRM's contacts as they were last read, in either store. */
export function createBaseContacts(runner: SqlRunner): BaseContacts {
  const { table, text } = runner;
  const contacts = table('base_contact');
  const one = (connection: ConnectionId, id: string): RawBuilder<unknown> => sql`connection = ${connection} and id = ${text(id)}`;
  const found = async (doing: string, where: RawBuilder<unknown>): Promise<readonly BaseContact[]> =>
    (await runner.rows(doing, sql`select entry, read_at, portfolio, echoes from ${contacts} where ${where}`)).map(translateContact);

  return {
    async keep(connection, readings, readAt) {
      const run = lastRun(runner, connection);
      const rows = readings.map(({ entry, phones }) =>
        sql`(${connection}, ${text(entry.contact.id)}, ${readAt}, ${run}, ${phones.valid}, ${phones.invalid}, ${toJson(entry)})`);
      const ids = readings.map(({ entry }) => text(entry.contact.id));
      await runner.write('keep what was read of contacts', [
        ...inShares(rows).map((share) => upsert(contacts, share)),
        ...(rows.length === 0 ? [] : keyStatements(runner, 'contact', {
          connection, rows: readings.map(({ entry }) => ({ id: entry.contact.id, keys: entry.keys })),
          current: sql`select id from ${contacts} where connection = ${connection} and read_at = ${readAt} and id in ${listOf(ids)}`,
        })),
      ]);
    },
    async note(connection, id, { portfolio, echoes, outcome }) {
      const set = settings({
        portfolio: portfolio && sql`${toJson(portfolio)}`,
        echoes: echoes && sql`${toJson(echoes)}`,
        outcome: outcome && sql`${outcome}`,
        outcome_run: outcome && lastRun(runner, connection),
      });
      if (set !== undefined) await runner.write('note something of a contact', [sql`update ${contacts} set ${set} where ${one(connection, id)}`]);
    },
    find: async (connection, id) => (await found('find a contact of the customer base', one(connection, id)))[0],
    findByKeys: async (connection, keys) =>
      (await found('find contacts of the customer base by keys', sql`connection = ${connection} and id in (${idsOfKeys(runner, 'contact', connection, keys)}) order by id`))
        .filter(({ entry }) => carriesAny(keys)(entry)),
    page: async (connection, { after, limit, seen, run }) =>
      await found('read contacts of the customer base', sql`connection = ${connection}
        and ${seen === 'in' ? sql`run >= ${run}` : sql`run < ${run}`}
        and ${after === undefined ? sql`1 = 1` : sql`id > ${text(after)}`} order by id limit ${limit}`),
    async tally(connection, run) {
      const outcomes = await runner.rows('count contacts', sql`select outcome, count(*) as n from ${contacts} where connection = ${connection} and outcome_run = ${run} group by outcome`);
      const listed = await runner.rows('count contacts', sql`select count(*) as n from ${contacts} where connection = ${connection} and run >= ${run}`);
      return translateTally(outcomes, listed);
    },
    async phones(connection) {
      const sums = sql`coalesce(sum(phones_valid), 0) as valid, coalesce(sum(phones_invalid), 0) as invalid from ${contacts} where connection = ${connection}`;
      const all = (await runner.rows('count numbers', sql`select ${sums}`)).map(translateNumbers);
      // Who made a contact stands within its reading: nobody looks into a hundred thousand of them where nothing is wrong.
      if (all.every(({ invalid }) => invalid === 0)) return all;
      const maker = runner.jsonText(sql`entry`, 'createdBy');
      return (await runner.rows('count numbers by who made them', sql`select ${maker} as maker, ${sums} group by ${maker}`)).map(translateNumbers);
    },
    forgetPortfolios: async (connection) =>
      void (await runner.write('forget what was agreed on about agents', [sql`update ${contacts} set portfolio = null where connection = ${connection} and portfolio is not null`])),
    forget: async (connection, id) =>
      void (await runner.write('forget a contact of the customer base', [
        sql`delete from ${contacts} where ${one(connection, id)}`,
        sql`delete from ${table('base_key')} where connection = ${connection} and side = 'contact' and id = ${text(id)}`,
      ])),
  };
}

/** An older reading leaves what is known, and still tells that the contact is there. */
const upsert = (contacts: RawBuilder<unknown>, rows: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => sql`
  insert into ${contacts} as known (connection, id, read_at, run, phones_valid, phones_invalid, entry) values ${sql.join(rows)}
  on conflict (connection, id) do update set run = excluded.run,
    phones_valid = case when known.read_at <= excluded.read_at then excluded.phones_valid else known.phones_valid end,
    phones_invalid = case when known.read_at <= excluded.read_at then excluded.phones_invalid else known.phones_invalid end,
    entry = case when known.read_at <= excluded.read_at then excluded.entry else known.entry end,
    read_at = case when known.read_at <= excluded.read_at then excluded.read_at else known.read_at end`;

function translateContact(row: Row): BaseContact {
  const [portfolio, echoes] = [jsonOf(row['portfolio']), jsonOf(row['echoes'])];
  return {
    entry: jsonOf(row['entry']),
    readAt: row['read_at'],
    ...(portfolio === undefined ? {} : { portfolio }),
    ...(echoes === undefined ? {} : { echoes }),
  } as BaseContact;
}

const translateNumbers = ({ maker, valid, invalid }: Row): MakersNumbers =>
  ({ valid: Number(valid), invalid: Number(invalid), ...(typeof maker === 'string' ? { createdBy: maker as CrmUserId } : {}) });

function translateTally(rows: readonly Row[], [listed]: readonly Row[]): ContactTally {
  const count = (outcome: ContactOutcome): number => Number(rows.find((row) => row['outcome'] === outcome)?.['n'] ?? 0);
  return {
    same: count('same'), written: count('written'), failed: count('failed'), 'left-out': count('left-out'), open: count('open'),
    listed: Number(listed?.['n'] ?? 0),
  };
}
