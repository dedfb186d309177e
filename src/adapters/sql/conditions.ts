import { sql, type RawBuilder } from 'kysely';

/** Names a table of ours in a statement, with the schema where the dialect has one. */
export type TableNames = (name: string) => RawBuilder<unknown>;

export const anyOf = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => (conditions.length === 0 ? sql`1 = 0` : sql.join(conditions, sql` or `));

/** `in ()` is no SQL; nothing is ever called by this name. */
export const listOf = (values: readonly string[]): RawBuilder<unknown> => sql`(${sql.join(values.length === 0 ? ['\u0001'] : values)})`;

/** Whether the columns `kind` and `value` hold one of these keys. */
export const anyKeyOf = (keys: readonly (readonly [kind: string, value: string])[]): RawBuilder<unknown> =>
  anyOf(keys.map(([kind, value]) => sql`(kind = ${kind} and value = ${value})`));

/** For `like … escape '!'`. */
export const containing = (text: string): string => `%${text.replaceAll(/[!%_]/g, (sign) => `!${sign}`)}%`;
