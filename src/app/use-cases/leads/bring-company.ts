import type { ContactId } from '../../../domain/index.ts';
import { companyOf, decideLeadCompany, keysOfLead, type LeadCompanyDecision } from '../../../domain/lead/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import type { CrmLeads, Identities, IdSource, LeadBook, LeadContactRequest, RefusedValue, Settlement } from '../../../ports/index.ts';
import { followUps, lanes } from '../../deliveries.ts';
import { effectKeys } from '../../effect-keys.ts';
import type { LeadProducts } from '../../messages.ts';
import type { StepOutcome, StepRunner } from '../../plan-runner/run-step.ts';
import { personSubjects, subjectsOfProducts } from '../../subjects.ts';
import type { ClientFinder } from '../find-client.ts';
import { asksAgain, companyIdentity, type LeadStage } from './lead-work.ts';

export interface BringCompanyNeeds {
  readonly finder: ClientFinder;
  readonly identities: Identities;
  readonly leads: LeadBook;
  readonly steps: StepRunner;
  readonly ids: IdSource;
  readonly box: SecretBox;
}

/** Finds or makes the company of a lead, in a lane of the company's (ACL-05, ACL-06). */
export type BringCompany = (stage: LeadStage, crm: CrmLeads) => Promise<Settlement>;

type New = Extract<LeadCompanyDecision, { outcome: 'new' }>;

export function createBringCompany({ finder, identities, leads, steps, ids, box }: BringCompanyNeeds): BringCompany {
  /** @param again - tells it apart from one that was deleted since. */
  async function register(stage: LeadStage, crm: CrmLeads, request: New['request'], again = ''): Promise<{ outcome: StepOutcome<ContactId>; refused: readonly RefusedValue[] }> {
    const { connection, systems } = stage;
    let refused: readonly RefusedValue[] = [];
    const wanted: LeadContactRequest = request;
    const outcome = await steps.run<ContactId>({
      connection: connection.id,
      key: effectKeys.leadCompany(box.mark(`company/${companyIdentity(box, request).map(({ value }) => value).join('/')}`), again),
      perform: async () => {
        const made = await crm.register(wanted);
        refused = made.refused;
        return made.contact.id;
      },
      ask: async () => {
        const decision = decideLeadCompany({ lead: stage.errand.lead, behaviour: 'company+person', candidates: await crm.findCompanies(request) });
        return { believable: true, ...(decision.outcome === 'known' ? { found: decision.company } : {}) };
      },
    });
    // It was made here before, and is gone.
    const isGone = outcome.outcome === 'done' && outcome.how === 'remembered' && await finder.refresh(connection, systems.crm.contacts, outcome.id) === undefined;
    return isGone ? await register(stage, crm, request, `/${outcome.id}`) : { outcome, refused };
  }

  async function onward(stage: LeadStage, made: LeadProducts, decision: object): Promise<Settlement> {
    const { delivery, errand } = stage;
    const keys = keysOfLead(errand.lead);
    const lane = lanes.person(await identities.reserve(delivery.connection, keys));
    return {
      end: { type: 'awaiting' },
      decision: { outcome: 'lead-company', ...decision, ...(made.refused === undefined ? {} : { refused: made.refused }) },
      subjects: subjectsOfProducts(made),
      forward: [followUps(ids, delivery).toLead(lane, { type: 'lead-person', errand, made }, personSubjects(box, keys))],
    };
  }

  return async (stage, crm) => {
    const { connection, errand: { lead, key }, integration } = stage;
    const behaviour = integration.capture?.behaviour ?? 'person+card';
    const named = companyOf(lead, behaviour);
    const [candidates, known] = await Promise.all([named === undefined ? [] : crm.findCompanies(named), leads.find(connection.id, key)]);
    const decision = decideLeadCompany({ lead, behaviour, candidates, ...(known?.companyId === undefined ? {} : { linked: known.companyId }) });
    switch (decision.outcome) {
      case 'skipped': return await onward(stage, {}, { because: decision.because });
      case 'unsure': return await onward(stage, {}, { because: decision.because, among: decision.among });
      case 'known': {
        const { refused } = Object.keys(decision.change).length === 0 ? { refused: [] } : await crm.change(decision.company, decision.change);
        return await onward(stage, productsOf(decision.company, refused), { company: decision.company, matchedBy: decision.matchedBy, ...(decision.conflict && { conflict: decision.conflict }) });
      }
      case 'new': {
        const { outcome, refused } = await register(stage, crm, decision.request);
        if (outcome.outcome === 'unsettled') return asksAgain('contact', outcome);
        return await onward(stage, productsOf(outcome.id, refused), { company: outcome.id, how: outcome.how });
      }
    }
  };
}

const productsOf = (companyId: ContactId, refused: readonly RefusedValue[]): LeadProducts => ({ companyId, ...(refused.length === 0 ? {} : { refused }) });
