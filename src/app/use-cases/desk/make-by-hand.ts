import {
  cardClientOf, decidePaper, openCardByHand,
  type CardId, type Contact, type CrmUserId, type MakePaper, type OpenCard, type PaperDecision, type PaperId, type PaperPermission, type PaperRefusal, type PaperWish,
} from '../../../domain/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import type { ClaimedDelivery, CrmPaperwork, IdSource, NewDelivery, Settlement } from '../../../ports/index.ts';
import type { ConnectedSystems } from '../../connections.ts';
import type { KnownConnection } from '../../connection-settings.ts';
import { followUps, lanes } from '../../deliveries.ts';
import { effectKeys } from '../../effect-keys.ts';
import type { MakeByHand } from '../../messages.ts';
import type { StepOutcome, StepRunner } from '../../plan-runner/run-step.ts';
import { subjects } from '../../subjects.ts';
import { findAgentUsers } from '../find-agent-users.ts';
import type { ClientFinder } from '../find-client.ts';

export interface MakeWork {
  readonly delivery: ClaimedDelivery;
  readonly connection: KnownConnection;
  readonly systems: ConnectedSystems;
  readonly message: MakeByHand;
}

/** Makes the card or the paper that an agent asked for, once (PAN-03, PAN-05). */
export type MakeByHandUseCase = (work: MakeWork) => Promise<Settlement>;

export interface MakeByHandNeeds {
  readonly finder: ClientFinder;
  readonly steps: StepRunner;
  readonly ids: IdSource;
  readonly box: SecretBox;
}

type Unsettled = Extract<StepOutcome<string>, { outcome: 'unsettled' }>;

export function createMakeByHand({ finder, steps, ids, box }: MakeByHandNeeds): MakeByHandUseCase {
  async function openCard({ connection, systems: { crm }, message, delivery }: MakeWork, { funnelId, client }: OpenCard): Promise<StepOutcome<CardId>> {
    const key = effectKeys.byHand(message.protocol, `${message.agent}:${message.key}`, 'card');
    const marker = box.mark(`${connection.id}/${key}`);
    return await steps.run<CardId>({
      connection: connection.id, key, begunAt: delivery.receivedAt,
      twin: { what: 'card', marker, clientId: client.clientId, funnelId },
      perform: async () => await crm.cards.openCard({ funnelId, ...client, marker }),
      ask: async (since) => await crm.cards.findByMarker({ marker, funnelId, clientId: client.clientId, since }),
    });
  }

  async function makePaper({ connection, message, delivery }: MakeWork, paperwork: CrmPaperwork, { card, ...step }: MakePaper, opened: CardId | undefined): Promise<StepOutcome<PaperId>> {
    const key = effectKeys.byHand(message.protocol, `${message.agent}:${message.key}`, 'paper');
    const marker = box.mark(`${connection.id}/${key}`);
    const cardId = card === 'none' ? undefined : card === 'on-new-card' ? opened : card.id;
    const { type: _, ...paper } = step;
    return await steps.run<PaperId>({
      connection: connection.id, key, begunAt: delivery.receivedAt,
      perform: async () => await paperwork.make({ ...paper, marker, ...(cardId === undefined ? {} : { cardId }) }),
      ask: async (since) => await paperwork.findByMarker({ kind: paper.kind, marker, clientId: paper.clientId, since }),
    });
  }

  const linked = ({ delivery, message: { protocol } }: MakeWork, cardId: CardId, { funnelId }: OpenCard): NewDelivery =>
    followUps(ids, delivery).toSession(protocol, { type: 'link-card', cardId, funnelId });

  async function decided(work: MakeWork, wish: PaperWish, contact: Contact, userId: CrmUserId | undefined): Promise<PaperDecision> {
    const { systems: { crm }, message: { cardId } } = work;
    const card = cardId === undefined ? undefined : await crm.cards.find(cardId);
    const permission: PaperPermission = crm.paperwork === undefined || userId === undefined
      ? { allowed: 'no', because: 'no-permission' } : (await crm.paperwork.permissions(userId))[wish.kind];
    return decidePaper({ wish, contact, permission, ...(card === undefined ? {} : { card }), ...(userId === undefined ? {} : { agentUserId: userId }) });
  }

  async function card(work: MakeWork, step: OpenCard): Promise<Settlement> {
    const outcome = await openCard(work, step);
    if (outcome.outcome === 'unsettled') return asksAgain(outcome);
    return { end: { type: 'done' }, decision: made('card', outcome.id), subjects: [subjects.card(outcome.id)], forward: [linked(work, outcome.id, step)] };
  }

  async function paper(work: MakeWork, paperwork: CrmPaperwork, { steps: planned }: Extract<PaperDecision, { outcome: 'planned' }>): Promise<Settlement> {
    const [opening, paperStep] = planned.length === 2 ? planned : [undefined, planned[0]];
    const opened = opening === undefined ? undefined : await openCard(work, opening);
    if (opened?.outcome === 'unsettled') return asksAgain(opened);
    const outcome = await makePaper(work, paperwork, paperStep, opened?.id);
    if (outcome.outcome === 'unsettled') return asksAgain(outcome);
    return {
      end: { type: 'done' },
      decision: { ...made(paperStep.kind, outcome.id), ...(opened === undefined ? {} : { card: opened.id }) },
      ...(opened === undefined ? {} : { subjects: [subjects.card(opened.id)] }),
      forward: opened === undefined || opening === undefined ? [] : [linked(work, opened.id, opening)],
    };
  }

  return async (work) => {
    const { delivery, connection, systems, message } = work;
    const { crm } = systems;
    const contact = await finder.contact(connection, crm.contacts, message.contactId);
    if (contact === undefined) return refused('no-client');
    const lane = lanes.client(cardClientOf(contact).clientId);
    if (lane !== delivery.lane) return { end: { type: 'awaiting' }, decision: { outcome: 'forwarded', to: lane }, forward: [followUps(ids, delivery).toClient(lane, message)] };
    const { lastUserId } = await findAgentUsers(systems, [{ id: message.agent, name: message.agent }]);
    if (message.make.what === 'card') return await card(work, openCardByHand(message.make, contact, lastUserId));
    const { what: _, ...wish } = message.make;
    const decision = await decided(work, wish, contact, lastUserId);
    if (decision.outcome === 'refused' || crm.paperwork === undefined) return refused(decision.outcome === 'refused' ? decision.because : 'module-off');
    return await paper(work, crm.paperwork, decision);
  };
}

const made = (what: string, id: string): object => ({ outcome: 'made-by-hand', made: what, id, result: 'done' });

const refused = (because: PaperRefusal): Settlement => ({ end: { type: 'done' }, decision: { outcome: 'made-by-hand', result: 'refused', because } });

const asksAgain = ({ askAgainAt, because }: Unsettled): Settlement => ({ end: { type: 'later', at: askAgainAt, reason: `made-${because}`, attempt: 'free' } });
