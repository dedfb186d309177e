import type { CrmLeads, Integrations, Settlement } from '../../../ports/index.ts';
import type { LeadMessage } from '../../messages.ts';
import type { ActOnLead } from './act-on-lead.ts';
import type { BringCompany } from './bring-company.ts';
import type { BringPerson } from './bring-person.ts';
import type { KeepLead } from './keep-lead.ts';
import { decidingIntegration, nothingToDo, type LeadStage, type LeadWork } from './lead-work.ts';
import type { OpenLeadCardUseCase } from './open-lead-card.ts';

export interface WorkOnLeadNeeds {
  readonly integrations: Integrations;
  readonly keepLead: KeepLead;
  readonly bringCompany: BringCompany;
  readonly bringPerson: BringPerson;
  readonly openLeadCard: OpenLeadCardUseCase;
  readonly actOnLead: ActOnLead;
}

/** Works one stage of a lead's way, each in the lane of what it may create (ACL-06). */
export type WorkOnLead = (work: LeadWork, message: LeadMessage) => Promise<Settlement>;

export function createWorkOnLead({ integrations, keepLead, bringCompany, bringPerson, openLeadCard, actOnLead }: WorkOnLeadNeeds): WorkOnLead {
  async function inCrm(stage: LeadStage, bring: (crm: CrmLeads) => Promise<Settlement>): Promise<Settlement> {
    const { leads } = stage.systems.crm;
    return leads === undefined
      ? { end: { type: 'set-aside', reason: 'lead-crm-unfit' }, decision: { outcome: 'set-aside', because: 'lead-crm-unfit' } }
      : await bring(leads);
  }

  return async (work, message) => {
    const integration = await decidingIntegration(integrations, work.delivery, message.errand.integration);
    if (integration === undefined) return nothingToDo('integration-removed');
    const stage: LeadStage = { ...work, errand: message.errand, integration };
    switch (message.type) {
      case 'lead-came': return await keepLead(stage, message);
      case 'lead-company': return await inCrm(stage, async (crm) => await bringCompany(stage, crm));
      case 'lead-person': return await inCrm(stage, async (crm) => await bringPerson(stage, crm, message));
      case 'lead-card': return await inCrm(stage, async (crm) => await openLeadCard(stage, crm, message));
      case 'lead-actions': return await actOnLead(stage, message);
    }
  };
}
