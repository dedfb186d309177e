import type {
  AttendanceGroup, AttendingAgent, ChatClient, GroupId, PartId, Protocol, Sighting,
} from '../../../domain/attendance/sighting.ts';
import { parseAgentId } from '../../../domain/agent/agent.ts';
import { parseInstant, type Instant } from '../../../domain/kernel/instant.ts';
import { accepted, rejected, type Result } from '../../../domain/kernel/result.ts';
import type { WireAttendingAgent, WireClient, WireSession } from '../wire/session.ts';
import { translateChannel } from './channel.ts';

/** Why a session's row tells too little, in Neppo's own field names. */
export type SightingProblem = 'createdAt is no date' | 'updatedAt, closedAt or attendedAt is no date' | 'groupName comes without an id';

/**
 * Turns a session's row into what was seen of that part of the session.
 *
 * A session that only a bot has, or the general queue, is in no group (CRD-16).
 *
 * @param offset - where dates without an offset belong.
 */
export function translateSighting(row: WireSession, offset: string): Result<Sighting, SightingProblem> {
  const partStartedAt = dateOf(row.createdAt, offset);
  if (partStartedAt === undefined) return rejected('createdAt is no date');
  const [updatedAt, closedAt, attendedAt] = [row.updatedAt, row.closedAt, row.attendedAt].map((text) => dateOf(text, offset));
  if (given(row.updatedAt, updatedAt) || given(row.closedAt, closedAt) || given(row.attendedAt, attendedAt)) {
    return rejected('updatedAt, closedAt or attendedAt is no date');
  }
  const group = translateGroup(row);
  if (group === 'without-id') return rejected('groupName comes without an id');
  const state = STATES[row.status];
  const agent = row.onlyBot ? undefined : translateAttendingAgent(row.agent);
  return accepted({
    protocol: row.protocol as Protocol,
    part: row.id as PartId,
    partStartedAt,
    at: updatedAt ?? closedAt ?? attendedAt ?? partStartedAt,
    state,
    channel: translateChannel(row.channel, row.protocol),
    client: translateClient(row.user, row.externalProtocol),
    ...(state === 'closed' && closedAt !== undefined ? { endedAt: closedAt } : {}),
    ...(group === undefined ? {} : { group }),
    ...(agent === undefined ? {} : { agent }),
  });
}

const STATES = { OPEN: 'open', WAITING: 'waiting', CLOSED: 'closed' } as const;

function dateOf(text: string | undefined, offset: string): Instant | undefined {
  const date = text === undefined ? undefined : parseInstant(text, offset);
  return date?.ok === true ? date.value : undefined;
}

const given = (text: string | undefined, read: Instant | undefined): boolean => text !== undefined && read === undefined;

function translateGroup({ onlyBot, groupConf, groupConfId, groupName }: WireSession): AttendanceGroup | 'without-id' | undefined {
  if (onlyBot) return undefined;
  const id = groupConf?.id ?? groupConfId;
  const name = groupConf?.name ?? groupName;
  if (id === undefined) return name === undefined ? undefined : 'without-id';
  return { id: id as GroupId, name: name ?? id };
}

function translateAttendingAgent(agent: WireAttendingAgent | undefined): AttendingAgent | undefined {
  const name = agent?.displayName ?? agent?.name ?? agent?.login ?? agent?.username ?? agent?.id;
  if (agent === undefined || name === undefined) return undefined;
  const id = parseAgentId(agent.id ?? '');
  return { name, ...(id.ok ? { id: id.value } : {}) };
}

/** The client's loose data. `externalProtocol` is the client's number where the user's row has none. */
function translateClient(user: WireClient = {}, externalProtocol?: string): ChatClient {
  const texts = {
    name: user.displayName ?? user.name,
    userName: user.userName,
    phone: user.phone ?? numberIn(externalProtocol),
    email: user.email,
    cpf: user.cpf,
    externalCode: user.externalCode,
  };
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));
}

const numberIn = (text: string | undefined): string | undefined => (text !== undefined && /^\+?\d{8,15}$/.test(text) ? text : undefined);
