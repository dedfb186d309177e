import { addMs, type AgentId, type ChatMessage, type ConnectionId, type Instant, type MessageId, type PartId, type Protocol } from '../../../domain/index.ts';
import type { AttendanceActions, ChatDone, ChatRefusal, Clock, ConversationBook, OutgoingMessage } from '../../../ports/index.ts';
import type { AgentActs } from '../../messages.ts';
import type { StepOutcome, StepRunner } from '../../plan-runner/run-step.ts';

/** What became of an act in the chat. */
export type ActResult =
  | { readonly result: 'done'; readonly message?: ChatMessage; readonly changes: 'session' | 'records' | 'conversation' | 'nothing' }
  | { readonly result: 'refused'; readonly because: ChatRefusal | 'too-late'; readonly detail?: string }
  | { readonly result: 'unsettled'; readonly askAgainAt: Instant; readonly because: string };

/** Where an act happens. */
export interface ActPlace {
  readonly connection: ConnectionId;
  readonly protocol: Protocol;
  readonly part: PartId;
  readonly actions: AttendanceActions;
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
/** Messages that were sent from here of late: none of them is the one whose answer was lost. */
const RECENT = 50;

/** How a step's result is kept: what the chat made, or why it did not. */
type Kept = `made ${string}` | `refused ${string}`;

export function createCarryOutAct({ steps, conversations, clock }: CarryOutActNeeds): CarryOutAct {
  const isTooLate = (askedAt: Instant): boolean => clock.now() > addMs(askedAt, LONGEST_WAIT_MS);

  /** Says something once: a message or a comment. */
  async function say<Made extends object>(
    { connection, protocol }: ActPlace, { act, key, askedAt }: AgentActs,
    { perform, ask, idOf }: { readonly perform: () => Promise<ChatDone<Made>>; readonly ask: (since: Instant) => Promise<{ readonly found?: string; readonly believable: boolean }>; readonly idOf: (made: Made) => string },
  ): Promise<{ readonly made?: Made; readonly id?: string } & Exclude<ActResult, { result: 'done' }> | { readonly result: 'done'; readonly made?: Made; readonly id: string }> {
    let made: Made | undefined;
    const outcome: StepOutcome<Kept> = await steps.run<Kept>({
      connection,
      key: `${connection}/${protocol}/${act.type}/${key}`,
      async perform() {
        if (isTooLate(askedAt)) return 'refused too-late';
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
    const { actions, part, connection, protocol } = place;
    const said = await say(place, acts, {
      perform: async () => await actions.send(part, message, acts.agent),
      ask: async (since) => await actions.findSent(part, message, acts.agent, { since, known: await sentOfLate(connection, protocol, acts) }),
      idOf: (made) => made.message.id,
    });
    if (said.result !== 'done') return said;
    const told = said.made?.message ?? composeSent(parseSentId(said.id), { part, message, agent: acts.agent, at: clock.now() });
    return { result: 'done', changes: 'conversation', message: { ...told, clientKey: acts.key } };
  }

  async function sentOfLate(connection: ConnectionId, protocol: Protocol, { key }: AgentActs): Promise<readonly MessageId[]> {
    const messages = await conversations.page(connection, protocol, { limit: RECENT });
    return messages.filter(({ by, clientKey }) => by === 'agent' && clientKey !== undefined && clientKey !== key).map(({ id }) => id);
  }

  async function comment(place: ActPlace, acts: AgentActs, text: string): Promise<ActResult> {
    const said = await say(place, acts, {
      perform: async () => await place.actions.comment(place.part, text, acts.agent),
      ask: async (since) => await place.actions.findComment(place.part, text, { since }),
      idOf: () => 'comment',
    });
    return said.result === 'done' ? { result: 'done', changes: 'records' } : said;
  }

  return async (place, acts) => {
    const { actions, part } = place;
    const { act, agent } = acts;
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
const parseRefusal = (text: string): ChatRefusal | 'too-late' => text as ChatRefusal | 'too-late';
