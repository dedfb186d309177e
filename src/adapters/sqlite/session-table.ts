import type { DatabaseSync } from 'node:sqlite';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Protocol } from '../../domain/attendance/sighting.ts';
import type { SessionRow } from '../../ports/sessions.ts';
import { entryStatements, entryWithdrawal } from '../sql/desk/index.ts';
import { toJson } from '../sql/json.ts';
import { changedMeanwhile, LINK_KINDS, translateSession, type Links } from '../sql/session-links.ts';
import { createLinkTable } from './link-table.ts';
import { SQLITE_NAMES, type RunStatement } from './sqlite-runner.ts';

/** Sessions on disk. `write` belongs inside a unit of the commit loop. */
export interface SessionTable {
  load(connection: ConnectionId, protocol: Protocol): SessionRow | undefined;
  /** Fails with `port.conflict` unless `version` is the stored one, or 0 for a session that is not stored. */
  write(row: SessionRow): void;
}

export function createSessionTable(db: DatabaseSync, run: RunStatement): SessionTable {
  const find = db.prepare(`select s.*, d.entry as desk from session s
    left join desk_session d on d.connection = s.connection and d.protocol = s.protocol where s.connection = ? and s.protocol = ?`);
  const links = createSessionLinks(db);
  const writeRow = createRowWriting(db);
  return {
    load(connection, protocol) {
      const row = find.get(connection, protocol);
      return row && translateSession(connection, protocol, row, links.of(Number(row['id'])));
    },
    write(row) {
      const written = writeRow(row);
      if (written === undefined) throw changedMeanwhile(row);
      links.replace(written.id, row);
      const withdrawn = row.desk === undefined && written.desk === 'there' ? entryWithdrawal(SQLITE_NAMES, row) : [];
      for (const statement of [...withdrawn, ...entryStatements(SQLITE_NAMES, row)]) run(statement);
    },
  };
}

/** A session that was written, and whether it had a place in the lists before. */
interface Written {
  readonly id: number;
  readonly desk: 'there' | 'none';
}

function createRowWriting(db: DatabaseSync): (row: SessionRow) => Written | undefined {
  const desk = `exists (select 1 from desk_session d where d.connection = session.connection and d.protocol = session.protocol and d.entry is not null) as desk`;
  const insert = db.prepare(`insert into session (state, started_at, phase, client_is, connection, protocol, version)
    values (?, ?, ?, ?, ?, ?, 1) on conflict do nothing returning id, ${desk}`);
  const update = db.prepare(`update session set state = ?, started_at = ?, phase = ?, client_is = ?, version = version + 1
    where connection = ? and protocol = ? and version = ? returning id, ${desk}`);
  return ({ connection, protocol, version, state, startedAt, phase, clientIs }) => {
    const values = [toJson(state), startedAt, phase, clientIs, connection, protocol] as const;
    const written = version === 0 ? insert.get(...values) : update.get(...values, version);
    return written && { id: Number(written['id']), desk: Number(written['desk']) === 1 ? 'there' : 'none' };
  };
}

interface SessionLinks {
  of(session: number): Links;
  replace(session: number, row: SessionRow): void;
}

function createSessionLinks(db: DatabaseSync): SessionLinks {
  const parts = createLinkTable(db, LINK_KINDS.parts);
  const keys = createLinkTable(db, LINK_KINDS.keys);
  const contactIds = createLinkTable(db, LINK_KINDS.contactIds);
  const cardIds = createLinkTable(db, LINK_KINDS.cardIds);
  return {
    of: (session) => ({ parts: parts.of(session), keys: keys.of(session), contactIds: contactIds.of(session), cardIds: cardIds.of(session) }),
    replace(session, row) {
      for (const table of [parts, keys, contactIds, cardIds]) table.replace(session, row);
    },
  };
}
