import { brasiliaText, brasiliaTextOrNull } from './clock.ts';
import type * as rows from './rows.ts';
import type { Store } from './store.ts';
import type { Json, Wire } from './wire-shape.ts';

/** Sessions and what belongs to them. */
export function sessionWire(
  store: Store,
  userWire: Wire['user'],
): Pick<Wire, 'session' | 'message' | 'comment' | 'classification'> {
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
      // Null even for sessions that answer an active send, as in every session sampled.
      directMessageId: null,
    };
  };
  return {
    session,
    message: (row) => messageWire(row, store.sessions.get(row.sessionId), agentPart(row.agentId)),
    comment: (row) => ({ ...row, createdAt: brasiliaText(row.createdAt) }),
    classification: classificationWire,
  };
}

function messageWire(row: rows.MessageRow, session: rows.SessionRow | undefined, agent: Json | null): Json {
  return {
    id: row.id,
    message: row.message,
    caption: row.caption,
    contentType: row.contentType,
    sendBy: row.sendBy,
    fromUser: row.fromUser,
    toUser: null,
    createdAt: brasiliaText(row.createdAt),
    originUser: session?.channel ?? null,
    sessionId: row.sessionId,
    session: { id: row.sessionId },
    agent,
    externalProtocol: session?.externalProtocol ?? null,
    command: 'SEND_MESSAGE',
    repliedMessage: null,
    fileName: row.fileName,
  };
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
