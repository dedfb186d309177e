import type { Clock } from '../../../ports/clock.ts';
import type { DeskBooks } from '../../../ports/store.ts';
import type { SqlRunner } from '../sql-runner.ts';
import { createAgentPasses } from './agent-passes.ts';
import { createConversationBook } from './conversation-book.ts';
import { createDeskLists } from './desk-lists.ts';
import { createSendBook } from './send-book.ts';
import { createStream } from './stream.ts';
import type { StreamNews } from './stream-news.ts';

export { entryStatements, entryWithdrawal } from './desk-entries.ts';
export { deskStatements, settledStream } from './settled-desk.ts';
export { createStreamNews, type StreamNews, type Waiting } from './stream-news.ts';

/** What the agents' desk keeps, over either store. */
export const createDesk = (runner: SqlRunner, clock: Clock, news: StreamNews): DeskBooks => ({
  stream: createStream({ runner, clock, news }),
  conversations: createConversationBook(runner),
  agentPasses: createAgentPasses(runner),
  sends: createSendBook({ runner, clock, news }),
  deskLists: createDeskLists(runner),
});
