import type { Agent, AgentId } from '../../../domain/agent/agent.ts';
import type { GroupId, PartId } from '../../../domain/attendance/sighting.ts';
import { parseInstant, type Instant } from '../../../domain/kernel/instant.ts';
import type {
  AgentAvailability, ClassificationField, ClassificationNode, PauseReason, PendingClassification, TransferTargets,
} from '../../../ports/attendance-actions.ts';
import type { CallRecording } from '../../../ports/conversations.ts';
import type { WireAgent } from '../wire/agent.ts';
import type { WireNode } from '../wire/classification.ts';
import type { WireCall, WireDeskGroup, WireField, WirePauseReason, WirePending } from '../wire/desk.ts';
import { translateAgent, type AgentReading } from './agent.ts';

export const translateGroupId = (id: string): GroupId => id as GroupId;

/** Whether an agent takes sessions now, and since when. */
export function translateAvailability({ fields }: WireAgent, offset: string): AgentAvailability {
  const status = typeof fields['status'] === 'string' ? fields['status'].toUpperCase() : '';
  const state = /PAUSE/.test(status) || fields['paused'] === true ? 'paused' : status === 'ONLINE' ? 'available' : 'offline';
  const reason = fields['pauseReasonsId'];
  const since = dateIn(fields['updatedAt'], offset);
  return {
    state,
    ...(state === 'paused' && (typeof reason === 'number' || typeof reason === 'string') ? { reasonId: String(reason) } : {}),
    ...(since === undefined ? {} : { since }),
  };
}

interface TargetReading {
  readonly agents: AgentReading;
  readonly offset: string;
}

/** Whom a session may go to. A group that does not tell how many of its agents are there is taken to have somebody while anybody is. */
export function translateTargets(agents: readonly WireAgent[], groups: readonly WireDeskGroup[], { agents: reading, offset }: TargetReading): TransferTargets {
  const attending = agents.map((row) => ({ agent: translateAgent(row, reading), row })).filter(({ agent }) => agent.active && agent.profile !== 'other');
  const listed = attending.map(({ agent: { id, name }, row }) => ({ id, name, state: translateAvailability(row, offset).state }));
  const anybody = listed.filter(({ state }) => state === 'available').length;
  return { agents: listed, groups: groups.map(({ id, name, available }) => ({ id: translateGroupId(id), name, agentsAvailable: available ?? anybody })) };
}

export const translateTree = ({ id, name, children }: WireNode): ClassificationNode => ({ id, label: name ?? id, children: children.map(translateTree) });

export const translateField = ({ id, label, type, isRequired, options }: WireField): ClassificationField => ({
  id, label, type: fieldTypeOf(type, options), required: isRequired ? 'yes' : 'no', options,
});

function fieldTypeOf(type: string | undefined, options: readonly string[]): ClassificationField['type'] {
  const upper = type?.toUpperCase() ?? '';
  if (options.length > 0 || /LIST|SELECT|OPTION|COMBO/.test(upper)) return 'option';
  if (/NUMBER|INT|DECIMAL|FLOAT/.test(upper)) return 'number';
  return upper.includes('DATE') ? 'date' : 'text';
}

export const translatePauseReason = ({ id, label, minutes }: WirePauseReason): PauseReason => ({ id, label, ...(minutes === undefined ? {} : { minutes }) });

export function translatePending({ id, protocol, clientName, groupId, closedAt }: WirePending, offset: string): PendingClassification {
  const endedAt = dateIn(closedAt, offset);
  return {
    part: id as PartId,
    protocol,
    ...(clientName === undefined ? {} : { clientName }),
    ...(groupId === undefined ? {} : { groupId: translateGroupId(groupId) }),
    ...(endedAt === undefined ? {} : { endedAt }),
  };
}

/** The recordings among a session's calls, oldest first. */
export function translateRecordings(part: PartId, calls: readonly WireCall[], offset: string): readonly CallRecording[] {
  return calls
    .flatMap(({ address, createdAt }) => {
      const at = dateIn(createdAt, offset);
      return address === undefined ? [] : [{ part, ref: address, ...(at === undefined ? {} : { at }) }];
    })
    .toSorted((a, b) => compareTexts(a.at ?? '', b.at ?? ''));
}

function dateIn(text: unknown, offset: string): Instant | undefined {
  const date = typeof text === 'string' ? parseInstant(text, offset) : undefined;
  return date?.ok === true ? date.value : undefined;
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Somebody who acts in the chat: the agent, and the account that all of Neppo's own forms name. */
export interface AgentIdentity {
  readonly id: AgentId;
  readonly userId: number;
  readonly userName: string;
  readonly name: Agent['name'];
}

/** The account of an agent's row; an agent without one, or without a user name, cannot act. */
export function translateIdentity(row: WireAgent, reading: AgentReading): AgentIdentity | undefined {
  const { id, name } = translateAgent(row, reading);
  const { user } = row;
  return user?.userName === undefined ? undefined : { id, name, userId: Number(user.id), userName: user.userName };
}
