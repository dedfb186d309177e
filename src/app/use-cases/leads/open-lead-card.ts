import { cardClientOf, type CardClient, type CardId, type Company, type Contact, type ContactId, type FunnelId } from '../../../domain/index.ts';
import { decideLeadCard, keysOfLead, leadClients, presentValues, type LeadValues, type OpenLeadCard } from '../../../domain/lead/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import type { CrmLeads, EffectLedger, IdSource, LaneKey, RefusedValue, Settlement } from '../../../ports/index.ts';
import { followUps, lanes } from '../../deliveries.ts';
import { effectKeys } from '../../effect-keys.ts';
import type { LeadMessage, LeadProducts } from '../../messages.ts';
import type { StepRunner } from '../../plan-runner/run-step.ts';
import { personSubjects, subjectsOfProducts } from '../../subjects.ts';
import type { ClientFinder } from '../find-client.ts';
import { asksAgain, type LeadStage } from './lead-work.ts';

type Made = LeadProducts & { readonly contactId: ContactId };

/** Where the card of a lead is opened: the lane of whoever the card is for (DESIGN §2). */
export interface CardLanes {
  of(stage: LeadStage, made: Made): Promise<LaneKey>;
}

export function createCardLanes(finder: ClientFinder): CardLanes {
  return {
    async of(stage, made) {
      const { contact, company } = await whoseCard(finder, stage, made);
      if (contact === undefined) return lanes.client(made.contactId);
      return lanes.client(cardClientOf(company === undefined ? contact : { ...contact, company }).clientId);
    },
  };
}

/** The lead's person, and the company that came with it. */
async function whoseCard(finder: ClientFinder, { connection, systems: { crm } }: LeadStage, { contactId, companyId }: Made): Promise<{ readonly contact?: Contact | undefined; readonly company?: Company }> {
  const [contact, company] = await Promise.all([
    finder.contact(connection, crm.contacts, contactId),
    companyId === undefined ? undefined : finder.contact(connection, crm.contacts, companyId),
  ]);
  if (company === undefined) return { contact };
  const { id, name, ownerId } = company;
  return { contact, company: { id, name, ...(ownerId === undefined ? {} : { ownerId }) } };
}

export interface OpenLeadCardNeeds {
  readonly finder: ClientFinder;
  readonly ledger: EffectLedger;
  readonly steps: StepRunner;
  readonly cardLanes: CardLanes;
  readonly ids: IdSource;
  readonly box: SecretBox;
}

/** Opens the card of a lead, once for each time that it came in (ACL-03, ACL-06). */
export type OpenLeadCardUseCase = (stage: LeadStage, crm: CrmLeads, message: Extract<LeadMessage, { type: 'lead-card' }>) => Promise<Settlement>;

const PLAN_VERSION = 1;

/** What was decided to be opened, as it is stored: ids alone. What names somebody is read anew, for plans are kept when a person is erased. */
interface LeadCardPlan {
  readonly v: typeof PLAN_VERSION;
  readonly step: Pick<OpenLeadCard, 'funnelId' | 'stageId'> & { readonly client: Omit<CardClient, 'title'> };
}

function planOf({ funnelId, stageId, client: whole }: OpenLeadCard): LeadCardPlan {
  const { title: _, ...client } = whole;
  return { v: PLAN_VERSION, step: { funnelId, client, ...(stageId === undefined ? {} : { stageId }) } };
}

export function createOpenLeadCard({ finder, ledger, steps, cardLanes, ids, box }: OpenLeadCardNeeds): OpenLeadCardUseCase {
  async function isAvailable({ systems: { crm }, integration: { capture } }: LeadStage): Promise<boolean> {
    if (capture?.funnelId === undefined) return true;
    const funnel = await crm.funnels.find(parseFunnel(capture.funnelId), 'recent');
    return funnel !== undefined && !funnel.archived;
  }

  function onward({ delivery, errand }: LeadStage, made: LeadProducts, decision: object): Settlement {
    return {
      end: { type: 'awaiting' }, decision: { outcome: 'lead-card', ...decision }, subjects: subjectsOfProducts(made),
      forward: [followUps(ids, delivery).toLead(lanes.lead(errand.key), { type: 'lead-actions', errand, made }, personSubjects(box, keysOfLead(errand.lead)))],
    };
  }

  async function wordsOf(stage: LeadStage, made: Made): Promise<{ readonly title: string; readonly values: LeadValues }> {
    const { errand: { lead } } = stage;
    const { contact, company } = await whoseCard(finder, stage, made);
    const whose = contact === undefined || company === undefined ? contact : { ...contact, company };
    return { title: lead.cardTitle?.trim() || (whose === undefined ? lead.name ?? '' : cardClientOf(whose).title), values: presentValues(lead.card) };
  }

  /** The plan is written before its first step; one that was begun is gone on with, whatever has changed since. */
  async function open(stage: LeadStage, crm: CrmLeads, made: Made, planned: LeadCardPlan | 'the-one-begun'): Promise<Settlement> {
    const { connection, systems, delivery, errand } = stage;
    const key = effectKeys.leadCard(errand.occurrence);
    const plan = parsePlan(await ledger.plan(connection.id, key, planned));
    if (plan === undefined) return { end: { type: 'set-aside', reason: 'plan-version-unknown' }, decision: { outcome: 'parked' } };
    const { funnelId, stageId, client } = plan.step;
    const { values, title } = await wordsOf(stage, made);
    const marker = box.mark(`${connection.id}/${key}`);
    let refused: readonly RefusedValue[] = [];
    const outcome = await steps.run<CardId>({
      connection: connection.id, key, plan, begunAt: delivery.receivedAt,
      twin: { what: 'card', marker, clientId: client.clientId, funnelId },
      async perform() {
        const opened = await crm.openCard({ funnelId, ...client, title, marker, values, ...(stageId === undefined ? {} : { stageId }) });
        refused = opened.refused;
        return opened.id;
      },
      ask: async (since) => await systems.crm.cards.findByMarker({ marker, funnelId, clientId: client.clientId, since }),
    });
    if (outcome.outcome === 'unsettled') return asksAgain('card', outcome);
    const all = [...made.refused ?? [], ...refused];
    return onward(stage, { ...made, cardId: outcome.id, ...(all.length === 0 ? {} : { refused: all }) }, { card: outcome.id, how: outcome.how, effect: key, ...(refused.length === 0 ? {} : { refused }) });
  }

  return async (stage, crm, { made }) => {
    const { connection, delivery, errand, integration: { capture } } = stage;
    if (await ledger.find(connection.id, effectKeys.leadCard(errand.occurrence)) !== undefined) return await open(stage, crm, made, 'the-one-begun');
    const lane = await cardLanes.of(stage, made);
    if (lane !== delivery.lane) return { end: { type: 'awaiting' }, decision: { outcome: 'forwarded', to: lane }, forward: [followUps(ids, delivery).toLead(lane, { type: 'lead-card', errand, made }, personSubjects(box, keysOfLead(errand.lead)))] };
    const { contact, company } = await whoseCard(finder, stage, made);
    if (contact === undefined) return { end: { type: 'set-aside', reason: 'contact-missing' }, decision: { outcome: 'contact-missing', contactId: made.contactId } };
    if (capture === undefined) return onward(stage, made, { because: 'capture-off' });
    const openCards = capture.unlessOpenCard === 'yes' ? await crm.openCards(leadClients(contact, company)) : [];
    const decision = decideLeadCard({ lead: errand.lead, capture, contact, company, openCards, funnel: await isAvailable(stage) ? 'available' : 'unavailable' });
    switch (decision.outcome) {
      case 'nothing-to-do': return onward(stage, made, { because: decision.because });
      case 'there-already': return onward(stage, { ...made, cardId: decision.cardId }, { card: decision.cardId, because: 'open-card' });
      case 'funnel-unavailable': return { end: { type: 'set-aside', reason: 'lead-funnel-unavailable' }, decision: { outcome: 'lead-card', because: 'lead-funnel-unavailable' } };
      case 'planned': return await open(stage, crm, made, planOf(decision.step));
    }
  };
}

function parsePlan(stored: unknown): LeadCardPlan | undefined {
  const isPlan = typeof stored === 'object' && stored !== null && 'v' in stored && stored.v === PLAN_VERSION;
  return isPlan ? stored as LeadCardPlan : undefined;
}

const parseFunnel = (text: string): FunnelId => text as FunnelId;
