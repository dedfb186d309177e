import { brasiliaText, brasiliaTextOrNull } from './clock.ts';
import { fileAddress } from './files.ts';
import type * as rows from './rows.ts';
import type { Store } from './store.ts';
import type { Json, Wire } from './wire-shape.ts';

/** Sessions and what belongs to them. */
export function sessionWire(
  store: Store,
  userWire: Wire['user'],
  now: () => number,
): Pick<Wire, 'session' | 'message' | 'messageTold' | 'comment' | 'classification'> {
  const agentPart = (agentId: number | null): Json | null => {
    const agent = agentId === null ? undefined : store.agents.get(agentId);
    if (!agent) return null;
    const name = store.users.get(agent.userId)?.name ?? null;
    return { id: agent.id, displayName: name, status: agent.status, agent: { status: agent.status } };
  };
  const session = (row: rows.SessionRow): Json => {
    const user = store.users.get(row.userId);
    const group = row.groupId === null ? undefined : store.groups.get(row.groupId);
    return {
      id: row.id,
      protocol: row.protocol,
      customProtocol: null,
      status: row.status,
      channel: row.channel,
      user: user ? userWire(user) : null,
      agent: agentPart(row.agentId),
      lastAgent: row.lastAgent,
      groupConf: group ? { id: group.id, name: group.name, operation: { operationName: group.operationName } } : null,
      groupList: null,
      groupName: group?.name ?? null,
      groupConfId: group?.id ?? null,
      externalProtocol: row.externalProtocol,
      createdAt: brasiliaText(row.createdAt),
      attendedAt: brasiliaTextOrNull(row.attendedAt),
      closedAt: brasiliaTextOrNull(row.closedAt),
      updatedAt: brasiliaText(row.updatedAt),
      tme: row.attendedAt === null ? null : row.attendedAt - row.createdAt,
      tma: row.attendedAt === null || row.closedAt === null ? null : row.closedAt - row.attendedAt,
      onlyBot: row.onlyBot,
      // Null in every session that was sampled, of which none may have answered an active send.
      directMessageId: store.directMessages.find('sessionId', row.id)[0]?.id ?? null,
    };
  };
  const message = (row: rows.MessageRow): Json => messageWire(store, row, { agent: agentPart(row.agentId), now: now() });
  return {
    session,
    message,
    messageTold: (row) => {
      const session = store.sessions.get(row.sessionId);
      const agent = row.agentId === null ? undefined : store.agents.get(row.agentId);
      const author = store.users.get(agent?.userId ?? session?.userId ?? 0);
      return { ...message(row), user: author ? userWire(author) : null, contactId: session?.userId ?? null };
    },
    comment: (row) => ({ ...row, createdAt: brasiliaText(row.createdAt) }),
    classification: classificationWire,
  };
}

interface MessageContext {
  readonly agent: Json | null;
  readonly now: number;
}

function messageWire(store: Store, row: rows.MessageRow, { agent, now }: MessageContext): Json {
  const session = store.sessions.get(row.sessionId);
  const user = session && store.users.get(session.userId);
  const group = session?.groupId ? store.groups.get(session.groupId) : undefined;
  return {
    id: row.id,
    message: row.fileId === undefined ? row.message : fileAddress(store, row.fileId),
    caption: row.caption,
    contentType: row.contentType,
    sendBy: row.sendBy,
    fromUser: row.fromUser,
    toUser: null,
    createdAt: brasiliaText(row.createdAt),
    originUser: session?.channel ?? null,
    sessionId: row.sessionId,
    session: {
      id: row.sessionId,
      user: user ? { id: user.id, userName: user.userName, displayName: user.name } : null,
      groupConf: group ? { id: group.id, name: group.name } : null,
    },
    agent,
    externalProtocol: session?.externalProtocol ?? null,
    command: row.command ?? 'SEND_MESSAGE',
    repliedMessage: row.repliedTo === undefined ? null : { id: row.repliedTo, message: store.messages.get(row.repliedTo)?.message ?? null },
    fileName: row.fileName,
    ...deliveryWire(row, now),
  };
}

const DELIVERED_AFTER_MS = 2_000;
const READ_AFTER_MS = 30_000;

/** How far a message to the client has come; what others wrote has no such state. */
function deliveryWire({ sendBy, error, createdAt }: rows.MessageRow, now: number): Json {
  if (sendBy !== 'agent' && sendBy !== 'bot') return { status: null, statusDescription: null };
  if (error !== undefined) return { status: 'ERROR', statusDescription: error };
  const age = now - createdAt;
  return { status: age < DELIVERED_AFTER_MS ? 'SENT' : age < READ_AFTER_MS ? 'DELIVERED' : 'READ', statusDescription: null };
}

const classificationWire = (row: rows.ClassificationRow): Json => ({
  id: row.id,
  sessionId: row.sessionId,
  session: { id: row.sessionId },
  commentClassification: row.comment,
  groupName: row.groupName,
  groupConfId: row.groupId,
  createdAt: brasiliaText(row.createdAt),
  agentId: row.agentUserId,
  displayName: row.displayName,
  rootId: row.rootId,
  classificationTreeSession: row.nodeId,
});
