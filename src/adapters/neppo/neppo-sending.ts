import type { AgentId } from '../../domain/agent/agent.ts';
import type { PartId, SessionComment } from '../../domain/attendance/sighting.ts';
import type { MessageId } from '../../domain/conversation/message.ts';
import { addMs, compareInstants, floorToSecond, type Instant } from '../../domain/kernel/instant.ts';
import type { AttendanceActions, ChatDone, OutgoingMessage } from '../../ports/attendance-actions.ts';
import type { MarkerAnswer } from '../../ports/card-desk.ts';
import { PortFailure } from '../../ports/failures.ts';
import type { AgentAccounts } from './agent-accounts.ts';
import { asked, done, NO_SUCH_AGENT } from './asked-of-neppo.ts';
import { pageBack } from './message-pages.ts';
import { messagesBack } from './neppo-conversations.ts';
import type { NeppoClient } from './neppo-client.ts';
import type { NeppoConfig } from './neppo-config.ts';
import { translateComments } from './translate/comment.ts';
import type { AgentIdentity } from './translate/desk.ts';
import { translateMessage } from './translate/message.ts';
import { messageBody, saysTheSame } from './translate/outgoing.ts';
import { wireComment } from './wire/comment.ts';
import { wireUpload } from './wire/desk.ts';
import { idIs } from './wire/list.ts';
import { wireMessage, type WireMessage } from './wire/message.ts';
import { wireSession } from './wire/session.ts';

type Sending = Pick<AttendanceActions, 'send' | 'findSent' | 'upload' | 'comment' | 'findComment'>;

/** What agents write: to the client, and among themselves. */
export function createNeppoSending(client: NeppoClient, config: NeppoConfig, accountOf: AgentAccounts): Sending {
  const { timeZone } = config;
  return {
    send: async (part, message, by) => {
      const agent = await accountOf(by);
      if (agent === undefined) return NO_SUCH_AGENT;
      if (!isNeppoId(part)) return UNKNOWN;
      const came = await asked(config, client.act('messageSend', { json: messageBody(part, message, agent) }));
      return came.outcome === 'refused' ? came : { outcome: 'done', message: sentIn(came.answer, part, config) };
    },
    findSent: async (part, message, by, query) => {
      const agent = await accountOf(by);
      if (agent === undefined || !isNeppoId(part)) return NOTHING_BELIEVABLE;
      const rows = await rowsSince(client, config, part, query);
      // Where nothing is known to exist, the part itself is: Neppo has to tell of that beside an empty list.
      const complete = query.known.length === 0 ? rows.length > 0 || await isTold(part) : hasAny(rows, query.known);
      return sentAmong(rows, { message, agent, query, timeZone, complete });
    },
    upload: async ({ name, contentType, body }) => {
      const sent = await client.act('upload', { file: { field: config.actions.uploadField, name, contentType, body } });
      if (!sent.ok) throw sent.failure;
      const address = wireUpload.safeParse(sent.answer);
      if (address.success) return address.data;
      throw untold('upload');
    },
    comment: async (part, text, by) => await commented(part, text, by),
    findComment: async (part, text, { since }) => {
      if (!isNeppoId(part)) return NOTHING_BELIEVABLE;
      const comments = await commentsOf(part);
      const found = comments.filter((comment) => comment.text.trim() === text.trim() && (comment.at === undefined || comment.at >= onNepposClock(since)));
      // Which comment it is, Neppo tells by no id: its place among the session's will do to know that it is there.
      return marked(found.map((comment) => String(comments.indexOf(comment) + 1)), comments.length > 0 || await isTold(part));
    },
  };

  /** Under load a list may be empty for a moment: one that is, is read again. */
  async function commentsOf(part: PartId): Promise<readonly SessionComment[]> {
    const read = async () => translateComments(await client.rowsOf('comments', wireComment, part), timeZone);
    const comments = await read();
    return comments.length > 0 ? comments : await read();
  }

  /** Whether Neppo tells of the part by now; while it answers with empty lists, it does not. */
  async function isTold(part: PartId): Promise<boolean> {
    return (await client.listNewest('sessions', wireSession, idIs('id', part))).some(({ id }) => id === part);
  }

  async function commented(part: PartId, text: string, by: AgentId): Promise<ChatDone<object>> {
    const agent = await accountOf(by);
    if (agent === undefined) return NO_SUCH_AGENT;
    if (!isNeppoId(part)) return UNKNOWN;
    return await done(asked(config, client.act('commentSave', { json: { sessionId: Number(part), comment: text, createdBy: agent.userName } })));
  }
}

/** By so much Neppo's clock may be behind ours; what is taken for older than it is would be sent a second time. */
const BEHIND_MS = 30_000;

/** Neppo's dates stop at the second. */
const onNepposClock = (since: Instant): Instant => floorToSecond(addMs(since, -BEHIND_MS));

const isNeppoId = (id: string): boolean => /^\d{1,15}$/.test(id);

const UNKNOWN = { outcome: 'refused', because: 'session-unknown' } as const;

/** Nobody was asked, so that nothing is known. */
const NOTHING_BELIEVABLE = { believable: false } as const;

/** The answer to a message is the message; one that is not has to be looked for, for it was taken. */
function sentIn(answer: unknown, part: PartId, { timeZone }: NeppoConfig) {
  const row = wireMessage.safeParse(answer);
  const message = row.success ? translateMessage({ ...row.data, sessionId: part }, timeZone) : undefined;
  if (message?.ok === true) return message.value;
  throw untold('message');
}

const untold = (what: string): PortFailure =>
  new PortFailure('port.drifted', `Neppo took the ${what} and did not tell what became of it; it is looked for.`, { retry: 'soon', mayHaveHappened: 'yes' });

interface Looking {
  readonly since: Instant;
  readonly known: readonly MessageId[];
}

/** A conversation may be long, and what was sent is near its end: so many rows, and all that came since then. */
const ROWS_AT_ONCE = 50;
const MOST_ROWS = 500;

async function rowsSince(client: NeppoClient, config: NeppoConfig, part: PartId, { since }: Looking): Promise<readonly WireMessage[]> {
  const read = messagesBack(client, config, part);
  for (let limit = ROWS_AT_ONCE; ; limit *= 2) {
    const { rows, older } = await pageBack(read, { limit });
    const oldest = rows.at(-1);
    const message = oldest && translateMessage(oldest, config.timeZone);
    const reachesBack = message?.ok === true && compareInstants(message.value.at, onNepposClock(since)) < 0;
    if (older === undefined || reachesBack || limit >= MOST_ROWS) return rows;
  }
}

interface Sought {
  readonly message: OutgoingMessage;
  readonly agent: AgentIdentity;
  readonly query: Looking;
  readonly timeZone: string;
  /** Whether the rows hold something that is known to exist. */
  readonly complete: boolean;
}

function hasAny(rows: readonly WireMessage[], known: readonly MessageId[]): boolean {
  const ids: ReadonlySet<string> = new Set(rows.map(({ id }) => id));
  return known.some((id) => ids.has(id));
}

/** Absence is believed only of a complete list, for one that is empty under load looks like one that has nothing. */
function sentAmong(rows: readonly WireMessage[], { message, agent, query, timeZone, complete }: Sought): MarkerAnswer<MessageId> {
  const known: ReadonlySet<string> = new Set(query.known);
  const found = rows.filter((row) => !known.has(row.id) && saysTheSame(row, message, agent)).flatMap((row) => {
    const read = translateMessage(row, timeZone);
    return read.ok && read.value.at >= onNepposClock(query.since) ? [read.value.id] : [];
  });
  return marked(found.toReversed(), complete);
}

function marked<Id>([found, ...others]: readonly Id[], complete: boolean): MarkerAnswer<Id> {
  if (found === undefined) return { believable: complete };
  return { found, believable: true, ...(others.length === 0 ? {} : { others }) };
}
