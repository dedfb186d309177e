import type { DatabaseSync } from 'node:sqlite';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Protocol } from '../../domain/attendance/sighting.ts';
import { PortFailure } from '../../ports/failures.ts';
import type { SessionRow } from '../../ports/sessions.ts';
import { parseJson, toJson } from '../sql/json.ts';
import { createLinkTable, type Link, type LinkTable } from './link-table.ts';
import type { Row } from './translate-delivery.ts';
import { translateKey, translateKeyRow } from './translate-identity.ts';

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
      return row && translateSession(row, links.of(Number(row['id'])));
    },
    write(row) {
      const id = writeRow(row);
      if (id === undefined) {
        throw new PortFailure('port.conflict', `The store could not write session ${row.protocol}: it was changed meanwhile; load it again.`);
      }
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
  of(session: number): TranslatedLinks;
  replace(session: number, row: SessionRow): void;
}

function createSessionLinks(db: DatabaseSync): SessionLinks {
  const parts = createLinkTable(db, 'session_part', ['part']);
  const keys = createLinkTable(db, 'session_key', ['kind', 'value']);
  const contacts = createLinkTable(db, 'session_contact', ['contact']);
  const cards = createLinkTable(db, 'session_card', ['card']);
  const tables: readonly (readonly [LinkTable, (row: SessionRow) => readonly Link[]])[] = [
    [parts, (row) => row.parts.map(single)],
    [keys, (row) => row.keys.map(translateKey)],
    [contacts, (row) => row.contactIds.map(single)],
    [cards, (row) => row.cardIds.map(single)],
  ];
  return {
    of: (session) => translateLinks(parts.of(session), keys.of(session), contacts.of(session), cards.of(session)),
    replace(session, row) {
      for (const [table, linksOf] of tables) table.replace(row.connection, session, linksOf(row));
    },
  };
}

const single = (value: string): Link => [value];

type TranslatedLinks = Pick<SessionRow, 'parts' | 'keys' | 'contactIds' | 'cardIds'>;

function translateLinks(parts: readonly Link[], keys: readonly Link[], contacts: readonly Link[], cards: readonly Link[]): TranslatedLinks {
  return {
    parts: parts.flat() as SessionRow['parts'][number][],
    keys: keys.map(translateKeyRow),
    contactIds: contacts.flat() as SessionRow['contactIds'][number][],
    cardIds: cards.flat() as SessionRow['cardIds'][number][],
  };
}

function translateSession(row: Row, links: TranslatedLinks): SessionRow {
  const { connection, protocol, version, started_at: startedAt, phase, client_is: clientIs } = row;
  const state = parseJson(row['state'] as string | null);
  return { connection, protocol, version, state, startedAt, phase, clientIs, ...links } as SessionRow;
}
