import {
  cardClientOf, clientsOf, decideStay,
  type CardId, type Contact, type FunnelId, type LinkRule, type OpenCard, type StayDecision, type Verdict,
} from '../../domain/index.ts';
import type { SecretBox } from '../../adapters/system/index.ts';
import { isPortFailure, type ClaimedDelivery, type DeliveryId, type EffectLedger, type IdSource, type MarkerAnswer, type MarkerQuery, type NewDelivery, type Settlement } from '../../ports/index.ts';
import type { ConnectedSystems } from '../connections.ts';
import type { KnownConnection } from '../connection-settings.ts';
import { followUps, lanes } from '../deliveries.ts';
import { effectKeys } from '../effect-keys.ts';
import { personSubjects, subjects } from '../subjects.ts';
import { nextTurn, type SessionMessage, type SettleStay } from '../messages.ts';
import type { StepRunner } from '../plan-runner/run-step.ts';
import { findAgentUsers } from './find-agent-users.ts';
import type { ClientFinder } from './find-client.ts';

export interface SettleStayNeeds {
  readonly finder: ClientFinder;
  readonly ledger: EffectLedger;
  readonly steps: StepRunner;
  readonly ids: IdSource;
  readonly box: SecretBox;
}

export interface StayWork {
  readonly delivery: ClaimedDelivery;
  readonly connection: KnownConnection;
  readonly systems: ConnectedSystems;
  readonly message: SettleStay;
}

/** Opens or chooses the card of one stay, in the lane of the card's client, so that nobody else does so at the same time (CRD-15). */
export type SettleStayUseCase = (work: StayWork) => Promise<Settlement>;

/** The version of stored plans. */
const PLAN_VERSION = 1;

/** What was decided to be opened, as it is stored. */
interface StayPlan {
  readonly v: typeof PLAN_VERSION;
  readonly step: OpenCard;
  /** What led to it, for as long as the effect is remembered: the delivery itself keeps its decision for a time only. */
  readonly why?: { readonly delivery: DeliveryId; readonly rule: LinkRule; readonly settings: number };
}

const planOf = ({ delivery, connection, message }: StayWork, step: OpenCard): StayPlan => ({
  v: PLAN_VERSION, step, why: { delivery: delivery.id, rule: message.rule, settings: connection.version },
});

export function createSettleStay({ finder, ledger, steps, ids, box }: SettleStayNeeds): SettleStayUseCase {
  const tell = ({ delivery }: StayWork, protocol: SettleStay['protocol'], message: SessionMessage): NewDelivery =>
    followUps(ids, delivery).toSession(protocol, message);

  /** The answer to the session, and the turn of the next one that waits (CRD-10: oldest first). */
  function answer(work: StayWork, message: SessionMessage): readonly NewDelivery[] {
    const next = nextTurn(work.message);
    return [tell(work, work.message.protocol, message), ...(next === undefined ? [] : [tell(work, next.protocol, next.message)])];
  }

  const settled = (work: StayWork, verdict: Verdict, why: Record<string, unknown>): Settlement => ({
    end: { type: 'done' },
    decision: { outcome: verdict.type, stay: work.message.stay, rule: work.message.rule, ...why },
    subjects: 'cardId' in verdict ? [subjects.card(verdict.cardId)] : [],
    forward: answer(work, { type: 'stay-settled', stay: work.message.stay, verdict }),
  });

  async function isAvailable({ crm }: ConnectedSystems, funnelId: FunnelId): Promise<boolean> {
    const recent = await crm.funnels.find(funnelId, 'recent');
    if (recent !== undefined && !recent.archived) return true;
    const now = await crm.funnels.find(funnelId, 'now'); // it may have been restored a moment ago
    return now !== undefined && !now.archived;
  }

  async function decide({ systems, message: { rule, agents } }: StayWork, contact: Contact): Promise<StayDecision> {
    const available = await isAvailable(systems, rule.funnelId);
    const asks = available && rule.behaviour === 'link-last';
    const candidates = asks
      ? await systems.crm.cards.candidates({ funnelId: rule.funnelId, clients: clientsOf(contact), counting: rule.counting })
      : [];
    // The catalogue may be a minute old; the candidates' own answer is not.
    const archived = candidates.some((card) => card.funnelState === 'archived');
    const facts = { rule, contact, funnel: available && !archived ? 'available' : 'unavailable', candidates } as const;
    const decision = decideStay(facts);
    if (decision.outcome !== 'planned' || decision.step.client.ownerId !== undefined) return decision;
    const { lastUserId } = await findAgentUsers(systems, agents);
    return lastUserId === undefined ? decision : decideStay({ ...facts, agentUserId: lastUserId });
  }

  async function open(work: StayWork, step: OpenCard): Promise<Settlement> {
    const { connection, systems: { crm }, message } = work;
    const key = effectKeys.openCard(message.protocol, message.stay);
    const marker = box.mark(`${connection.id}/${key}`);
    const { funnelId, client } = step;
    const outcome = await steps.run<CardId>({
      connection: connection.id,
      key,
      ...(message.begunAt === undefined ? {} : { begunAt: message.begunAt }),
      plan: planOf(work, step),
      twin: { what: 'card', marker, clientId: client.clientId, funnelId },
      perform: async () => await crm.cards.openCard({ funnelId, ...client, marker }),
      ask: async (since) => await findOpened(work, { marker, funnelId, clientId: client.clientId, since }),
    });
    if (outcome.outcome === 'unsettled') {
      return { end: { type: 'later', at: outcome.askAgainAt, reason: `card-${outcome.because}`, attempt: 'free' } };
    }
    return settled(work, { type: 'opened', cardId: outcome.id }, { card: outcome.id, how: outcome.how, effect: key });
  }

  /** A plan of another version is parked, for the code that knows it; the session does not wait for it. */
  const unreadable = (work: StayWork): Settlement => ({
    end: { type: 'set-aside', reason: 'plan-version-unknown' },
    decision: { outcome: 'parked' },
    forward: answer(work, { type: 'stay-unsettled', stay: work.message.stay, reason: 'plan-version-unknown' }),
  });

  /** The contact is gone: the session looks for its client again (CRD-19). */
  const withoutContact = (work: StayWork): Settlement => ({
    end: { type: 'done' },
    decision: { outcome: 'nothing-to-do', because: 'contact-missing', contactId: work.message.contactId },
    forward: [
      ...answer(work, { type: 'stay-unsettled', stay: work.message.stay, reason: 'contact-missing' }),
      tell(work, work.message.protocol, { type: 'client-lost', contactId: work.message.contactId }),
    ],
  });

  /** Asks with a card that is known to exist, unless that one has been deleted meanwhile. */
  async function findOpened({ systems: { crm }, message: { knownCard } }: StayWork, query: MarkerQuery): Promise<MarkerAnswer<CardId>> {
    if (knownCard === undefined) return await crm.cards.findByMarker(query);
    const answer = await crm.cards.findByMarker({ ...query, knownCard });
    const isGone = !answer.believable && await crm.cards.find(knownCard) === undefined;
    return isGone ? await crm.cards.findByMarker(query) : answer;
  }

  /** A refusal may mean that the funnel (CRD-11), the contact or its company went away a moment ago; any other is for a person to see. */
  async function openOrNotice(work: StayWork, step: OpenCard): Promise<Settlement> {
    try {
      return await open(work, step);
    } catch (failure) {
      if (!isPortFailure(failure) || failure.code !== 'port.refused') throw failure;
      const { crm } = work.systems;
      const funnel = await crm.funnels.find(step.funnelId, 'now');
      if (funnel === undefined || funnel.archived) return settled(work, { type: 'funnel-unavailable' }, { because: 'refused-by-crm' });
      const entry = await finder.refresh(work.connection, crm.contacts, work.message.contactId);
      if (entry === undefined) return withoutContact(work);
      if (cardClientOf(entry.contact).clientId === step.client.clientId) throw failure;
      return await inLaneOf(work, entry.contact); // another card client: decided anew in its own lane
    }
  }

  /** It is about the person all the same, and found by who searches for them (HUB-04). */
  async function inLaneOf({ delivery, connection, message }: StayWork, contact: Contact): Promise<Settlement> {
    const lane = lanes.client(cardClientOf(contact).clientId);
    const person = personSubjects(box, (await finder.remembered(connection, contact.id))?.keys ?? []);
    return { end: { type: 'awaiting' }, decision: { outcome: 'forwarded', to: lane }, forward: [followUps(ids, delivery).toClient(lane, message, person)] };
  }

  /** The plan is written before its first step; one that was begun is gone on with, whatever has changed since. */
  async function carryOut(work: StayWork, planned: StayPlan | 'the-one-begun'): Promise<Settlement> {
    const { connection, message } = work;
    const plan = parsePlan(await ledger.plan(connection.id, effectKeys.openCard(message.protocol, message.stay), planned));
    return plan === undefined ? unreadable(work) : await openOrNotice(work, plan.step);
  }

  return async (work) => {
    const { delivery, connection, systems, message } = work;
    const begun = await ledger.find(connection.id, effectKeys.openCard(message.protocol, message.stay));
    if (begun !== undefined) return await carryOut(work, 'the-one-begun');
    const contact = await finder.contact(connection, systems.crm.contacts, message.contactId);
    if (contact === undefined) return withoutContact(work);
    if (lanes.client(cardClientOf(contact).clientId) !== delivery.lane) return await inLaneOf(work, contact);
    const decision = await decide(work, contact);
    switch (decision.outcome) {
      case 'funnel-unavailable': return settled(work, { type: 'funnel-unavailable' }, {});
      case 'chosen': return settled(work, { type: 'chosen', cardId: decision.cardId }, { card: decision.cardId });
      case 'planned': return await carryOut(work, planOf(work, decision.step));
    }
  };
}

function parsePlan(stored: unknown): StayPlan | undefined {
  const isPlan = typeof stored === 'object' && stored !== null && 'v' in stored && stored.v === PLAN_VERSION;
  return isPlan ? stored as StayPlan : undefined;
}
