import type { AgentId } from '../../domain/agent/agent.ts';
import type { GroupId, PartId } from '../../domain/attendance/sighting.ts';
import type { ChatMessage } from '../../domain/conversation/message.ts';
import { addMs } from '../../domain/kernel/instant.ts';
import type {
  AgentAvailability, AttendanceActions, ChatDone, ChatRefusal, ClassificationChoice, ClassificationNode, OutgoingMessage,
} from '../../ports/attendance-actions.ts';
import type { ChatActs } from './chat-acts.ts';
import type { Answering, ChatMethod } from './chat-faults.ts';
import { addMessage } from './chat-talk.ts';
import type { ChatWorld, StoredPart } from './chat-world.ts';
import { markerAnswer } from './marker-answer.ts';

interface ActionsNeeds {
  readonly answer: Answering;
  readonly acts: ChatActs;
  readonly isHidden: (method: ChatMethod) => boolean;
}

const WINDOW_MS = 24 * 60 * 60 * 1000;

/** What agents do in the in-memory chat. */
export function createInMemoryActions(world: ChatWorld, needs: ActionsNeeds): AttendanceActions {
  return { ...writing(world, needs), ...handingOver(world, needs), ...classifying(world, needs), ...pausing(world, needs), ...calling(world, needs) };
}

const DONE = { outcome: 'done' } as const;
const refused = (because: ChatRefusal) => ({ outcome: 'refused', because }) as const;

/** Why this agent may do nothing in this part; nothing where there is no reason. */
function hindrance({ agents, parts }: ChatWorld, part: PartId, by: AgentId, running: 'running' | 'any' = 'running') {
  if (!agents.has(by)) return refused('not-allowed');
  const stored = parts.get(part);
  if (stored === undefined) return refused('session-unknown');
  return running === 'running' && stored.state === 'closed' ? refused('session-ended') : undefined;
}

function writing(world: ChatWorld, { answer, acts, isHidden }: ActionsNeeds): Pick<AttendanceActions, 'send' | 'findSent' | 'upload' | 'comment' | 'findComment'> {
  const { talk, parts } = world;
  return {
    send: (part, message, by) =>
      answer('actions.send', () => {
        const no = hindrance(world, part, by) ?? (isWindowShut(world, part) ? refused('window-shut') : undefined);
        return no ?? { outcome: 'done' as const, message: addMessage(world, sentBy(world, { part, message, by })) };
      }),
    findSent: (part, message, by, { since, known }) =>
      answer('actions.findSent', () => {
        const hidden = isHidden('actions.findSent');
        const all = hidden ? [] : (talk.messages.get(part) ?? []);
        const isKnown = ({ id }: ChatMessage): boolean => known.includes(id);
        const found = all.filter((each) => !isKnown(each) && each.agentId === by && each.at >= since && saysTheSame(each, message));
        return markerAnswer(found.map(({ id }) => id), known.length === 0 ? !hidden && parts.has(part) : all.some(isKnown));
      }),
    upload: ({ name, contentType, body }) =>
      answer('actions.upload', () => {
        const ref = `https://files.chat.example/${talk.nextFileId()}/${encodeURIComponent(name)}`;
        talk.files.set(ref, { name, contentType, body });
        return ref;
      }),
    comment: (part, text, by) =>
      answer('actions.comment', () => {
        const no = hindrance(world, part, by, 'any');
        if (no === undefined) acts.comment(part, text, world.agents.get(by)?.name);
        return no ?? DONE;
      }),
    findComment: (part, text, { since }) =>
      answer('actions.findComment', () => {
        const stored = isHidden('actions.findComment') ? undefined : parts.get(part);
        const all = stored?.comments ?? [];
        const found = all.flatMap((comment, at) => (comment.text === text && (comment.at === undefined || comment.at >= since) ? [String(at + 1)] : []));
        return markerAnswer(found, stored !== undefined);
      }),
  };
}

/** Only a template gets through when the client was silent for a day; the beginning of the part counts as said. */
function isWindowShut(world: ChatWorld, part: PartId): boolean {
  const stored = world.parts.get(part);
  if (stored?.channel.kind !== 'whatsapp') return false;
  const heard = (world.talk.messages.get(part) ?? []).filter(({ by }) => by === 'client').map(({ at }) => at);
  return addMs([stored.startedAt, ...heard].toSorted().at(-1) ?? stored.startedAt, WINDOW_MS) < world.now();
}

interface Sending {
  readonly part: PartId;
  readonly message: OutgoingMessage;
  readonly by: AgentId;
}

function sentBy(world: ChatWorld, { part, message, by }: Sending): ChatMessage {
  const name = world.agents.get(by)?.name;
  return {
    id: world.talk.nextMessageId(), part, at: world.now(), by: 'agent', agentId: by, kind: message.kind, state: 'sent',
    ...(name === undefined ? {} : { authorName: name }),
    ...(message.kind === 'text' ? { text: message.text } : { media: { ref: message.ref, name: message.name }, ...(message.caption === undefined ? {} : { text: message.caption }) }),
    ...(message.replyTo === undefined ? {} : { replyTo: message.replyTo }),
  };
}

const saysTheSame = ({ kind, text, media }: ChatMessage, message: OutgoingMessage): boolean =>
  kind === message.kind && (message.kind === 'text' ? text === message.text : media?.ref === message.ref && text === message.caption);

function handingOver(world: ChatWorld, { answer, acts }: ActionsNeeds): Pick<AttendanceActions, 'targets' | 'transfer' | 'close'> {
  const { talk, groups, agents } = world;
  const stateOf = (agent: AgentId): AgentAvailability['state'] => talk.availability.get(agent)?.state ?? 'available';
  const availableIn = (group: GroupId): number =>
    [...agents.keys()].filter((agent) => (talk.groupsOf.get(agent) ?? []).includes(group) && stateOf(agent) === 'available').length;

  function move(stored: StoredPart, to: Parameters<AttendanceActions['transfer']>[1]): ChatDone<object> {
    if ('agent' in to) {
      const agent = agents.get(to.agent);
      if (agent === undefined || stateOf(to.agent) !== 'available') return refused('agent-unavailable');
      const group = stored.groupId === undefined ? undefined : groups.get(stored.groupId);
      acts.transfer(stored.id, { agent, ...(group === undefined ? {} : { group }) });
      return DONE;
    }
    const group = groups.get(to.group);
    if (group === undefined || availableIn(to.group) === 0) return refused('group-empty');
    acts.transfer(stored.id, { group });
    return DONE;
  }

  return {
    targets: (part) =>
      answer('actions.targets', () => ({
        agents: [...agents.values()].filter(({ id, active }) => active && id !== world.parts.get(part)?.agent?.id).map(({ id, name }) => ({ id, name, state: stateOf(id) })),
        groups: [...groups.values()].map((group) => ({ ...group, agentsAvailable: availableIn(group.id) })),
      })),
    transfer: (part, to, by) =>
      answer('actions.transfer', () => {
        const stored = world.parts.get(part);
        const no = hindrance(world, part, by);
        if (no !== undefined || stored === undefined) return no ?? refused('session-unknown');
        const isThere = 'agent' in to ? stored.agent?.id === to.agent : stored.groupId === to.group;
        return isThere ? DONE : move(stored, to);
      }),
    close: (part, by) =>
      answer('actions.close', () => {
        const [no, stored] = [hindrance(world, part, by, 'any'), world.parts.get(part)];
        if (no !== undefined || stored === undefined) return no ?? refused('session-unknown');
        if (stored.state === 'closed') return DONE;
        const asksFor = stored.groupId !== undefined && talk.classifications.get(stored.groupId)?.mandatory === 'yes';
        if (asksFor && stored.classification === undefined) return refused('classification-missing');
        acts.close(part);
        return DONE;
      }),
  };
}

function classifying(world: ChatWorld, { answer, acts }: ActionsNeeds): Pick<AttendanceActions, 'classificationOf' | 'fieldsOf' | 'classify' | 'pending'> {
  const { talk } = world;
  const lacks = ({ nodeId, fields }: ClassificationChoice): boolean =>
    fields !== undefined
    && (talk.fields.get(nodeId) ?? []).some(({ id, required }) => required === 'yes' && !fields.some((field) => field.id === id && field.value.trim() !== ''));
  return {
    classificationOf: (groupId) => answer('actions.classificationOf', () => ({ groupId, ...(talk.classifications.get(groupId) ?? { mandatory: 'no' as const }) })),
    fieldsOf: (nodeId) => answer('actions.fieldsOf', () => talk.fields.get(nodeId) ?? []),
    classify: (part, choice, by) =>
      answer('actions.classify', () => {
        const no = hindrance(world, part, by, 'any') ?? (lacks(choice) ? refused('classification-missing') : undefined);
        if (no !== undefined) return no;
        const trees = [...talk.classifications.values()].flatMap(({ tree }) => tree ?? []);
        acts.classify(part, { label: labelIn(trees, choice.nodeId) ?? choice.nodeId, ...(choice.comment === undefined ? {} : { comment: choice.comment }) });
        return DONE;
      }),
    pending: (by, { page, size }) =>
      answer('actions.pending', () => {
        const all = [...world.parts.values()].filter(({ state, agent, classification }) => state === 'closed' && agent?.id === by && classification === undefined);
        return { total: all.length, sessions: all.slice(page * size, (page + 1) * size).map(pendingOf) };
      }),
  };
}

const pendingOf = ({ id, protocol, client, groupId, endedAt }: StoredPart) => ({
  part: id, protocol,
  ...(client.name === undefined ? {} : { clientName: client.name }),
  ...(groupId === undefined ? {} : { groupId }),
  ...(endedAt === undefined ? {} : { endedAt }),
});

function labelIn(nodes: readonly ClassificationNode[], id: string): string | undefined {
  for (const node of nodes) {
    const label = node.id === id ? node.label : labelIn(node.children, id);
    if (label !== undefined) return label;
  }
  return undefined;
}

function pausing(world: ChatWorld, { answer }: ActionsNeeds): Pick<AttendanceActions, 'pauseReasons' | 'availability' | 'pause' | 'resume' | 'groupsOf'> {
  const { talk, agents, groups } = world;
  const set = (agent: AgentId, state: AgentAvailability['state'], reasonId?: string): ChatDone<object> => {
    if (!agents.has(agent)) return refused('not-allowed');
    talk.availability.set(agent, { state, since: world.now(), ...(reasonId === undefined ? {} : { reasonId }) });
    return DONE;
  };
  return {
    pauseReasons: () => answer('actions.pauseReasons', () => talk.pauseReasons),
    availability: (agent) => answer('actions.availability', () => talk.availability.get(agent) ?? { state: agents.has(agent) ? 'available' : 'offline' }),
    pause: (agent, reasonId) =>
      answer('actions.pause', () => (talk.pauseReasons.some(({ id }) => id === reasonId) ? set(agent, 'paused', reasonId) : refused('not-allowed'))),
    resume: (agent) => answer('actions.resume', () => set(agent, 'available')),
    groupsOf: (agent) => answer('actions.groupsOf', () => (talk.groupsOf.get(agent) ?? []).flatMap((id) => groups.get(id) ?? [])),
  };
}

function calling({ talk }: ChatWorld, { answer }: ActionsNeeds): Pick<AttendanceActions, 'noteCall' | 'finishCall'> {
  return {
    noteCall: ({ agentId, callId, part }) =>
      answer('actions.noteCall', () => void talk.calls.set(callId, { agentId, ...(part === undefined ? {} : { part }) })),
    finishCall: ({ callId, at, recordingRef: ref }) =>
      answer('actions.finishCall', () => {
        const part = talk.calls.get(callId)?.part;
        if (part !== undefined && ref !== undefined) talk.recordings.set(part, [...(talk.recordings.get(part) ?? []), { part, ref, at }]);
      }),
  };
}
