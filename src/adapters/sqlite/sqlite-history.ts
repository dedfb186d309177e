import type { History } from '../../ports/history.ts';
import { createSqlHistory } from '../sql/sql-history.ts';
import type { Database } from './database.ts';
import { closedFailure, translateDriverError } from './failures.ts';
import { createKyselyReader } from './kysely-reader.ts';

export const createSqliteHistory = ({ reader }: Database): History =>
  createSqlHistory(createKyselyReader(reader), async (doing, reading) => {
    if (!reader.isOpen) throw closedFailure(doing);
    try {
      return await reading();
    } catch (error) {
      throw translateDriverError(error, doing);
    }
  });
