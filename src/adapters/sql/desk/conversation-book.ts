import { sql, type RawBuilder } from 'kysely';
import type { ConnectionId } from '../../../domain/connection/connection.ts';
import type { ChatMessage } from '../../../domain/conversation/message.ts';
import type { ConversationBook, ConversationPlace, KeptMessage } from '../../../ports/conversation-book.ts';
import { parseJson, toJson } from '../json.ts';
import type { Row } from '../row.ts';
import type { SqlRunner } from '../sql-runner.ts';
import type { SqlNames } from './names.ts';

/** Conversations, in either store. */
export function createConversationBook(runner: SqlRunner): ConversationBook {
  const { table, text } = runner;
  const kept = async (doing: string, where: RawBuilder<unknown>): Promise<readonly KeptMessage[]> =>
    (await runner.rows(doing, sql`select value, content from ${table('message')} where ${where}`)).map(translateKept);

  return {
    async page(connection, protocol, { before, limit }) {
      const rows = await kept('read a conversation', sql`connection = ${connection} and protocol = ${text(protocol)}
        and ${before === undefined ? sql`1 = 1` : sql`(at, id) < (${before.at}, ${text(before.id)})`} order by at desc, id desc limit ${limit}`);
      return rows.map(({ message }) => message).toReversed();
    },
    find: async (connection, id) => (await kept('find a message', sql`connection = ${connection} and id = ${text(id)}`))[0],
    async newestOf(connection, part) {
      const [row] = await kept('find the newest message', sql`connection = ${connection} and part = ${text(part)} order by at desc, id desc limit 1`);
      return row && placeOf(row);
    },
    findByClientKey: async (connection, protocol, clientKey) =>
      (await kept('find a message that was sent from here', sql`connection = ${connection} and protocol = ${text(protocol)}
        and client_key = ${text(clientKey)} order by at desc, id desc limit 1`))[0]?.message,
  };
}

const placeOf = ({ message: { at, id } }: KeptMessage): ConversationPlace => ({ at, id });

/** What was said stands in a column of its own, out of which it can be taken. */
export function messageStatement({ table, text }: SqlNames, connection: ConnectionId, { protocol, message }: KeptMessage): RawBuilder<unknown> {
  const { text: words, media, authorName, ...rest } = message;
  const content = { ...(words === undefined ? {} : { text: words }), ...(media && { media }), ...(authorName === undefined ? {} : { authorName }) };
  const [id, part, at, clientKey] = [text(message.id), text(message.part), message.at, message.clientKey === undefined ? null : text(message.clientKey)];
  return sql`insert into ${table('message')} (connection, id, protocol, part, at, client_key, value, content)
    values (${connection}, ${id}, ${text(protocol)}, ${part}, ${at}, ${clientKey}, ${toJson({ protocol, message: rest })}, ${Object.keys(content).length === 0 ? null : toJson(content)})
    on conflict (connection, id) do update set protocol = excluded.protocol, part = excluded.part, at = excluded.at, client_key = excluded.client_key,
      value = excluded.value, content = excluded.content`;
}

function translateKept({ value, content }: Row): KeptMessage {
  const { protocol, message } = parseJson(String(value)) as KeptMessage;
  return { protocol, message: { ...message, ...(typeof content === 'string' && (parseJson(content) as Partial<ChatMessage>)) } };
}
