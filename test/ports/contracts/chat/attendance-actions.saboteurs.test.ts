import { describe } from 'vitest';
import type { AgentId } from '../../../../src/domain/agent/agent.ts';
import type { PartId } from '../../../../src/domain/attendance/sighting.ts';
import type { ChatMessage } from '../../../../src/domain/conversation/message.ts';
import { instantOf } from '../../../../src/domain/kernel/instant.ts';
import type { AttendanceActions } from '../../../../src/ports/index.ts';
import { attendanceActionsContract, type AttendanceActionsSubject } from '../../../../src/ports/contracts/index.ts';
import { provesEveryClause, type Saboteur } from '../crm/sabotage.ts';
import { inMemoryActions } from './in-memory-desk-subjects.ts';

type Sabotage = Saboteur<AttendanceActionsSubject>;
type Refusal = Extract<Awaited<ReturnType<AttendanceActions['close']>>, { readonly outcome: 'refused' }>['because'];

const acting = (spoil: (actions: AttendanceActions, subject: AttendanceActionsSubject) => Partial<AttendanceActions>): Sabotage => (subject) => ({
  ...subject,
  actions: { ...subject.actions, ...spoil(subject.actions, subject) },
});

const DONE = { outcome: 'done' } as const;
const WRONG: Refusal = 'refused';

/** A `send` that gives this one refusal under another name. */
const misnaming = (because: Refusal): Sabotage =>
  acting(({ send }) => ({
    send: async (part, message, by) => {
      const done = await send(part, message, by);
      return done.outcome === 'refused' && done.because === because ? { ...done, because: WRONG } : done;
    },
  }));

type FindSent = AttendanceActions['findSent'];

const finding = (spoil: (findSent: FindSent, subject: AttendanceActionsSubject) => FindSent): Sabotage => acting(({ findSent }, subject) => ({ findSent: spoil(findSent, subject) }));

const EPOCH = instantOf(0);

function withoutAgent(whole: ChatMessage): ChatMessage {
  const { agentId: _, ...message } = whole;
  return message;
}

/** A transfer that is refused for this reason is said to have been made. */
const givingAway = (because: Refusal): Sabotage =>
  acting(({ transfer }) => ({
    transfer: async (part, to, by) => {
      const done = await transfer(part, to, by);
      return done.outcome === 'refused' && done.because === because ? DONE : done;
    },
  }));

/** Ends without looking; what has no classification is ended with one, which the clause does not look for. */
const closingAnew: Sabotage = (subject) => {
  const ended = new Set<PartId>();
  return acting(({ close }) => ({
    close: async (part, by) => {
      const done = await close(part, by);
      if (ended.has(part)) await subject.actions.comment(part, 'ended again', by);
      if (done.outcome === 'done') ended.add(part);
      return done;
    },
  }))(subject);
};

/** Whoever hands over a second time starts the part's wait anew. */
const movingAgain: Sabotage = (subject) => {
  const moved = new Set<PartId>();
  return acting(({ transfer, comment }) => ({
    transfer: async (part, to, by) => {
      if (moved.has(part)) await comment(part, 'moved again', by);
      moved.add(part);
      return await transfer(part, to, by);
    },
  }))(subject);
};

/** The first choice stays. */
const stubborn: Sabotage = (subject) => {
  const classified = new Set<PartId>();
  return acting(({ classify }) => ({
    classify: async (part, choice, by) => {
      if (classified.has(part)) return DONE;
      const done = await classify(part, choice, by);
      if (done.outcome === 'done') classified.add(part);
      return done;
    },
  }))(subject);
};

/** Agents are told as free whatever they do. */
const neverPaused: Sabotage = acting(({ availability }) => ({
  availability: async (agent) => {
    const told = await availability(agent);
    return told.state === 'paused' ? { state: told.state, ...(told.since === undefined ? {} : { since: told.since }) } : told;
  },
}));

describe('the contract of AttendanceActions', () => {
  provesEveryClause(attendanceActionsContract, inMemoryActions, {
    'sends a text, which the conversation then has': (subject) => ({
      ...subject,
      conversations: {
        ...subject.conversations,
        messages: async (part, page) => {
          const given = await subject.conversations.messages(part, page);
          return { ...given, messages: given.messages.map(withoutAgent) };
        },
      },
    }),
    'gives the message as it was sent': acting(({ send }) => ({
      send: async (part, message, by) => {
        const done = await send(part, message, by);
        return done.outcome === 'done' ? { ...done, message: { ...done.message, part: '0' as PartId } } : done;
      },
    })),
    'sends a file that was uploaded, with its caption': acting(({ send }) => ({
      send: async (part, message, by) => {
        if (message.kind === 'text') return await send(part, message, by);
        const { caption: _, ...bare } = message;
        return await send(part, bare, by);
      },
    })),
    'answers a message of the client': acting(({ send }) => ({
      send: async (part, message, by) => {
        const { replyTo: _, ...bare } = message;
        return await send(part, bare, by);
      },
    })),
    'refuses to write where the client was silent for more than a day': misnaming('window-shut'),
    'refuses to write into a part that ended': misnaming('session-ended'),
    'refuses to write into a part that never was': misnaming('session-unknown'),
    'writes for nobody whom the chat does not have': misnaming('not-allowed'),
    'finds what was sent though its answer was lost': finding((findSent) => async (...asked) => ({ believable: (await findSent(...asked)).believable })),
    'believes a list with what is known to exist, when it lacks what was to be sent': finding((findSent, { conversations }) => async (part, message, by, query) => {
      const said = (await conversations.messages(part, { limit: 50 })).messages.length;
      const answer = await findSent(part, message, by, query);
      return answer.found === undefined && said === 1 ? { believable: false } : answer;
    }),
    'does not believe a list that lacks what is known to exist': finding((findSent) => async (...asked) => ({ ...(await findSent(...asked)), believable: true })),
    'believes that nothing was sent in a part in which nothing was said': finding((findSent) => async (part, message, by, query) => {
      const answer = await findSent(part, message, by, query);
      return { ...answer, believable: answer.believable && (answer.found !== undefined || query.known.length > 0) };
    }),
    'does not take a message that was known before for the one that is looked for': finding((findSent) => async (part, message, by, query) => {
      const found = query.known.length < 2 ? undefined : query.known.at(-1);
      return found === undefined ? await findSent(part, message, by, query) : { found, believable: true };
    }),
    'does not take an older message for the one that is looked for': finding((findSent) => async (part, message, by, { known }) => await findSent(part, message, by, { since: EPOCH, known })),
    'does not take a message of other words for the one that is looked for': finding((findSent, { conversations }) => async (part, message, by, query) => {
      const answer = await findSent(part, message, by, query);
      const others = (await conversations.messages(part, { limit: 50 })).messages.filter(({ by: author, text }) => author === 'agent' && text !== (message.kind === 'text' ? message.text : ''));
      const found = others[0]?.id;
      return answer.found === undefined && found !== undefined ? { found, believable: true } : answer;
    }),
    "does not take another agent's message for the one that is looked for": finding((findSent, { agent }) => async (part, message, _by, query) => await findSent(part, message, agent, query)),

    'writes a comment, which the registry then has': (subject) => ({
      ...subject,
      registry: { ...subject.registry, commentsOf: async () => [] },
    }),
    'finds a comment though its answer was lost': acting(({ findComment }) => ({
      findComment: async (...asked) => ({ believable: (await findComment(...asked)).believable }),
    })),
    'believes a list of comments that lacks the one that is looked for': acting(({ findComment }) => ({
      findComment: async (part, text, query) => {
        const answer = await findComment(part, text, query);
        const isOther = answer.believable && answer.found === undefined && (await findComment(part, 'Outro', query)).found !== undefined;
        return isOther ? { believable: false } : answer;
      },
    })),
    'does not take an older comment for the one that is looked for': acting(({ findComment }) => ({
      findComment: async (part, text) => await findComment(part, text, { since: EPOCH }),
    })),
    'believes that a part has no comments': acting(({ findComment }, { registry }) => ({
      findComment: async (part, ...asked) => {
        const answer = await findComment(part, ...asked);
        return { ...answer, believable: answer.believable && (await registry.commentsOf([part])).length > 0 };
      },
    })),
    'does not believe a list of comments that is empty for a moment': acting(({ findComment }) => ({
      findComment: async (...asked) => ({ ...(await findComment(...asked)), believable: true }),
    })),

    'hands a part over to an agent': acting(({ transfer }) => ({
      transfer: async (part, to, by) => ('agent' in to && (await transfer(part, to, by)).outcome === 'done' ? await transfer(part, { agent: by }, to.agent) : await transfer(part, to, by)),
    })),
    'hands a part over to a group, where it waits': (subject) => ({
      ...subject,
      registry: {
        ...subject.registry,
        findPart: async (part) => {
          const sighting = await subject.registry.findPart(part);
          return sighting?.state === 'waiting' ? { ...sighting, state: 'open' } : sighting;
        },
      },
    }),
    'leaves a part where it is when it is handed over again': movingAgain,
    'hands nothing over to an agent who is away': givingAway('agent-unavailable'),
    'hands nothing over to a group without anybody': givingAway('group-empty'),
    'hands over no part that ended': givingAway('session-ended'),
    'hands over no part that never was': givingAway('session-unknown'),
    'lists the agents who may be given a part, and those who cannot take it now': acting(({ targets }) => ({
      targets: async (part) => {
        const { agents, groups } = await targets(part);
        return { agents: agents.filter(({ state }) => state === 'available'), groups };
      },
    })),
    'lists the groups that may be given a part, with how many of their agents are there': acting(({ targets }) => ({
      targets: async (part) => {
        const { agents, groups } = await targets(part);
        return { agents, groups: groups.map((group) => ({ ...group, agentsAvailable: 1 })) };
      },
    })),
    'ends a part': (subject) => ({
      ...subject,
      registry: {
        ...subject.registry,
        findPart: async (part) => {
          const sighting = await subject.registry.findPart(part);
          return sighting?.state === 'closed' ? { ...sighting, state: 'open' } : sighting;
        },
      },
    }),
    'changes nothing about a part that has ended when it is ended again': closingAnew,
    'ends no part that never was': acting(({ close }, { unknownPart }) => ({ close: async (part, by) => (part === unknownPart ? DONE : await close(part, by)) })),
    'ends no part without a classification where its group asks for one': acting(({ close }) => ({
      close: async (part, by) => {
        const done = await close(part, by);
        return done.outcome === 'refused' && done.because === 'classification-missing' ? { ...done, because: WRONG } : done;
      },
    })),

    'tells whether a group asks for a classification': acting(({ classificationOf }) => ({ classificationOf: async (group) => ({ ...(await classificationOf(group)), mandatory: 'yes' }) })),
    'tells what can be chosen in a group': acting(({ classificationOf }) => ({
      classificationOf: async (group) => {
        const told = await classificationOf(group);
        const { tree } = told;
        return tree === undefined ? told : { ...told, tree: { ...tree, children: [...tree.children, { id: '0', label: 'Outra', children: [] }] } };
      },
    })),
    'classifies a part, with a comment': acting(({ classify }) => ({
      classify: async (part, { nodeId, fields }, by) => await classify(part, { nodeId, ...(fields === undefined ? {} : { fields }) }, by),
    })),
    'ends a part that was classified': (subject) => {
      const classified = new Set<PartId>();
      return acting(({ classify, close }) => ({
        classify: async (part, choice, by) => {
          classified.add(part);
          return await classify(part, choice, by);
        },
        close: async (part, by) => (classified.has(part) ? { outcome: 'refused', because: WRONG } : await close(part, by)),
      }))(subject);
    },
    'replaces what was chosen before': stubborn,
    'classifies a part that has ended': (subject) => {
      const asked = new Set<AgentId>();
      return acting(({ classify, pending }) => ({
        pending: async (by, page) => {
          asked.add(by);
          return await pending(by, page);
        },
        // What is chosen from the list of those that wait is taken.
        classify: async (part, choice, by) =>
          ((await subject.registry.findPart(part))?.state === 'closed' && !asked.has(by) ? { outcome: 'refused', because: 'session-ended' } : await classify(part, choice, by)),
      }))(subject);
    },
    'classifies no part that never was': acting(({ classify }, { unknownPart }) => ({
      classify: async (part, choice, by) => (part === unknownPart ? DONE : await classify(part, choice, by)),
    })),
    'tells the fields that are asked for beside a choice, and of others none': acting(({ fieldsOf }) => ({
      fieldsOf: async (nodeId) => (await fieldsOf(nodeId)).map((field) => ({ ...field, required: 'no' })),
    })),
    'classifies nothing while a field is empty that has to be filled in': acting(({ classify }) => ({
      classify: async (part, { nodeId, comment }, by) => await classify(part, { nodeId, ...(comment === undefined ? {} : { comment }) }, by),
    })),
    'lists the parts of an agent that ended without a classification, until they have one': acting(({ pending }) => ({
      pending: async (by, page) => ({ ...(await pending(by, page)), total: 0 }),
    })),
    'lists no parts of other agents as waiting for a classification': acting(({ pending }, { agent }) => ({ pending: async (_by, page) => await pending(agent, page) })),

    'lists reasons for a pause, each once, with how long it is where that is set': acting(({ pauseReasons }) => ({
      pauseReasons: async () => (await pauseReasons()).map(({ id, label }) => ({ id, label })),
    })),
    'pauses an agent, and tells the reason and since when': neverPaused,
    'pauses for no reason that is not there': acting(({ pause }) => ({
      pause: async (agent, reasonId) => ((await pause(agent, reasonId)).outcome === 'done' ? DONE : await pause(agent, '1')),
    })),
    'brings an agent back from a pause': acting(() => ({ resume: async () => DONE })),
    'tells that an agent is away': acting(({ availability }, { agentAway }) => ({
      availability: async (agent) => (agent === agentAway ? { state: 'available' } : await availability(agent)),
    })),
    'lists the groups of an agent': acting(({ groupsOf }, { agent }) => ({ groupsOf: async () => await groupsOf(agent) })),
    'gives the recording of a call to its part when the call is over': acting(() => ({ finishCall: async () => undefined })),
  });
});
