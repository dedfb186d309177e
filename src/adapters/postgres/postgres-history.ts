import type { DeliveryFilter, History } from '../../ports/history.ts';
import type { LaneKey, Subject } from '../../ports/inbox.ts';
import { createSqlHistory } from '../sql/sql-history.ts';
import type { Database } from './database.ts';
import { keyText } from './key-text.ts';
import { createKyselyReader } from './kysely-reader.ts';

export function createPostgresHistory(database: Database): History {
  const history = createSqlHistory(createKyselyReader(database), async (doing, reading) => await database.read(doing, reading));
  return {
    ...history,
    list: async (scope, filter, page) => await history.list(scope, translateFilter(filter), page),
    count: async (scope, filter) => await history.count(scope, translateFilter(filter)),
    records: async (scope, filter, page) => await history.records(scope, translateFilter(filter), page),
  };
}

/** Lanes and subjects are looked for as they are stored. */
const translateFilter = ({ lane, subjects, ...filter }: DeliveryFilter): DeliveryFilter => ({
  ...filter,
  ...(lane !== undefined && { lane: keyText(lane) as LaneKey }),
  ...(subjects && { subjects: subjects.map((subject) => keyText(subject) as Subject) }),
});
