import type { RawBuilder } from 'kysely';
import type { ConnectionId } from '../../../domain/connection/connection.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { StreamWish } from '../../../ports/stream.ts';
import type { Settlement } from '../../../ports/work-queue.ts';
import type { Row } from '../row.ts';
import { messageStatement } from './conversation-book.ts';
import { talkStatements } from './desk-entries.ts';
import { listedSession, translateDeskSession } from './desk-lists.ts';
import type { SqlNames } from './names.ts';
import { sendStatement } from './send-book.ts';
import { streamStatements } from './stream.ts';

/** What a settlement writes for the desk beside its sessions. */
export function deskStatements(names: SqlNames, connection: ConnectionId, { talks = [], messages = [], sends = [] }: Settlement, now: Instant): readonly RawBuilder<unknown>[] {
  return [
    ...talks.toSorted((a, b) => (a.protocol < b.protocol ? -1 : 1)).flatMap((talk) => talkStatements(names, connection, talk)),
    ...messages.map((kept) => messageStatement(names, connection, kept)),
    ...sends.map((send) => sendStatement(names, connection, send, now)),
  ];
}

/** What agents are told with a settlement. */
export interface SettledStream {
  /** Asks how the session stands, once all else is written; absent where nothing depends on it. */
  readonly question?: RawBuilder<unknown>;
  wishes(answer: readonly Row[]): readonly StreamWish[];
  /** Come last of all: others wait for the heads of streams. */
  statements(wishes: readonly StreamWish[]): readonly RawBuilder<unknown>[];
}

export function settledStream(names: SqlNames, connection: ConnectionId, { telling, stream = [] }: Settlement, now: Instant): SettledStream {
  return {
    ...(telling === undefined ? {} : { question: listedSession(names, connection, telling.protocol) }),
    wishes: ([row]) => [...telling?.tell(row && translateDeskSession(row)) ?? [], ...stream],
    statements: (wishes) => streamStatements(names, connection, wishes, now),
  };
}
