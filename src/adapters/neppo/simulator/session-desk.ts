import { channelNamed, channelNames, isTelephone, protocolOf } from './channels.ts';
import type { PeopleDesk } from './people-desk.ts';
import { agentNamed, groupNamed, sessionNamed } from './names.ts';
import { badField, SimulatorRefusal } from './refusal.ts';
import { fileAddress, keepFile, type NewFile } from './files.ts';
import { addMessage, addSystemLine, type NewMessage } from './message-book.ts';
import type { AgentRow, CommentRow, MessageRow, RecordingRow, SessionRow } from './rows.ts';
import type { SendDesk } from './send-desk.ts';
import { endBySilence } from './silence.ts';
import { announce, changeSession, type World } from './world.ts';

/** A client who gets in touch. Without a group, or with `bot`, the bot answers first. */
export interface StartSession {
  readonly phone?: string | undefined;
  readonly name?: string | undefined;
  readonly group?: string | undefined;
  /** In any case: whatsapp, voice, email, webchat, instagram, messenger, … @defaultValue 'whatsapp' */
  readonly channel?: string | undefined;
  readonly agent?: string | undefined;
  readonly email?: string | undefined;
  readonly cpf?: string | undefined;
  readonly externalCode?: string | undefined;
  readonly bot?: boolean | undefined;
}

/** Where a session goes: to a group, to an agent, or to an agent of another group. */
export interface TransferSession {
  readonly group?: string | undefined;
  readonly agent?: string | undefined;
  /** Closes the part and opens a new session id under the same protocol, as some tenants' transfers do. */
  readonly newPart?: boolean | undefined;
}

/** A message of a conversation. */
export interface WriteMessage {
  readonly from: 'client' | 'agent' | 'bot';
  /** The text, or the address of the medium when `contentType` says so. */
  readonly text: string;
  /** @defaultValue 'TEXT' */
  readonly contentType?: string | undefined;
  readonly caption?: string | undefined;
  readonly fileName?: string | undefined;
  /** A file that is kept with the tenant, whose address then stands for the text. */
  readonly file?: NewFile | undefined;
  /** The id of the message that it answers. */
  readonly replyTo?: number | undefined;
  /** The agent who writes, by name. @defaultValue the session's, or one of its group, who takes it from the queue */
  readonly agent?: string | undefined;
}

/** What clients, agents and the bot do in Neppo. A session is named by its id or its protocol. */
export interface SessionDesk {
  readonly start: (input: StartSession) => SessionRow;
  readonly transfer: (session: string | number, to: TransferSession) => SessionRow;
  readonly write: (session: string | number, message: WriteMessage) => MessageRow;
  /** Takes a message away, which the conversation then says. */
  readonly retract: (session: string | number, messageId: number) => MessageRow;
  /** Meta does not deliver a message, for a reason such as `131047 - Re-engagement message`. */
  readonly failMessage: (messageId: number, reason: string) => MessageRow;
  readonly comment: (session: string | number, text: string, author: string) => CommentRow;
  /** Closing what is closed changes nothing and tells nobody. */
  readonly close: (session: string | number) => SessionRow;
  readonly reopen: (session: string | number) => SessionRow;
  /** Ends a session whose client fell silent. */
  readonly endBySilence: (session: string | number) => SessionRow;
  readonly record: (session: string | number, audioUrl: string) => RecordingRow;
}

interface Desks {
  readonly people: PeopleDesk;
  readonly sends: SendDesk;
  /** Whether a transfer to a group opens a new part when it does not say. */
  readonly transferMakesNewPart: boolean;
}

export function createSessionDesk(world: World, desks: Desks): SessionDesk {
  const { store, clock } = world;
  const find = (key: string | number): SessionRow => sessionNamed(store, key);
  return {
    start: (input) => start(world, desks, input),
    transfer: (key, to) => transfer(world, find(key), { ...to, newPart: to.newPart ?? desks.transferMakesNewPart }),
    write: (key, message) => write(world, find(key), message),
    comment: (key, comment, createdBy) => {
      const session = find(key);
      const row = store.comments.insert((id) => ({ id, sessionId: session.id, comment, createdBy, createdAt: clock.second() }));
      changeSession(world, session);
      return row;
    },
    close: (key) => {
      const session = find(key);
      if (session.status === 'CLOSED') return session;
      addSystemLine(world, session, 'CLOSE_CHAT_SESSION');
      return changeSession(world, closed(session, clock.second()));
    },
    endBySilence: (key) => endBySilence(world, find(key)),
    retract: (key, messageId) => addSystemLine(world, find(key), 'DELETE_MESSAGE', { repliedTo: messageId }),
    failMessage: (id, error) => {
      const message = store.messages.get(id);
      if (message === undefined) throw new SimulatorRefusal(404, `there is no message ${id}`);
      return store.messages.put({ ...message, error });
    },
    reopen: (key) => {
      const session = find(key);
      return changeSession(world, { ...session, status: session.agentId === null ? 'WAITING' : 'OPEN', closedAt: null });
    },
    record: (key, audioUrl) => {
      const session = find(key);
      return store.recordings.insert((id) => ({ id, sessionId: session.id, audioUrl, createdAt: clock.second() }));
    },
  };
}

function start(world: World, { people, sends }: Desks, input: StartSession): SessionRow {
  const channel = channelNamed(input.channel ?? 'whatsapp');
  if (channel === undefined) throw badField('channel', `"${input.channel}" is none of ${channelNames.join(', ')}`);
  // A call may hide its number; whoever writes has one.
  if (isTelephone(channel) && channel !== 'VOICE' && !/\d/.test(input.phone ?? '')) {
    throw badField('phone', `${channel} needs a phone number`);
  }
  const group = input.group === undefined ? undefined : groupNamed(world.store, input.group);
  const agent = input.agent === undefined || input.bot ? undefined : agentNamed(world.store, input.agent);
  const client = people.clientOf(channel, input);
  const answered = sends.awaitingReply(channel, client.phone);
  const groupId = input.bot ? null : (group?.id ?? agent?.groupIds[0] ?? answered?.groupConfId ?? null);
  const session = insertSession(world, {
    protocol: protocolOf(channel, world.store.settings.next('protocol')),
    channel,
    userId: client.id,
    externalProtocol: client.phone ?? client.email,
    ...attendedBy(world, groupId, agent, null),
  });
  if (answered) sends.answer(answered.id, session.id);
  return session;
}

type NewSession = Pick<SessionRow, 'protocol' | 'channel' | 'userId' | 'externalProtocol'> & Attendance;

function insertSession(world: World, fields: NewSession): SessionRow {
  const now = world.clock.second();
  const attendedAt = fields.agentId === null ? null : now;
  const row = world.store.sessions.insert((id) => ({ id, createdAt: now, updatedAt: now, attendedAt, closedAt: null, ...fields }));
  announce(world, 'ChatSession', 'CREATE', row.id);
  return row;
}

type Attendance = Pick<SessionRow, 'groupId' | 'agentId' | 'lastAgent' | 'status' | 'onlyBot'>;

/** Who has the session now: the bot while there is no group, the group's queue while there is no agent. */
function attendedBy({ store }: World, groupId: number | null, agent: AgentRow | undefined, lastAgent: string | null): Attendance {
  const userName = agent ? (store.users.get(agent.userId)?.userName ?? null) : lastAgent;
  return {
    groupId,
    agentId: agent?.id ?? null,
    lastAgent: userName ?? (groupId === null ? null : 'queue'),
    status: agent || groupId === null ? 'OPEN' : 'WAITING',
    onlyBot: groupId === null,
  };
}

const closed = (session: SessionRow, now: number): SessionRow => ({ ...session, status: 'CLOSED', closedAt: now });

function transfer(world: World, session: SessionRow, to: TransferSession): SessionRow {
  if (session.status === 'CLOSED') throw new SimulatorRefusal(409, `session ${session.id} is closed and cannot be transferred`);
  if (to.group === undefined && to.agent === undefined) throw badField('group', 'name a group, an agent, or both');
  const agent = to.agent === undefined ? undefined : agentNamed(world.store, to.agent);
  const groupId = to.group === undefined ? (session.groupId ?? agent?.groupIds[0] ?? null) : groupNamed(world.store, to.group).id;
  const attendance = attendedBy(world, groupId, agent, session.lastAgent);
  if (to.newPart && groupId !== session.groupId) {
    addSystemLine(world, session, 'REDIRECT_CHAT_SESSION_OUT', { text: to.group ?? '' });
    changeSession(world, closed(session, world.clock.second()));
    const { protocol, channel, userId, externalProtocol } = session;
    const begun = insertSession(world, { protocol, channel, userId, externalProtocol, ...attendance });
    addSystemLine(world, begun, 'REDIRECT_CHAT_SESSION_IN', { text: to.group ?? '' });
    return begun;
  }
  addSystemLine(world, session, commandOf(session, to), { text: to.agent ?? to.group ?? '' });
  const attendedAt = session.attendedAt ?? (agent ? world.clock.second() : null);
  return changeSession(world, { ...session, ...attendance, attendedAt });
}

function commandOf({ onlyBot }: SessionRow, { agent }: TransferSession) {
  if (onlyBot) return 'FOWARD_FINAL_CHATBOT';
  return agent === undefined ? 'FORWARD_ANOTHER_GRUOP' : 'FORWARD_AGENT';
}

function write(world: World, session: SessionRow, message: WriteMessage): MessageRow {
  const agent = message.from === 'agent' ? attendingAgent(world, session, message.agent) : undefined;
  return addMessage(world, session, {
    ...carriedBy(world, message),
    caption: message.caption ?? null,
    sendBy: message.from === 'client' ? 'user' : message.from,
    fromUser: message.from === 'bot' ? '@botserver' : authorOf(world, session, agent),
    agentId: agent?.id ?? null,
    repliedTo: message.replyTo,
  });
}

/** A text, or a file that is kept. */
function carriedBy({ store }: World, { text, contentType = 'TEXT', fileName, file }: WriteMessage): Pick<NewMessage, 'message' | 'contentType' | 'fileName' | 'fileId'> {
  if (file === undefined) return { message: text, contentType, fileName: fileName ?? null };
  const { id, name, type } = keepFile(store, file);
  return { message: fileAddress(store, id), fileId: id, contentType: contentType === 'TEXT' ? contentTypeOf(type) : contentType, fileName: fileName ?? name };
}

/** How Neppo calls what a file holds. */
function contentTypeOf(type: string): string {
  const [family = ''] = type.split('/');
  return ['image', 'audio', 'video'].includes(family) ? family.toUpperCase() : 'APPLICATION';
}

const authorOf = ({ store }: World, session: SessionRow, agent: AgentRow | undefined): string =>
  store.users.get(agent?.userId ?? session.userId)?.userName ?? '';

/** The agent who writes: the one who is named, else the session's; else one of its group takes it from the queue. */
function attendingAgent(world: World, session: SessionRow, name: string | undefined): AgentRow {
  const { store, clock } = world;
  const named = name === undefined ? undefined : agentNamed(store, name);
  const own = session.agentId === null ? undefined : store.agents.get(session.agentId);
  if (own) return named ?? own;
  const agents = store.agents.all();
  const taker = named ?? agents.find(({ groupIds }) => session.groupId !== null && groupIds.includes(session.groupId)) ?? agents[0];
  if (!taker) throw badField('from', 'there is no agent who could write');
  const groupId = session.groupId ?? taker.groupIds[0] ?? null;
  if (session.status !== 'CLOSED') {
    const attendance = attendedBy(world, groupId, taker, session.lastAgent);
    changeSession(world, { ...session, ...attendance, attendedAt: session.attendedAt ?? clock.second() });
  }
  return taker;
}
