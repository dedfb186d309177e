import type { LinkRule } from '../card-linking/link-rule.ts';
import { compareInstants, type Instant } from '../kernel/instant.ts';
import type { Channel } from './channel.ts';
import type { AttendanceGroup, AttendingAgent, ChatClient, PartId, PartState, Protocol, Sighting } from './sighting.ts';

/** The newest known state of one part. */
export interface SessionPart {
  readonly id: PartId;
  readonly startedAt: Instant;
  readonly state: PartState;
  readonly stateAt: Instant;
  readonly endedAt?: Instant;
}

/** Where in its session something happened: by part first, since the last word of an old part may be younger than its successor. */
export interface Position {
  readonly partStartedAt: Instant;
  readonly part: PartId;
  readonly at: Instant;
}

/** The session was seen in a group, under the rule that was in force when that was first told. */
export interface GroupSighting extends Position {
  readonly group: AttendanceGroup;
  readonly rule?: LinkRule;
  /** Counts what was accepted, from 0: what was told first keeps its rule. */
  readonly acceptedAs: number;
}

/** An unbroken stay of the session in one group. */
export interface GroupVisit {
  readonly group: AttendanceGroup;
  readonly begins: Position;
  readonly rule?: LinkRule;
}

interface AgentSighting extends Position {
  readonly agent: AttendingAgent;
}

/**
 * A session of attendance: one protocol, several parts (CRD-16), folded from sightings that may come late, twice and in any
 * order (SES-09). Sightings of one and the same second are told apart by acceptance alone.
 */
export interface ChatSession {
  readonly protocol: Protocol;
  readonly channel: Channel;
  readonly client: ChatClient;
  readonly clientAt: Instant;
  readonly parts: readonly SessionPart[];
  readonly groups: readonly GroupSighting[];
  readonly agents: readonly AgentSighting[];
  readonly accepted: number;
}

/** The session after one more sighting; the same sightings in any order give the same session (SES-09, CRD-14). */
export function evolveSession(session: ChatSession | undefined, sighting: Sighting, rule?: LinkRule): ChatSession {
  const before = session ?? initialSession(sighting);
  const position = { partStartedAt: sighting.partStartedAt, part: sighting.part, at: sighting.at };
  const newestClient = sighting.at >= before.clientAt;
  return {
    protocol: before.protocol,
    channel: before.channel,
    client: newestClient ? { ...before.client, ...sighting.client } : { ...sighting.client, ...before.client },
    clientAt: newestClient ? sighting.at : before.clientAt,
    parts: withPart(before.parts, sighting),
    groups: sighting.group === undefined
      ? before.groups
      : withGroup(before.groups, { ...position, group: sighting.group, acceptedAs: before.accepted, ...(rule === undefined ? {} : { rule }) }),
    agents: sighting.agent === undefined ? before.agents : withAgent(before.agents, { ...position, agent: sighting.agent }),
    accepted: before.accepted + 1,
  };
}

/** When the session began: the start of its first part. */
export const startedAt = (session: ChatSession): Instant =>
  session.parts.map((part) => part.startedAt).reduce((a, b) => (a < b ? a : b));

/** `ended` when its newest part is closed; a reopening newer by source time runs again (SES-09). */
export const phaseOf = (session: ChatSession): 'running' | 'ended' =>
  session.parts.at(-1)?.state === 'closed' ? 'ended' : 'running';

export const endedAt = (session: ChatSession): Instant | undefined =>
  phaseOf(session) === 'ended' ? session.parts.at(-1)?.endedAt ?? session.parts.at(-1)?.stateAt : undefined;

/** The groups that the session passed through, in source order; times without a group do not count (CRD-16). */
export function visitsOf(session: ChatSession): readonly GroupVisit[] {
  const visits: (GroupVisit & { toldAs: number })[] = [];
  for (const sighting of session.groups) {
    const last = visits.at(-1);
    if (last !== undefined && last.group.id === sighting.group.id && last.begins.part === sighting.part) {
      if (sighting.acceptedAs < last.toldAs) visits[visits.length - 1] = { ...visitFrom(sighting), begins: last.begins };
    } else {
      visits.push(visitFrom(sighting));
    }
  }
  return visits;
}

/** Every agent who attended, in order, each once (SES-04). */
export function agentsOf(session: ChatSession): readonly AttendingAgent[] {
  const named = new Map<string, AttendingAgent>();
  for (const { agent } of session.agents) named.set(agent.id ?? agent.name, agent);
  return [...named.values()];
}

/** The agent seen last (SES-04). */
export const lastAgentOf = (session: ChatSession): AttendingAgent | undefined => session.agents.at(-1)?.agent;

/** The group that the session is in, or was in last. */
export const lastGroupOf = (session: ChatSession): AttendanceGroup | undefined => session.groups.at(-1)?.group;

/** The last place at which the session was seen in a group. */
export const lastPositionOf = (session: ChatSession): Position | undefined => {
  const last = session.groups.at(-1);
  return last && { partStartedAt: last.partStartedAt, part: last.part, at: last.at };
};

/** Source order within a session: part by part, then time. */
export function comparePositions(a: Position, b: Position): number {
  return compareInstants(a.partStartedAt, b.partStartedAt) || (a.part < b.part ? -1 : a.part > b.part ? 1 : compareInstants(a.at, b.at));
}

const initialSession = ({ protocol, channel, client, at }: Sighting): ChatSession => ({
  protocol, channel, client, clientAt: at, parts: [], groups: [], agents: [], accepted: 0,
});

const visitFrom = ({ group, rule, acceptedAs, partStartedAt, part, at }: GroupSighting): GroupVisit & { toldAs: number } => ({
  group, begins: { partStartedAt, part, at }, toldAs: acceptedAs, ...(rule === undefined ? {} : { rule }),
});

/** States of one moment, least final first (DESIGN: source time, then state). */
const FINALITY: Readonly<Record<PartState, number>> = { open: 0, waiting: 1, closed: 2 };

function withPart(parts: readonly SessionPart[], sighting: Sighting): readonly SessionPart[] {
  const known = parts.find((part) => part.id === sighting.part);
  const seen: SessionPart = {
    id: sighting.part, startedAt: sighting.partStartedAt, state: sighting.state, stateAt: sighting.at,
    ...(sighting.endedAt === undefined ? {} : { endedAt: sighting.endedAt }),
  };
  if (known !== undefined && !isNewer(seen, known)) return parts;
  return [...parts.filter((part) => part.id !== sighting.part), seen]
    .toSorted((a, b) => compareInstants(a.startedAt, b.startedAt) || (a.id < b.id ? -1 : 1));
}

const isNewer = (seen: SessionPart, known: SessionPart): boolean =>
  (compareInstants(seen.stateAt, known.stateAt) || FINALITY[seen.state] - FINALITY[known.state]) > 0;

function withGroup(groups: readonly GroupSighting[], seen: GroupSighting): readonly GroupSighting[] {
  const told = groups.some((other) => comparePositions(other, seen) === 0 && other.group.id === seen.group.id);
  return told ? groups : inserted(groups, seen);
}

function withAgent(agents: readonly AgentSighting[], seen: AgentSighting): readonly AgentSighting[] {
  const told = agents.some((other) => comparePositions(other, seen) === 0 && other.agent.name === seen.agent.name);
  return told ? agents : inserted(agents, seen);
}

/** Puts an element at its place; after those of the same place, so that acceptance decides between them. */
function inserted<Element extends Position>(list: readonly Element[], element: Element): readonly Element[] {
  const index = list.findIndex((other) => comparePositions(element, other) < 0);
  return index === -1 ? [...list, element] : list.toSpliced(index, 0, element);
}
