import type { Diagnoses } from '../../ports/diagnoses.ts';
import { toJson } from '../sql/json.ts';
import { translateDiagnosis } from '../sql/translate-diagnosis.ts';
import type { Database } from './database.ts';

export function createPostgresDiagnoses({ schema, read, transaction }: Database): Diagnoses {
  const keep = `insert into ${schema}.diagnosis as d (connection, at, value) values ($1, $2, $3)
    on conflict (connection) do update set at = excluded.at, value = excluded.value where d.at collate "C" <= excluded.at`;
  const list = `select connection, at, value from ${schema}.diagnosis`;
  return {
    keep: async ({ connection, at, value }) =>
      await transaction('keep a diagnosis', async (db) => void (await db.query(keep, [connection, at, toJson(value)]))),
    list: async () => await read('list diagnoses', async (db) => (await db.query(list)).rows.map(translateDiagnosis)),
  };
}
