import { addMs, decideDeparture, PAIR_RATE_MS, type ActiveSend, type ChatSendId, type ConnectionId, type Departure, type Instant } from '../../../domain/index.ts';
import { isPortFailure, PortFailure, type ActiveSends, type ClaimedDelivery, type Clock, type SendBook, type Settlement, type StreamWish } from '../../../ports/index.ts';
import type { ConnectedSystems } from '../../connections.ts';
import { effectKeys } from '../../effect-keys.ts';
import type { SendActively } from '../../messages.ts';
import { CLOCK_SKEW_MS, type StepRunner } from '../../plan-runner/run-step.ts';

export interface SendWork {
  readonly delivery: ClaimedDelivery;
  readonly connection: { readonly id: ConnectionId };
  readonly systems: Pick<ConnectedSystems, 'chat'>;
  readonly message: SendActively;
}

/** Sends a template once (SND-03): where the answer was lost it is looked for, and never sent a second time. */
export type CarryOutSend = (work: SendWork) => Promise<Settlement>;

export interface CarryOutSendNeeds {
  readonly steps: StepRunner;
  readonly sends: SendBook;
  readonly clock: Clock;
}

/** What was not found by then is not known to have been sent, and is not sent again: a person decides. */
const LOOKED_FOR_MS = 3 * 60_000;
/** Sends to one number of late: none of them is the one whose answer was lost. */
const RECENT = 50;

/** How the step's result is kept: the chat's id, that nobody knows, or why it did not leave. */
type Kept = `sent ${string}` | 'unknown' | `refused ${string}`;

export function createCarryOutSend({ steps, sends, clock }: CarryOutSendNeeds): CarryOutSend {
  async function ask({ connection, systems: { chat }, message: { send, request } }: SendWork, since: Instant): Promise<{ readonly found?: Kept; readonly believable: boolean }> {
    const known = (await sends.list(connection.id, { search: send.phone.slice(-8), limit: RECENT })).flatMap(({ id, chatSendId }) => (chatSendId === undefined || id === send.id ? [] : [chatSendId]));
    const answer = await chat.sends?.findSent(request, { since, known }) ?? { believable: false };
    if (answer.found !== undefined) return { believable: answer.believable, found: `sent ${answer.found}` };
    const isOver = clock.now() > addMs(since, CLOCK_SKEW_MS + LOOKED_FOR_MS);
    // Until then it is asked again: "not there" must never lead to a second send.
    return isOver ? { believable: true, found: 'unknown' } : { believable: false };
  }

  /** As it stands when its turn comes (SND-01): a send may have waited for the chat, for others to the same number, or for the hub. */
  async function judgeAgain({ connection: { id: connection }, message: { send } }: SendWork): Promise<Departure> {
    const now = clock.now();
    const [optedOutAt, toNumber] = await Promise.all([sends.hasOptedOut(connection, send.phone), sends.list(connection, { search: send.phone.slice(-8), limit: RECENT })]);
    const left = toNumber.filter(({ id, state }) => id !== send.id && state !== 'failed').map(({ leftAt, createdAt }) => leftAt ?? createdAt).toSorted();
    const lastSentAt = left.at(-1);
    return decideDeparture({
      channel: send.channel, pairRateMs: PAIR_RATE_MS, requestedAt: now, ...(optedOutAt === undefined ? {} : { optedOutAt }), ...(lastSentAt === undefined ? {} : { lastSentAt }),
    });
  }

  return async (work) => {
    const { connection, systems: { chat }, message: { send, request } } = work;
    const { sends: source } = chat;
    let freeAt: Instant | undefined;
    async function leave(source: ActiveSends): Promise<Kept> {
      const departure = await judgeAgain(work);
      if (departure.outcome === 'refused') return `refused ${departure.because}`;
      if (departure.outcome === 'leaves') return `sent ${await source.send(request)}`;
      freeAt = departure.until;
      throw new PortFailure('port.throttled', `Send ${send.id} waits for Meta's pair rate: its number was written to a moment ago.`);
    }
    if (source === undefined) return settled({ ...send, state: 'failed', stateAt: clock.now(), failure: 'not-allowed' });
    try {
      const outcome = await steps.run<Kept>({
        connection: connection.id, key: effectKeys.activeSend(send.id),
        perform: async () => await leave(source),
        ask: async (since) => await ask(work, since),
      });
      if (outcome.outcome === 'unsettled') return { end: { type: 'later', at: outcome.askAgainAt, reason: `send-${outcome.because}`, attempt: 'free' } };
      if (outcome.id === 'unknown') return settled({ ...send, state: 'unknown', stateAt: clock.now(), leftAt: clock.now() });
      if (outcome.id.startsWith(REFUSED_HERE)) return settled({ ...send, state: 'failed', stateAt: clock.now(), failure: outcome.id.slice(REFUSED_HERE.length) });
      return settled({ ...send, state: 'queued', stateAt: clock.now(), leftAt: clock.now(), chatSendId: parseChatSend(outcome.id.replace(/^sent /, '')) });
    } catch (failure) {
      if (freeAt !== undefined) return { end: { type: 'later', at: freeAt, reason: 'send-too-soon', attempt: 'free' } };
      if (!isPortFailure(failure) || !REFUSED.has(failure.code)) throw failure;
      return settled({ ...send, state: 'failed', stateAt: clock.now(), failure: failure.code });
    }
  };
}

const REFUSED_HERE = 'refused ';

/** The chat took no such send; another try would fare no better. */
const REFUSED: ReadonlySet<string> = new Set(['port.refused', 'port.missing']);

const settled = (send: ActiveSend): Settlement => ({
  end: { type: 'done' },
  decision: { outcome: 'actively-sent', send: send.id, state: send.state, result: send.state === 'failed' ? 'refused' : 'done', ...(send.state === 'failed' ? { because: 'refused', detail: send.failure } : {}), template: send.templateName },
  sends: [send],
  ...sendTold(send),
});

/** Whoever sent it hears how it stands. */
export function sendTold(send: ActiveSend): { readonly stream?: readonly StreamWish[] } {
  const { agentId: agent, phone: _, ...told } = send;
  return agent === undefined ? {} : { stream: [{ agent, event: { type: 'send.state', data: told } }] };
}

const parseChatSend = (text: string): ChatSendId => text as ChatSendId;
