import * as z from 'zod';
import { isWhatsApp } from './channels.ts';
import type { Desks } from './desks.ts';
import { isWindowShut } from './free-text.ts';
import { SimulatorRefusal } from './refusal.ts';
import type { AgentRow, GroupRow, SessionRow } from './rows.ts';
import { treeIdOf } from './wire.ts';
import type { World } from './world.ts';

const id = z.coerce.number().int().positive();

export const outgoingMessage = z.looseObject({
  sessionId: id,
  message: z.string().min(1),
  contentType: z.string().nullish(),
  caption: z.string().nullish(),
  fileName: z.string().nullish(),
  repliedMessage: z.looseObject({ id }).nullish(),
  /** The agent's user id, as in all that agents post. */
  agentId: id.nullish(),
});

export const transferRequest = z.looseObject({ sessionId: id, groupConfId: id.nullish(), agentId: id.nullish() });
export const closeRequest = z.looseObject({ sessionId: id });

/**
 * Writes to the client of a session that runs.
 *
 * @throws {@link SimulatorRefusal} 422 with a code, as free text does.
 */
export function sendMessage(world: World, { sessions }: Desks, input: z.output<typeof outgoingMessage>) {
  const session = runningSession(world, input.sessionId, 'SEND_MESSAGE');
  if (isWhatsApp(session.channel) && isWindowShut(world, session)) throw refused('SEND_MESSAGE.NO_OPEN_WINDOW');
  const agent = agentOfUser(world, input.agentId ?? undefined);
  return world.wire.message(sessions.write(session.id, {
    from: 'agent',
    text: input.message,
    contentType: input.contentType ?? undefined,
    caption: input.caption ?? undefined,
    fileName: input.fileName ?? undefined,
    replyTo: input.repliedMessage?.id,
    agent: agent && userNameOf(world, agent),
  }));
}

/** Moves a session at an agent's word: nobody is given one who could not take it, which Neppo's own screen would not offer either. */
export function transferSession(world: World, { sessions }: Desks, { sessionId, groupConfId, agentId }: z.output<typeof transferRequest>) {
  const session = runningSession(world, sessionId, 'TRANSFER');
  const agent = agentOfUser(world, agentId ?? undefined);
  if (agentId && (agent === undefined || !isAvailable(world, agent))) throw refused('TRANSFER.AGENT_UNAVAILABLE');
  const group = groupConfId ? world.store.groups.get(groupConfId) : undefined;
  if (groupConfId && (group === undefined || availableIn(world, group).length === 0)) throw refused('TRANSFER.GROUP_WITHOUT_AGENTS');
  return world.wire.session(sessions.transfer(session.id, { group: group?.name, agent: agent && userNameOf(world, agent) }));
}

/** Ends a session at an agent's word, who classifies it first where the group asks for that. */
export function closeSession(world: World, { sessions }: Desks, { sessionId }: z.output<typeof closeRequest>) {
  const { store, wire } = world;
  const session = store.sessions.get(sessionId);
  if (!session) throw refused('CLOSE.SESSION_NOT_FOUND');
  const group = session.groupId === null ? undefined : store.groups.get(session.groupId);
  const asksFor = group?.mandatoryClassification === true && treeIdOf(store, group) !== null;
  const isClassified = store.classifications.find('sessionId', session.id).length > 0;
  if (session.status !== 'CLOSED' && asksFor && !isClassified) throw refused('CLOSE.CLASSIFICATION_REQUIRED');
  return wire.session(sessions.close(session.id));
}

export const availableIn = (world: World, group: GroupRow): readonly AgentRow[] =>
  world.store.agents.all().filter((agent) => agent.groupIds.includes(group.id) && isAvailable(world, agent));

const isAvailable = ({ store }: World, { status, userId }: AgentRow): boolean => status === 'ONLINE' && store.users.get(userId)?.active !== false;

function runningSession({ store }: World, sessionId: number, act: string): SessionRow {
  const session = store.sessions.get(sessionId);
  if (!session) throw refused(`${act}.SESSION_NOT_FOUND`);
  if (session.status === 'CLOSED') throw refused(`${act}.SESSION_CLOSED`);
  return session;
}

const agentOfUser = ({ store }: World, userId: number | undefined): AgentRow | undefined =>
  userId === undefined ? undefined : store.agents.find('userId', userId)[0];

const userNameOf = ({ store }: World, { userId }: AgentRow): string => store.users.get(userId)?.userName ?? '';

const refused = (code: string): SimulatorRefusal => new SimulatorRefusal(422, code, { code });
