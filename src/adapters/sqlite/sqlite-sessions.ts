import type { DatabaseSync } from 'node:sqlite';
import type { Sessions } from '../../ports/sessions.ts';
import type { Row } from '../sql/row.ts';
import { translateProtocols } from '../sql/session-links.ts';
import { translateKey } from '../sql/translate-identity.ts';
import type { Database } from './database.ts';
import type { SessionTable } from './session-table.ts';

export function createSqliteSessions({ writer: db, read }: Database, table: SessionTable): Sessions {
  const byPart = createLookup(db, 'session_part', 'l.part = ?');
  const byKey = createLookup(db, 'session_key', "l.kind = ? and l.value = ? and s.client_is = 'waiting'");
  const byContact = createLookup(db, 'session_contact', 'l.contact = ?');
  const byRunningContact = createLookup(db, 'session_contact', "l.contact = ? and s.phase = 'running'");
  const byCard = createLookup(db, 'session_card', 'l.card = ?');

  return {
    load: async (connection, protocol) => read('load a session', () => table.load(connection, protocol)),
    // A part belongs to one protocol; should the chat ever have moved it, the newest session has it.
    protocolOfPart: async (connection, part) => read('find a part', () => translateProtocols(byPart.all(connection, part)).at(-1)),
    waitingFor: async (connection, keys) =>
      read('find waiting sessions', () => translateProtocols(keys.flatMap((key) => byKey.all(connection, ...translateKey(key))).toSorted(byAge))),
    ofContact: async (connection, contactId, which) =>
      read('find sessions of a contact', () => translateProtocols((which === 'running' ? byRunningContact : byContact).all(connection, contactId))),
    ofCard: async (connection, cardId) => read('find sessions of a card', () => translateProtocols(byCard.all(connection, cardId))),
  };
}

const createLookup = (db: DatabaseSync, table: string, condition: string) =>
  db.prepare(`select s.protocol, s.started_at, s.id from ${table} l join session s on s.id = l.session
    where l.connection = ? and ${condition} order by s.started_at, s.id`);

function byAge(a: Row, b: Row): number {
  const [before, after] = [String(a['started_at']), String(b['started_at'])];
  return before < after ? -1 : before > after ? 1 : Number(a['id']) - Number(b['id']);
}
