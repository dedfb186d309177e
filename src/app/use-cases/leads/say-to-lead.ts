import type { ConnectionId, MessageId, Protocol } from '../../../domain/index.ts';
import { PortFailure, type ClaimedDelivery, type ConversationBook, type IdSource, type OutgoingMessage, type SendBook, type Settlement } from '../../../ports/index.ts';
import type { ConnectedSystems } from '../../connections.ts';
import { followUps } from '../../deliveries.ts';
import type { LeadIsWrittenTo } from '../../messages.ts';
import type { StepRunner } from '../../plan-runner/run-step.ts';
import { asksAgain, nothingToDo } from './lead-work.ts';

export interface SayToLeadNeeds {
  readonly steps: StepRunner;
  readonly sends: SendBook;
  readonly conversations: ConversationBook;
  readonly ids: IdSource;
}

export interface SayWork {
  readonly delivery: ClaimedDelivery;
  readonly connection: { readonly id: ConnectionId };
  readonly systems: Pick<ConnectedSystems, 'chat'>;
  readonly protocol: Protocol;
  readonly message: LeadIsWrittenTo;
}

/** Says what an event set off, once, in the lane of the conversation; where the chat says no it is set aside, and may be played again (WHK-06). */
export type SayToLead = (work: SayWork) => Promise<Settlement>;

/** Messages of late: none of them is the one whose answer was lost. */
const RECENT = 50;

export function createSayToLead({ steps, sends, conversations, ids }: SayToLeadNeeds): SayToLead {
  async function known({ connection, protocol, message: { part } }: SayWork, since: string): Promise<readonly MessageId[]> {
    const messages = await conversations.page(connection.id, protocol, { limit: RECENT });
    return messages.filter((each) => each.part === part && each.at < since).map(({ id }) => id);
  }

  return async (work) => {
    const { delivery, connection, protocol, systems: { chat: { actions } }, message: { part, agent, phone, text, effect } } = work;
    if (actions === undefined) return { end: { type: 'set-aside', reason: 'lead-send-unavailable' }, decision: { outcome: 'set-aside', because: 'lead-send-unavailable' } };
    if (await sends.hasOptedOut(connection.id, phone) !== undefined) return nothingToDo('opted-out');
    const message: OutgoingMessage = { kind: 'text', text };
    const outcome = await steps.run<string>({
      connection: connection.id, key: effect, begunAt: delivery.receivedAt,
      async perform() {
        const done = await actions.send(part, message, agent);
        if (done.outcome === 'done') return done.message.id;
        throw new PortFailure('port.refused', `The chat did not send what an event set off (${done.because}). Write to the client by another way, or play this delivery again once the client has written.`);
      },
      ask: async (since) => await actions.findSent(part, message, agent, { since, known: await known(work, since) }),
    });
    if (outcome.outcome === 'unsettled') return asksAgain('act', outcome);
    return {
      end: { type: 'done' }, decision: { outcome: 'lead-written-to', message: outcome.id, how: outcome.how, effect },
      forward: [followUps(ids, delivery).toTalk(protocol, { type: 'messages-touched', part })],
    };
  };
}
