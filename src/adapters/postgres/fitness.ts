import { sqlStateOf } from './failures.ts';
import type { PostgresLike } from './postgres-like.ts';

const OLDEST_RELEASE = 15;

/** Why our data could not be kept there as it has to be, with the mend; `undefined` when all is well. */
export async function unfitnessOf(db: PostgresLike): Promise<string | undefined> {
  const { rows } = await db.query(`select current_setting('server_version_num')::integer / 10000 as release,
    current_setting('server_encoding') as encoding, pg_is_in_recovery() as is_copy`);
  const { release, encoding, is_copy: isCopy } = rows[0] ?? {};
  if (Number(release) < OLDEST_RELEASE) return `it is PostgreSQL ${Number(release)}: use ${OLDEST_RELEASE} or newer`;
  if (encoding !== 'UTF8') return `its encoding is ${String(encoding)}: create one with encoding UTF8`;
  return isCopy === true ? 'it is a copy that can only be read: name the primary server' : undefined;
}

/** What PostgreSQL refuses at its door, and what the host does about it. */
const MENDS: Readonly<Record<string, string>> = {
  '28P01': 'check the user and the password',
  '28000': 'check the user, and from where the server lets it in',
  '3D000': 'create that database first',
  '42501': 'let the user make a schema there, or make the schema and give it to the user',
  '53300': 'let PostgreSQL have more connections, or each hub fewer (maxConnections)',
  '55P03': 'see who holds its tables, perhaps a backup, and start again after that',
};

export const mendOf = (cause: unknown): string => MENDS[sqlStateOf(cause) ?? ''] ?? 'see the cause, and whether PostgreSQL answers there';
