import {
  decideClassification, decideSessionAct, windowOf,
  type ActRefusal, type ChosenClassification, type ClassificationProblem, type GroupId, type Instant, type PartId, type SessionAct, type TransferTarget,
} from '../../../domain/index.ts';
import type { AgentPass, AttendanceActions, DeskAct, DeskSession } from '../../../ports/index.ts';
import { listingOf, parseTalk } from './desk-listing.ts';

/** Why an act is refused before anybody is asked to do it. `field`: of the classification. */
export interface Objection {
  readonly because: ActRefusal | ClassificationProblem;
  readonly field?: string;
}

/** What speaks against an act of an agent who is integrated; `undefined`: nothing (SES-10, PAN-06). */
export function objectionTo({ agent }: Pick<AgentPass, 'agent'>, session: DeskSession, act: SessionAct, now: Instant): { readonly because: ActRefusal } | undefined {
  const { row } = listingOf(session);
  const decision = decideSessionAct({
    agent, integrated: 'yes', phase: session.phase, channel: row.channel, attending: session.desk.agent, tookPart: session.desk.agents,
    client: row.contactId === undefined ? 'unknown' : 'known',
    window: windowOf({ channel: row.channel, lastInboundAt: parseTalk(session.talk)?.lastInboundAt }, now),
  }, act);
  return decision.outcome === 'refused' ? { because: decision.because } : undefined;
}

/** An act as it is judged: whom a transfer would go to is asked of the chat. */
export async function judged(act: DeskAct, part: PartId | undefined, actions: AttendanceActions): Promise<SessionAct> {
  if (act.type !== 'transfer') return { type: act.type };
  return { type: 'transfer', to: part === undefined ? 'unknown' : await targetOf(act.to, part, actions) };
}

async function targetOf(to: Extract<DeskAct, { type: 'transfer' }>['to'], part: PartId, actions: AttendanceActions): Promise<TransferTarget> {
  const { agents, groups } = await actions.targets(part);
  if ('agent' in to) {
    const agent = agents.find(({ id }) => id === to.agent);
    return agent === undefined ? 'unknown' : { agent: agent.id, state: agent.state };
  }
  const group = groups.find(({ id }) => id === to.group);
  return group === undefined ? 'unknown' : { group: group.id, agentsAvailable: group.agentsAvailable };
}

/** What speaks against ending a session, or classifying it, with this choice (PAN-07). */
export async function objectionToChoice(step: 'close' | 'classify', group: GroupId | undefined, choice: ChosenClassification | undefined, actions: AttendanceActions): Promise<Objection | undefined> {
  if (group === undefined) return choice === undefined ? undefined : { because: 'group-without-classification' };
  const [rules, fields] = await Promise.all([actions.classificationOf(group), choice === undefined ? [] : actions.fieldsOf(choice.nodeId)]);
  const decision = decideClassification(step, { ...rules, fields }, choice);
  return decision.outcome === 'refused' ? { because: decision.because, ...(decision.field === undefined ? {} : { field: decision.field }) } : undefined;
}
