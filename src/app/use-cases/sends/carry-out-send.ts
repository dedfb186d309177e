import { addMs, type ActiveSend, type ChatSendId, type ConnectionId, type Instant } from '../../../domain/index.ts';
import { isPortFailure, type ClaimedDelivery, type Clock, type SendBook, type Settlement, type StreamWish } from '../../../ports/index.ts';
import type { ConnectedSystems } from '../../connections.ts';
import { effectKeys } from '../../effect-keys.ts';
import type { SendActively } from '../../messages.ts';
import type { StepRunner } from '../../plan-runner/run-step.ts';

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
/** The step runner asks from so long before the call on, since clocks differ. */
const CLOCK_SKEW_MS = 5 * 60_000;
/** Sends to one number of late: none of them is the one whose answer was lost. */
const RECENT = 50;

/** How the step's result is kept: the chat's id, or that nobody knows. */
type Kept = `sent ${string}` | 'unknown';

export function createCarryOutSend({ steps, sends, clock }: CarryOutSendNeeds): CarryOutSend {
  async function ask({ connection, systems: { chat }, message: { send, request } }: SendWork, since: Instant): Promise<{ readonly found?: Kept; readonly believable: boolean }> {
    const known = (await sends.list(connection.id, { search: send.phone.slice(-8), limit: RECENT })).flatMap(({ id, chatSendId }) => (chatSendId === undefined || id === send.id ? [] : [chatSendId]));
    const answer = await chat.sends?.findSent(request, { since, known }) ?? { believable: false };
    if (answer.found !== undefined) return { believable: answer.believable, found: `sent ${answer.found}` };
    const isOver = clock.now() > addMs(since, CLOCK_SKEW_MS + LOOKED_FOR_MS);
    // Until then it is asked again: "not there" must never lead to a second send.
    return isOver ? { believable: true, found: 'unknown' } : { believable: false };
  }

  return async (work) => {
    const { connection, systems: { chat }, message: { send, request } } = work;
    const { sends: source } = chat;
    if (source === undefined) return settled({ ...send, state: 'failed', stateAt: clock.now(), failure: 'not-allowed' });
    try {
      const outcome = await steps.run<Kept>({
        connection: connection.id, key: effectKeys.activeSend(send.id),
        perform: async () => `sent ${await source.send(request)}`,
        ask: async (since) => await ask(work, since),
      });
      if (outcome.outcome === 'unsettled') return { end: { type: 'later', at: outcome.askAgainAt, reason: `send-${outcome.because}`, attempt: 'free' } };
      if (outcome.id === 'unknown') return settled({ ...send, state: 'unknown', stateAt: clock.now() });
      return settled({ ...send, state: 'queued', stateAt: clock.now(), chatSendId: parseChatSend(outcome.id.replace(/^sent /, '')) });
    } catch (failure) {
      if (!isPortFailure(failure) || !REFUSED.has(failure.code)) throw failure;
      return settled({ ...send, state: 'failed', stateAt: clock.now(), failure: failure.code });
    }
  };
}

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
