import type { Sessions } from '../../ports/sessions.ts';
import type { Row } from '../sql/row.ts';
import { translateProtocols } from '../sql/session-links.ts';
import { translateKey } from '../sql/translate-identity.ts';
import type { Database } from './database.ts';
import { keyText } from './key-text.ts';
import type { SessionTable } from './session-table.ts';

export function createPostgresSessions({ schema, read }: Database, table: SessionTable): Sessions {
  const lookup = (links: string, condition: string): string => `select s.protocol from ${schema}.${links} l
    join ${schema}.session s on s.id = l.session where l.connection = $1 and ${condition} group by s.id order by s.started_at, s.id`;
  const byPart = lookup('session_part', 'l.part = $2');
  const byKeys = lookup('session_key', "(l.kind, l.value) in (select * from unnest($2::text[], $3::text[])) and s.client_is = 'waiting'");
  const byContact = lookup('session_contact', 'l.contact = $2');
  const byRunningContact = lookup('session_contact', "l.contact = $2 and s.phase = 'running'");
  const byCard = lookup('session_card', 'l.card = $2');

  const protocols = async (doing: string, statement: string, values: readonly unknown[]) =>
    await read(doing, async (db): Promise<readonly Row[]> => (await db.query(statement, values)).rows).then(translateProtocols);

  return {
    load: async (connection, protocol) => await read('load a session', async (db) => await table.load(db, connection, protocol)),
    // A part belongs to one protocol; should the chat ever have moved it, the newest session has it.
    protocolOfPart: async (connection, part) => (await protocols('find a part', byPart, [connection, keyText(part)])).at(-1),
    async waitingFor(connection, keys) {
      const columns = keys.map(translateKey);
      return await protocols('find waiting sessions', byKeys, [connection, columns.map(([kind]) => keyText(kind)), columns.map(([, value]) => keyText(value))]);
    },
    ofContact: async (connection, contactId, which) =>
      await protocols('find sessions of a contact', which === 'running' ? byRunningContact : byContact, [connection, keyText(contactId)]),
    ofCard: async (connection, cardId) => await protocols('find sessions of a card', byCard, [connection, keyText(cardId)]),
  };
}
