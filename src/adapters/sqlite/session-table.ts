import type { DatabaseSync } from 'node:sqlite';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Protocol } from '../../domain/attendance/sighting.ts';
import type { SessionRow } from '../../ports/sessions.ts';
import { toJson } from '../sql/json.ts';
import { changedMeanwhile, LINK_KINDS, translateSession, type Links } from '../sql/session-links.ts';
import { createLinkTable } from './link-table.ts';

/** Sessions on disk. `write` belongs inside a unit of the commit loop. */
export interface SessionTable {
  load(connection: ConnectionId, protocol: Protocol): SessionRow | undefined;
  /** Fails with `port.conflict` unless `version` is the stored one, or 0 for a session that is not stored. */
  write(row: SessionRow): void;
}

export function createSessionTable(db: DatabaseSync): SessionTable {
  const find = db.prepare('select * from session where connection = ? and protocol = ?');
  const links = createSessionLinks(db);
  const writeRow = createRowWriting(db);
  return {
    load(connection, protocol) {
      const row = find.get(connection, protocol);
      return row && translateSession(connection, protocol, row, links.of(Number(row['id'])));
    },
    write(row) {
      const id = writeRow(row);
      if (id === undefined) throw changedMeanwhile(row);
      links.replace(id, row);
    },
  };
}

function createRowWriting(db: DatabaseSync): (row: SessionRow) => number | undefined {
  const insert = db.prepare(`insert into session (state, started_at, phase, client_is, connection, protocol, version)
    values (?, ?, ?, ?, ?, ?, 1) on conflict do nothing returning id`);
  const update = db.prepare(`update session set state = ?, started_at = ?, phase = ?, client_is = ?, version = version + 1
    where connection = ? and protocol = ? and version = ? returning id`);
  return ({ connection, protocol, version, state, startedAt, phase, clientIs }) => {
    const values = [toJson(state), startedAt, phase, clientIs, connection, protocol] as const;
    const written = version === 0 ? insert.get(...values) : update.get(...values, version);
    return written && Number(written['id']);
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
