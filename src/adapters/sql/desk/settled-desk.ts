import type { RawBuilder } from 'kysely';
import type { ConnectionId } from '../../../domain/connection/connection.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Settlement } from '../../../ports/work-queue.ts';
import { messageStatement } from './conversation-book.ts';
import { talkStatements } from './desk-entries.ts';
import type { SqlNames } from './names.ts';
import { sendStatement } from './send-book.ts';
import { streamStatements } from './stream.ts';

/** What a settlement writes for the desk beside its sessions; heads of streams, which others wait for, come last. */
export function deskStatements(names: SqlNames, connection: ConnectionId, settlement: Settlement, now: Instant): readonly RawBuilder<unknown>[] {
  const { talks = [], messages = [], sends = [], stream = [] } = settlement;
  return [
    ...talks.toSorted((a, b) => (a.protocol < b.protocol ? -1 : 1)).flatMap((talk) => talkStatements(names, connection, talk)),
    ...messages.map((kept) => messageStatement(names, connection, kept)),
    ...sends.map((send) => sendStatement(names, connection, send, now)),
    ...streamStatements(names, connection, stream, now),
  ];
}
