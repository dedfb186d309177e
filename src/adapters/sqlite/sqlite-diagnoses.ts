import type { Diagnoses } from '../../ports/diagnoses.ts';
import { toJson } from '../sql/json.ts';
import { translateDiagnosis } from '../sql/translate-diagnosis.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Database } from './database.ts';

export function createSqliteDiagnoses({ writer: db, read }: Database, commits: CommitLoop): Diagnoses {
  const keep = db.prepare(`insert into diagnosis (connection, at, value) values (?, ?, ?)
    on conflict (connection) do update set at = excluded.at, value = excluded.value where at <= excluded.at`);
  const list = db.prepare('select connection, at, value from diagnosis');
  return {
    keep: ({ connection, at, value }) =>
      commits.write({ doing: 'keep a diagnosis', apply: () => void keep.run(connection, at, toJson(value)) }),
    list: async () => read('list diagnoses', () => list.all().map(translateDiagnosis)),
  };
}
