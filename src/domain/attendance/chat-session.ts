import type { LinkRule } from '../card-linking/link-rule.ts';
import { compareInstants, type Instant } from '../kernel/instant.ts';
import type { Channel } from './channel.ts';
import type { AttendanceGroup, AttendingAgent, ChatClient, PartId, PartState, Protocol, Sighting } from './sighting.ts';

/** The newest known state of one part of a session. */
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
  readonly opening?: 'yes';
  /** Counts what was accepted, from 0: what was told first keeps its rule. */
  readonly acceptedAs: number;
}

/** An unbroken stay of the session in one group. */
export interface GroupVisit {
  readonly group: AttendanceGroup;
  readonly begins: Position;
  readonly rule?: LinkRule;
  /** The count under which it was first told; decides within one second of the source's clock. */
  readonly toldAs: number;
}

/** How a sighting lies to others of the same second: by acceptance, unless it opens its part, or a re-read told better (see {@link decidePlacing}). */
export type Placing = 'by-acceptance' | 'first-of-its-second' | 'before-the-last-of-its-second' | 'told-before';

interface AgentSighting extends Position {
  readonly agent: AttendingAgent;
}

/**
 * A session of attendance: one protocol, several parts (CRD-16), folded from sightings that may come late, twice and in any
 * order (SES-09). Sightings of one and the same second are told apart by acceptance alone. The channel is that of the first
 * sighting, since a protocol has one.
 */
export interface ChatSession {
  readonly protocol: Protocol;
  readonly channel: Channel;
  readonly client: ChatClient;
  /** When each of the client's data was last told; a sighting that lacks one does not take it away. */
  readonly clientToldAt: Readonly<Partial<Record<keyof ChatClient, Instant>>>;
  readonly parts: readonly SessionPart[];
  readonly groups: readonly GroupSighting[];
  readonly agents: readonly AgentSighting[];
}

/**
 * The session after one more sighting; the same sightings in any order give the same session (SES-09, CRD-14), and one that
 * tells nothing new gives the very same object.
 *
 * @param placing - where it goes among sightings of its very second (see {@link isUnsure}).
 */
export function evolveSession(session: ChatSession | undefined, sighting: Sighting, rule?: LinkRule, placing: Placing = 'by-acceptance'): ChatSession {
  const before = session ?? initialSession(sighting);
  const position = { partStartedAt: sighting.partStartedAt, part: sighting.part, at: sighting.at };
  const { group, agent, opening } = sighting;
  const parts = withPart(before.parts, sighting);
  const groups = group === undefined
    ? before.groups
    : withGroup(before.groups, {
      ...position, group, acceptedAs: before.groups.length,
      ...(rule === undefined ? {} : { rule }), ...(opening === undefined ? {} : { opening }),
    }, opening === undefined ? placing : 'first-of-its-second');
  const agents = agent === undefined ? before.agents : withAgent(before.agents, { ...position, agent });
  const after = withClient(before, sighting);
  const isOld = after === before && parts === before.parts && groups === before.groups && agents === before.agents;
  return isOld ? before : { ...after, parts, groups, agents };
}

/**
 * Whether a sighting may be older than the last one of its very second, which shows another group: the source's clock cannot tell, so
 * whoever can should read the session again. What opened the part is older for sure.
 */
export function isUnsure(session: ChatSession, sighting: Sighting): boolean {
  const last = session.groups.findLast((other) => comparePositions(other, sighting) === 0);
  const differs = sighting.group !== undefined && last !== undefined && last.group.id !== sighting.group.id;
  return differs && sighting.opening === undefined && last.opening === undefined;
}

/** What helps to place an unsure sighting. */
export interface PlacingFacts {
  /** Whether more has been told of the session meanwhile: then the source may be ahead of what is folded. */
  readonly behind: 'more' | 'nothing';
  /** The part as it is now; needed when nothing is behind. */
  readonly now?: Sighting | undefined;
}

/**
 * Places an unsure sighting within its second (CRD-14). A group that was told in that second already is a repeat, unless the part is
 * there now; one that is new in it comes last, unless the part is still where it was told to be.
 */
export function decidePlacing(session: ChatSession, sighting: Sighting, { behind, now }: PlacingFacts): Placing {
  const sameSecond = session.groups.filter((other) => comparePositions(other, sighting) === 0);
  const toldBefore = sameSecond.some((other) => other.group.id === sighting.group?.id);
  if (behind === 'more') return toldBefore ? 'told-before' : 'by-acceptance';
  const groupNow = now?.at === sighting.at ? now.group?.id : undefined;
  if (toldBefore) return groupNow === sighting.group?.id ? 'by-acceptance' : 'told-before';
  return groupNow === sameSecond.at(-1)?.group.id ? 'before-the-last-of-its-second' : 'by-acceptance';
}

/** When the session began: the start of its first part. */
export const startedAt = (session: ChatSession): Instant =>
  session.parts.map((part) => part.startedAt).reduce((a, b) => (a < b ? a : b));

/** `ended` when its newest part is closed; a reopening newer by source time runs again (SES-09). */
export const phaseOf = (session: ChatSession): 'running' | 'ended' =>
  session.parts.at(-1)?.state === 'closed' ? 'ended' : 'running';

/** When the session ended; absent while it runs. */
export const endedAt = (session: ChatSession): Instant | undefined =>
  phaseOf(session) === 'ended' ? session.parts.at(-1)?.endedAt ?? session.parts.at(-1)?.stateAt : undefined;

/** The groups that the session passed through, in source order; times without a group do not count (CRD-16). */
export function visitsOf(session: ChatSession): readonly GroupVisit[] {
  const visits: GroupVisit[] = [];
  for (const sighting of session.groups) {
    const last = visits.at(-1);
    const goesOn = last !== undefined && last.group.id === sighting.group.id && last.begins.part === sighting.part;
    if (!goesOn) visits.push(visitFrom(sighting));
    else if (sighting.acceptedAs < last.toldAs) visits[visits.length - 1] = { ...visitFrom(sighting), begins: last.begins };
  }
  return visits;
}

/** Every agent who attended, in order, each once (SES-04). */
export function agentsOf(session: ChatSession): readonly AttendingAgent[] {
  const named = new Map<string, AttendingAgent>();
  for (const { agent } of session.agents) named.set(agent.id ?? agent.name, agent);
  return [...named.values()];
}

/** In which group the session was at a place; within one second of the source's clock it may have been in several. */
export function groupsAt({ groups }: ChatSession, place: Position): readonly AttendanceGroup[] {
  const within = groups.filter((seen) => comparePositions(seen, place) === 0);
  const seen = within.length > 0 ? within : groups.filter((other) => comparePositions(other, place) < 0).slice(-1);
  return seen.map(({ group }) => group);
}

/** The agent seen last (SES-04). */
export const lastAgentOf = (session: ChatSession): AttendingAgent | undefined => session.agents.at(-1)?.agent;

/** The group that the session is in, or was in last. */
export const lastGroupOf = (session: ChatSession): AttendanceGroup | undefined => session.groups.at(-1)?.group;

/** The place of what happens to a session from outside its groups: after all that was told of it by now. */
export interface Bookmark extends Position {
  /** How many sightings had been accepted. */
  readonly accepted: number;
}

/** A bookmark after the last place at which the session was seen in a group. */
export const bookmarkOf = (session: ChatSession): Bookmark | undefined => {
  const last = session.groups.at(-1);
  return last && { partStartedAt: last.partStartedAt, part: last.part, at: last.at, accepted: session.groups.length };
};

/** Whether a visit lies before a bookmark: earlier by the source's clock, or in its second and told before it. */
export function liesBefore({ begins, toldAs }: GroupVisit, bookmark: Bookmark): boolean {
  const order = comparePositions(begins, bookmark);
  return order < 0 || (order === 0 && toldAs < bookmark.accepted);
}

/** Source order within a session: part by part, then time. */
function comparePositions(a: Position, b: Position): number {
  return compareInstants(a.partStartedAt, b.partStartedAt) || comparePartIds(a.part, b.part) || compareInstants(a.at, b.at);
}

// Parts may begin in the same second; then the lower number is the older one.
const comparePartIds = (a: PartId, b: PartId): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

const initialSession = ({ protocol, channel }: Sighting): ChatSession => ({
  protocol, channel, client: {}, clientToldAt: {}, parts: [], groups: [], agents: [],
});

const CLIENT_DATA = ['name', 'userName', 'phone', 'email', 'cpf', 'externalCode'] as const;

function withClient(session: ChatSession, { client, at }: Sighting): ChatSession {
  const newer = CLIENT_DATA.filter((datum) => isNews(session, datum, client[datum], at));
  if (newer.length === 0) return session;
  return {
    ...session,
    client: { ...session.client, ...Object.fromEntries(newer.map((datum) => [datum, client[datum]])) },
    clientToldAt: { ...session.clientToldAt, ...Object.fromEntries(newer.map((datum) => [datum, at])) },
  };
}

/** Of one and the same moment the later acceptance wins: the chat does not date what it learns about a client. */
function isNews({ client, clientToldAt }: ChatSession, datum: keyof ChatClient, value: string | undefined, at: Instant): boolean {
  if (value === undefined) return false;
  const toldAt = clientToldAt[datum];
  return toldAt === undefined || at > toldAt || (at === toldAt && value !== client[datum]);
}

const visitFrom = ({ group, rule, acceptedAs, partStartedAt, part, at }: GroupSighting): GroupVisit => ({
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
    .toSorted((a, b) => compareInstants(a.startedAt, b.startedAt) || comparePartIds(a.id, b.id));
}

const isNewer = (seen: SessionPart, known: SessionPart): boolean =>
  (compareInstants(seen.stateAt, known.stateAt) || FINALITY[seen.state] - FINALITY[known.state]) > 0;

function withGroup(groups: readonly GroupSighting[], seen: GroupSighting, placing: Placing): readonly GroupSighting[] {
  if (placing === 'told-before') return groups;
  const first = groups.findIndex((other) => comparePositions(other, seen) === 0);
  if (first === -1) return inserted(groups, seen);
  const end = groups.findLastIndex((other) => comparePositions(other, seen) === 0) + 1;
  const index = { 'by-acceptance': end, 'first-of-its-second': first, 'before-the-last-of-its-second': end - 1 }[placing];
  const beside = [groups[index - 1], groups[index]].filter((other) => other !== undefined && comparePositions(other, seen) === 0);
  return beside.some((other) => other?.group.id === seen.group.id) ? groups : groups.toSpliced(index, 0, seen);
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
