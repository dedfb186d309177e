import { sql, type RawBuilder, type SqlBool } from 'kysely';

/**
 * Whether a delivery that was not tried yet is about something. Both databases know `replace`, and neither an exact search for a text
 * that the other knows as well.
 */
export const isAbout = (row: string, subject: string): RawBuilder<SqlBool> => {
  const about = sql.ref(`${row}.about`);
  return sql<SqlBool>`(${about} is not null and replace(${about}, ${JSON.stringify(subject)}, '') <> ${about})`;
};
