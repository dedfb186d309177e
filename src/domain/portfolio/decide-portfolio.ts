import type { AgentId, CrmUserId } from '../agent/agent.ts';
import type { ChatClientId } from '../synchronisation/chat-client.ts';
import type { IntegratedAgent, PortfolioMemory } from './portfolio.ts';

/** A client's agents on both sides, as they were read now. */
export interface PortfolioFacts {
  /** Others are left as they are, wherever they stand: an agent who lost the token for an hour loses no clients. */
  readonly agents: readonly IntegratedAgent[];
  /** The contact's owner; absent when it has none. */
  readonly owner?: CrmUserId | undefined;
  /** The field "Agentes (Neppo)". A field that lacks or cannot be read is `unknown`, not empty (AGT-07). */
  readonly field: readonly CrmUserId[] | 'unknown';
  /** The contact's chat client; of several the one on its main number. */
  readonly client: ChatClientId;
  /** That client's associations. */
  readonly associated: readonly AgentId[];
  /** Absent the first time, and after an activation: then nothing is removed. */
  readonly memory?: PortfolioMemory | undefined;
}

/** One write on either side. The field is written once, by what comes in and what goes out. */
export type PortfolioStep =
  | { readonly type: 'AssociateAgent'; readonly agent: AgentId; readonly because: 'owner' | 'field' | 'owner-put-back' }
  | { readonly type: 'DissociateAgent'; readonly agent: AgentId }
  | { readonly type: 'WriteAgentsField'; readonly add: readonly CrmUserId[]; readonly remove: readonly CrmUserId[] };

/** What makes the two sides agree, and what is kept once every step was carried out. */
export interface PortfolioPlan {
  readonly steps: readonly PortfolioStep[];
  /** For the history (AGT-07): the owner's agent was removed in the chat and is put back, or was so again and is left out. */
  readonly notes: readonly { readonly type: 'owner-put-back' | 'owner-left-out'; readonly agent: AgentId }[];
  /**
   * Kept after the steps, not before: a run that is cut short is then decided again from what is there, and nothing that a person
   * set is taken for removed.
   */
  readonly memory: PortfolioMemory;
}

/**
 * Decides a client's agents (AGT-03, AGT-04, AGT-05, AGT-07): the owner's agent and those of the field, wherever somebody
 * added or removed one. What is on one side alone was added there, unless both sides had it: then it was removed on the
 * other. Associations that neither owner nor field ever held go into the field. As many calls as differences.
 */
export function decidePortfolio(facts: PortfolioFacts): PortfolioPlan {
  const sides = sidesOf(facts);
  const owner = decideOwner(sides);
  const field = sides.field === 'unknown' ? [] : mergedField(sides, sides.field, owner);
  const wanted = new Set([...(owner.wanted === undefined ? [] : [owner.wanted]), ...field]);
  const steps = [...associations(sides, wanted, owner), ...fieldChange(facts, sides, field)];
  return { steps, notes: owner.notes, memory: memoryAfter(facts, sides, wanted, field, owner) };
}

interface Sides {
  readonly owner: AgentId | undefined;
  readonly field: ReadonlySet<AgentId> | 'unknown';
  readonly associated: ReadonlySet<AgentId>;
  readonly before: PortfolioMemory;
}

interface OwnerDecision {
  /** Absent too when the chat removed the owner's agent a second time. */
  readonly wanted: AgentId | undefined;
  readonly putBack: AgentId | undefined;
  readonly notes: PortfolioPlan['notes'];
}

function sidesOf({ agents, owner, client, field, associated, memory }: PortfolioFacts): Sides {
  const agentOf = new Map(agents.map(({ agent, user }) => [user, agent]));
  const known = new Set(agentOf.values());
  return {
    owner: owner && agentOf.get(owner),
    field: field === 'unknown' ? field : new Set(field.flatMap((user) => agentOf.get(user) ?? [])),
    associated: new Set(associated.filter((agent) => known.has(agent))),
    before: memory?.client === client ? memory : { field: 'unknown', owners: [], ...memory, client, associated: [] },
  };
}

/** AGT-07: an owner's agent that the chat no longer has is put back once, as long as the owner stays the same. */
function decideOwner({ owner, associated, before }: Sides): OwnerDecision {
  const putBack = owner === undefined || before.putBack !== owner ? undefined : owner;
  if (owner === undefined || associated.has(owner)) return { wanted: owner, putBack, notes: [] };
  const wasRemoved = before.associated.includes(owner);
  if (putBack !== undefined) return { wanted: undefined, putBack, notes: wasRemoved ? [{ type: 'owner-left-out', agent: owner }] : [] };
  return wasRemoved ? { wanted: owner, putBack: owner, notes: [{ type: 'owner-put-back', agent: owner }] } : { wanted: owner, putBack, notes: [] };
}

/** The field as it is to be: what both sides have, what was added on one of them, and what nobody ever held (AGT-05, AGT-07). */
function mergedField({ associated, before }: Sides, field: ReadonlySet<AgentId>, owner: OwnerDecision): readonly AgentId[] {
  const heldBefore = new Set([...(before.field === 'unknown' ? [] : before.field), ...before.owners]);
  const removedInChat = (agent: AgentId): boolean => before.associated.includes(agent) && !associated.has(agent) && agent !== owner.wanted;
  const removedInCrm = (agent: AgentId): boolean => before.associated.includes(agent) && heldBefore.has(agent);
  const isFirst = before.field === 'unknown';
  const added = [...associated].filter((agent) => (isFirst ? !before.owners.includes(agent) : agent !== owner.wanted && !removedInCrm(agent)));
  return [...new Set([...[...field].filter((agent) => !removedInChat(agent)), ...added])].toSorted();
}

function associations({ field: read, associated }: Sides, wanted: ReadonlySet<AgentId>, owner: OwnerDecision): readonly PortfolioStep[] {
  const isPutBack = owner.notes.some(({ type }) => type === 'owner-put-back');
  const reasonFor = (agent: AgentId): 'owner' | 'field' | 'owner-put-back' => (agent !== owner.wanted ? 'field' : isPutBack ? 'owner-put-back' : 'owner');
  const missing = [...wanted].filter((agent) => !associated.has(agent)).toSorted();
  const left = read === 'unknown' ? [] : [...associated].filter((agent) => !wanted.has(agent)).toSorted();
  return [
    ...missing.map((agent) => ({ type: 'AssociateAgent', agent, because: reasonFor(agent) }) as const),
    ...left.map((agent) => ({ type: 'DissociateAgent', agent }) as const),
  ];
}

function fieldChange({ agents }: PortfolioFacts, { field: read }: Sides, field: readonly AgentId[]): readonly PortfolioStep[] {
  if (read === 'unknown') return [];
  const usersOf = (wanted: readonly AgentId[]): readonly CrmUserId[] => agents.filter(({ agent }) => wanted.includes(agent)).map(({ user }) => user).toSorted();
  const add = usersOf(field.filter((agent) => !read.has(agent)));
  const remove = usersOf([...read].filter((agent) => !field.includes(agent)));
  return add.length + remove.length === 0 ? [] : [{ type: 'WriteAgentsField', add, remove }];
}

function memoryAfter(
  { agents }: PortfolioFacts, { field: read, owner, before }: Sides, wanted: ReadonlySet<AgentId>, field: readonly AgentId[],
  { wanted: ownersAgent, putBack }: OwnerDecision,
): PortfolioMemory {
  const isKnown = (agent: AgentId): boolean => agents.some((each) => each.agent === agent);
  // What cannot be seen now keeps its place until it is seen again.
  const keeping = (unseen: readonly AgentId[], now: Iterable<AgentId>): readonly AgentId[] =>
    [...new Set([...unseen.filter((agent) => !isKnown(agent)), ...now])].toSorted();
  const now = owner === undefined ? [] : [owner];
  const rest = { client: before.client, ...(putBack !== undefined && { putBack }) };
  if (read !== 'unknown') {
    const fieldBefore = before.field === 'unknown' ? [] : before.field;
    return { ...rest, field: keeping(fieldBefore, field), associated: keeping(before.associated, wanted), owners: keeping(before.owners, now) };
  }
  const others = before.associated.filter((agent) => agent !== owner);
  return {
    ...rest,
    field: before.field,
    associated: [...others, ...(ownersAgent === undefined ? [] : [ownersAgent])].toSorted(),
    owners: [...new Set([...before.owners, ...now])].toSorted(),
  };
}
