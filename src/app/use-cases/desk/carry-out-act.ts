import { addMs, instantOf, type ActRefusal, type AgentId, type ChatMessage, type ConnectionId, type Instant, type MessageId, type PartId, type Protocol } from '../../../domain/index.ts';
import { PortFailure, type AttendanceActions, type ChatDone, type ChatRefusal, type Clock, type ConversationBook, type MarkerAnswer, type OutgoingMessage } from '../../../ports/index.ts';
import type { AgentActs } from '../../messages.ts';
import type { StepOutcome, StepRunner } from '../../plan-runner/run-step.ts';

/** What became of an act in the chat. */
export type ActResult =
  | { readonly result: 'done'; readonly message?: ChatMessage; readonly comment?: string; readonly changes: 'session' | 'records' | 'conversation' | 'nothing' }
  | { readonly result: 'refused'; readonly because: ChatRefusal | ActRefusal | 'too-late'; readonly detail?: string }
  | { readonly result: 'unsettled'; readonly askAgainAt: Instant; readonly because: string };

/** Where an act happens. */
export interface ActPlace {
  readonly connection: ConnectionId;
  readonly protocol: Protocol;
  /** All of the session's, the newest last: there it happens, and what became of an earlier try may stand in one before. */
  readonly parts: readonly [...PartId[], PartId];
  readonly actions: AttendanceActions;
  /** What speaks against it by now: it may have waited for long. */
  readonly objection: () => Promise<ActRefusal | undefined>;
}

/** Carries out an agent's act once, whatever becomes of its answer. */
export type CarryOutAct = (place: ActPlace, acts: AgentActs) => Promise<ActResult>;

export interface CarryOutActNeeds {
  readonly steps: StepRunner;
  readonly conversations: ConversationBook;
  readonly clock: Clock;
}

/** What could not be said for so long is not said any more: it would come out of the blue. */
const LONGEST_WAIT_MS = 15 * 60_000;
/** So many are looked through for those that are known. */
const RECENT = 50;

/** How a step's result is kept: what the chat made, or why it did not. */
type Kept = `made ${string}` | `refused ${string}`;

export function createCarryOutAct({ steps, conversations, clock }: CarryOutActNeeds): CarryOutAct {
  const isTooLate = (askedAt: Instant): boolean => clock.now() > addMs(askedAt, LONGEST_WAIT_MS);

  /** Says something once: a message or a comment. */
  async function say<Made extends object>(
    { connection, protocol, objection }: ActPlace, acts: AgentActs,
    { perform, ask, idOf }: { readonly perform: () => Promise<ChatDone<Made>>; readonly ask: (since: Instant) => Promise<{ readonly found?: string; readonly believable: boolean }>; readonly idOf: (made: Made) => string },
  ): Promise<{ readonly made?: Made; readonly id?: string } & Exclude<ActResult, { result: 'done' }> | { readonly result: 'done'; readonly made?: Made; readonly id: string }> {
    let made: Made | undefined;
    const outcome: StepOutcome<Kept> = await steps.run<Kept>({
      connection,
      key: stepKeyOf(protocol, acts),
      begunAt: acts.askedAt,
      async perform() {
        if (isTooLate(acts.askedAt)) return 'refused too-late';
        const because = await objection();
        if (because !== undefined) return `refused ${because}`;
        const done = await perform();
        if (done.outcome === 'refused') return `refused ${done.because} ${done.detail ?? ''}`;
        made = done;
        return `made ${idOf(done)}`;
      },
      async ask(since) {
        const { found, believable } = await ask(since);
        return found === undefined ? { believable } : { believable, found: `made ${found}` };
      },
    });
    if (outcome.outcome === 'unsettled') return { result: 'unsettled', askAgainAt: outcome.askAgainAt, because: outcome.because };
    const [result, about = '', ...detail] = outcome.id.split(' ');
    if (result === 'refused') return refusedAs(about, detail.join(' '));
    return { result: 'done', id: about, ...(made === undefined ? {} : { made }) };
  }

  async function send(place: ActPlace, acts: AgentActs, message: OutgoingMessage): Promise<ActResult> {
    const { actions, parts, connection, protocol } = place;
    const part = newestOf(parts);
    const said = await say(place, acts, {
      perform: async () => await actions.send(part, message, acts.agent),
      async ask(since) {
        const known = await knownOf(connection, protocol, acts);
        return await askEach(parts, async (each) => await actions.findSent(each, message, acts.agent, { since, known: known.filter((one) => one.part === each).map(({ id }) => id) }));
      },
      idOf: (made) => made.message.id,
    });
    if (said.result !== 'done') return said;
    const told = said.made?.message ?? composeSent(parseSentId(said.id), { part, message, agent: acts.agent, at: clock.now() });
    return { result: 'done', changes: 'conversation', message: { ...told, clientKey: acts.key } };
  }

  /** What is surely not what is looked for: the client's, what was sent from here under other keys, and what had been said in the same words before. */
  async function knownOf(connection: ConnectionId, protocol: Protocol, { key, alike = [] }: AgentActs): Promise<readonly ChatMessage[]> {
    const recent = await conversations.page(connection, protocol, { limit: RECENT });
    const before = await Promise.all(alike.map(async (id) => (await conversations.find(connection, id))?.message));
    return [
      ...recent.filter(({ id, by, clientKey }) => !alike.includes(id) && (by === 'client' || (by === 'agent' && clientKey !== undefined && clientKey !== key))),
      ...before.filter((message) => message !== undefined),
    ];
  }

  async function comment(place: ActPlace, acts: AgentActs, text: string): Promise<ActResult> {
    const { actions, parts, connection, protocol } = place;
    const alike = async () => await countAlike(actions, parts, text);
    // Comments have no ids, and the same may be said twice: whether this one is there is told by how many there were before.
    const before = await steps.run<string>({
      connection, key: `${stepKeyOf(protocol, acts)}/before`, begunAt: acts.askedAt,
      perform: async () => String(believed(await alike()).count), ask: async () => ({ believable: true, found: String(believed(await alike()).count) }),
    });
    const said = await say(place, acts, {
      perform: async () => await actions.comment(newestOf(parts), text, acts.agent),
      async ask() {
        const { count, believable } = await alike();
        return before.outcome === 'done' && count > Number(before.id) ? { believable: true, found: 'comment' } : { believable };
      },
      idOf: () => 'comment',
    });
    return said.result === 'done' ? { result: 'done', changes: 'records', comment: text } : said;
  }

  return async (place, acts) => {
    const { actions, parts } = place;
    const { act, agent } = acts;
    const part = newestOf(parts);
    if (COMES_OUT_OF_THE_BLUE.has(act.type) && isTooLate(acts.askedAt)) return { result: 'refused', because: 'too-late' };
    switch (act.type) {
      case 'send': return await send(place, acts, act.message);
      case 'comment': return await comment(place, acts, act.text);
      case 'mark-read': return { result: 'done', changes: 'nothing' };
      // The rest may be repeated without harm.
      case 'transfer': return ended(await actions.transfer(part, act.to, agent), 'session');
      case 'classify': return ended(await actions.classify(part, act.classification, agent), 'records');
      case 'close': {
        const classified = act.classification === undefined ? undefined : await actions.classify(part, act.classification, agent);
        return classified?.outcome === 'refused' ? ended(classified, 'nothing') : ended(await actions.close(part, agent), 'session');
      }
    }
  };
}

/** Nobody expects a session to go, or to end, that long after it was asked for. */
const COMES_OUT_OF_THE_BLUE: ReadonlySet<AgentActs['act']['type']> = new Set(['transfer', 'close']);

const newestOf = (parts: ActPlace['parts']): PartId => parts.at(-1) ?? parts[0];

/** The agent's own: two agents may call their wishes alike. */
const stepKeyOf = (protocol: Protocol, { act, agent, key }: AgentActs): string => `act:${protocol}:${agent}:${key}/${act.type}`;

/** Asks in each part, the newest first; "not there" is believed only if it is in each. */
async function askEach<Id extends string>(parts: readonly PartId[], ask: (part: PartId) => Promise<MarkerAnswer<Id>>): Promise<MarkerAnswer<Id>> {
  let believable = true;
  for (const part of parts.toReversed()) {
    const answer = await ask(part);
    if (answer.found !== undefined) return answer;
    believable &&= answer.believable;
  }
  return { believable };
}

async function countAlike(actions: AttendanceActions, parts: readonly PartId[], text: string): Promise<{ readonly count: number; readonly believable: boolean }> {
  const answers = await Promise.all(parts.map(async (part) => await actions.findComment(part, text, { since: EVER })));
  return {
    count: answers.reduce((sum, { found, others = [] }) => sum + (found === undefined ? 0 : 1 + others.length), 0),
    believable: answers.every(({ believable }) => believable),
  };
}

/** Counted too low before, an older comment in the same words would be taken for the one that was lost. */
function believed<Answer extends { readonly believable: boolean }>(answer: Answer): Answer {
  if (answer.believable) return answer;
  throw new PortFailure('port.drifted', 'The comments of the session could not be counted before another was written: the chat gave no list to be believed. It is tried again by itself.', { retry: 'soon' });
}

const EVER = instantOf(0);

function ended(done: ChatDone<object>, changes: 'session' | 'records' | 'nothing'): ActResult {
  if (done.outcome === 'done') return { result: 'done', changes };
  return { result: 'refused', because: done.because, ...(done.detail === undefined ? {} : { detail: done.detail }) };
}

/** What was sent, where the chat's own word of it was lost. */
const composeSent = (id: MessageId, { part, message, agent, at }: { readonly part: PartId; readonly message: OutgoingMessage; readonly agent: AgentId; readonly at: Instant }): ChatMessage => ({
  id, part, at, by: 'agent', agentId: agent, kind: message.kind, state: 'sent',
  ...(message.replyTo === undefined ? {} : { replyTo: message.replyTo }),
  ...(message.kind === 'text' ? { text: message.text } : { media: { ref: message.ref, name: message.name }, ...(message.caption === undefined ? {} : { text: message.caption }) }),
});

const parseSentId = (text: string): MessageId => text as MessageId;

const refusedAs = (because: string, detail: string): Extract<ActResult, { result: 'refused' }> =>
  ({ result: 'refused', because: parseRefusal(because), ...(detail === '' ? {} : { detail }) });

/** The ledger gives back what was written there. */
const parseRefusal = (text: string): ChatRefusal | ActRefusal | 'too-late' => text as ChatRefusal | ActRefusal | 'too-late';
