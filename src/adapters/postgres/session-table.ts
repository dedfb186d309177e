import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Protocol } from '../../domain/attendance/sighting.ts';
import type { SessionRow } from '../../ports/sessions.ts';
import { entryStatements, entryWithdrawal } from '../sql/desk/index.ts';
import { toJson } from '../sql/json.ts';
import { changedMeanwhile, LINK_KINDS, translateSession } from '../sql/session-links.ts';
import { compiled, namesIn } from './compiled.ts';
import { keyText } from './key-text.ts';
import { createLinkStatements } from './link-statements.ts';
import type { Conversation } from './conversation.ts';
import type { PostgresLike } from './postgres-like.ts';

/** Sessions on disk, over whatever runs statements: a pool, or the transaction that they belong to. */
export interface SessionTable {
  load(db: PostgresLike, connection: ConnectionId, protocol: Protocol): Promise<SessionRow | undefined>;
  /**
   * Fails with `port.conflict` unless `version` is the stored one, or 0 for a session that is not stored. Waits for another
   * transaction that writes the same session, so that one that writes several does so in the order of their protocols.
   */
  write(db: Conversation, row: SessionRow): Promise<void>;
}

/** @param schema - quoted. */
export function createSessionTable(schema: string): SessionTable {
  const parts = createLinkStatements(schema, LINK_KINDS.parts);
  const keys = createLinkStatements(schema, LINK_KINDS.keys);
  const contactIds = createLinkStatements(schema, LINK_KINDS.contactIds);
  const cardIds = createLinkStatements(schema, LINK_KINDS.cardIds);
  const kinds = [parts, keys, contactIds, cardIds];
  const links = kinds.map(({ list }) => list).join(', ');

  const names = namesIn(schema);
  const entry = (column: string): string => `(select ${column} from ${schema}.desk_session d where d.connection = session.connection and d.protocol = session.protocol) as desk`;

  const find = `select version, state, started_at, phase, client_is, ${links}, ${entry('d.entry')} from ${schema}.session where connection = $1 and protocol = $2`;
  const insert = `insert into ${schema}.session (connection, protocol, state, started_at, phase, client_is, version)
    values ($1, $2, $3, $4, $5, $6, 1) on conflict do nothing returning id, ${links}, ${entry('d.entry is not null')}`;
  const update = `update ${schema}.session set state = $3, started_at = $4, phase = $5, client_is = $6, version = version + 1
    where connection = $1 and protocol = $2 and version = $7 returning id, ${links}, ${entry('d.entry is not null')}`;

  return {
    async load(db, connection, protocol) {
      const { rows: [row] } = await db.query(find, [connection, keyText(protocol)]);
      const linksOf = row && { parts: parts.of(row), keys: keys.of(row), contactIds: contactIds.of(row), cardIds: cardIds.of(row) };
      return linksOf && translateSession(connection, protocol, row, linksOf);
    },
    async write(db, session) {
      const { connection, protocol, version, state, startedAt, phase, clientIs } = session;
      const values = [connection, keyText(protocol), toJson(state), startedAt, phase, clientIs];
      const { rows: [row] } = await (version === 0 ? db.query(insert, values) : db.query(update, [...values, version]));
      if (row === undefined) throw changedMeanwhile(session);
      for (const kind of kinds) kind.replace(db, row, session);
      const withdrawn = session.desk === undefined && row['desk'] === true ? entryWithdrawal(names, session) : [];
      for (const statement of [...withdrawn, ...entryStatements(names, session)]) db.send(...compiled(statement));
    },
  };
}
