import type { DatabaseSync } from 'node:sqlite';
import type { Protocol } from '../../domain/attendance/sighting.ts';
import type { Sessions } from '../../ports/sessions.ts';
import type { Database } from './database.ts';
import type { SessionTable } from './session-table.ts';
import type { Row } from './translate-delivery.ts';
import { translateKey } from './translate-identity.ts';

export function createSqliteSessions({ writer: db, read }: Database, table: SessionTable): Sessions {
  const byPart = createLookup(db, 'session_part', 'l.part = ?');
  const byKey = createLookup(db, 'session_key', "l.kind = ? and l.value = ? and s.client_is = 'waiting'");
  const byContact = createLookup(db, 'session_contact', 'l.contact = ?');
  const byRunningContact = createLookup(db, 'session_contact', "l.contact = ? and s.phase = 'running'");
  const byCard = createLookup(db, 'session_card', 'l.card = ?');

  return {
    load: async (connection, protocol) => read('load a session', () => table.load(connection, protocol)),
    // A part belongs to one protocol; should the chat ever have moved it, the newest session has it.
    protocolOfPart: async (connection, part) => read('find a part', () => protocolsOf(byPart.all(connection, part)).at(-1)),
    waitingFor: async (connection, keys) =>
      read('find waiting sessions', () => protocolsOf(keys.flatMap((key) => byKey.all(connection, ...translateKey(key))).toSorted(byAge))),
    ofContact: async (connection, contactId, which) =>
      read('find sessions of a contact', () => protocolsOf((which === 'running' ? byRunningContact : byContact).all(connection, contactId))),
    ofCard: async (connection, cardId) => read('find sessions of a card', () => protocolsOf(byCard.all(connection, cardId))),
  };
}

const createLookup = (db: DatabaseSync, table: string, condition: string) =>
  db.prepare(`select s.protocol, s.started_at, s.id from ${table} l join session s on s.id = l.session
    where l.connection = ? and ${condition} order by s.started_at, s.id`);

const protocolsOf = (rows: readonly Row[]): readonly Protocol[] => [...new Set(rows.map(translateProtocol))];

const translateProtocol = (row: Row): Protocol => String(row['protocol']) as Protocol;

function byAge(a: Row, b: Row): number {
  const [before, after] = [String(a['started_at']), String(b['started_at'])];
  return before < after ? -1 : before > after ? 1 : Number(a['id']) - Number(b['id']);
}
