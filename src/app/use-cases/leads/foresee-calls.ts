import { parseContactId, parseFunnelId, type Company, type Contact, type ContactId } from '../../../domain/index.ts';
import { companyOf, decideLeadCard, decideLeadCompany, decideLeadPerson, keysOfLead, leadClients, type Lead, type LeadAction, type LeadCapture } from '../../../domain/lead/index.ts';
import type { Crm, CrmLeads, TriedCall } from '../../../ports/index.ts';

/** A CRM that is asked what it knows of a lead; nothing is written. */
export interface AskedCrm extends Pick<Crm, 'contacts' | 'funnels'> {
  readonly leads: CrmLeads;
}

/** What would be made of a lead in the CRM, by the very decisions that do it (WHK-08). Without a CRM to ask, as if nobody answered. */
export async function foreseeCalls(lead: Lead, capture: LeadCapture, crm: AskedCrm | undefined): Promise<readonly TriedCall[]> {
  const company = await foreseeCompany(lead, capture, crm);
  const person = await foreseePerson(lead, company.known?.id, crm);
  const card = person.known === undefined ? [] : await foreseeCard(lead, capture, { contact: person.known, company: company.known }, crm);
  return [...company.calls, ...person.calls, ...card];
}

interface Foreseen<Known> {
  readonly calls: readonly TriedCall[];
  readonly known?: Known;
}

/** Stands for the id of what is not made yet. */
function notMadeYet(name: string): ContactId | undefined {
  const id = parseContactId(name);
  return id.ok ? id.value : undefined;
}

async function foreseeCompany(lead: Lead, { behaviour }: LeadCapture, crm: AskedCrm | undefined): Promise<Foreseen<Company>> {
  const named = companyOf(lead, behaviour);
  if (named === undefined) return { calls: [] };
  const decision = decideLeadCompany({ lead, behaviour, candidates: await crm?.leads.findCompanies(named) ?? [] });
  const find: TriedCall = { call: 'find-company', with: named };
  switch (decision.outcome) {
    case 'skipped': return { calls: [] };
    case 'unsure': return { calls: [find] };
    case 'known': {
      const changes: readonly TriedCall[] = Object.keys(decision.change).length === 0 ? [] : [{ call: 'change-company', with: { id: decision.company, ...decision.change } }];
      return { calls: [find, ...changes], known: { id: decision.company, name: decision.name } };
    }
    case 'new': {
      const id = notMadeYet('new-company');
      const calls: readonly TriedCall[] = [find, { call: 'register-company', ...unlessAsked(crm), with: decision.request }];
      return id === undefined ? { calls } : { calls, known: { id, name: decision.request.name } };
    }
  }
}

async function foreseePerson(lead: Lead, companyId: ContactId | undefined, crm: AskedCrm | undefined): Promise<Foreseen<Contact>> {
  const keys = keysOfLead(lead);
  const decision = decideLeadPerson({ lead, candidates: await crm?.contacts.findByKeys(keys) ?? [], companyId });
  const find: TriedCall = { call: 'find-person', with: { phone: lead.phone, email: lead.email } };
  switch (decision.outcome) {
    case 'refused': return { calls: [] };
    case 'known': {
      const { contact, change, addPhone } = decision;
      const changes: readonly TriedCall[] = Object.keys(change).length === 0 ? [] : [{ call: 'change-person', with: { id: contact.id, ...change } }];
      const numbers: readonly TriedCall[] = addPhone === undefined ? [] : [{ call: 'add-phone', with: { id: contact.id, phone: addPhone } }];
      return { calls: [find, ...changes, ...numbers], known: contact };
    }
    case 'new': {
      const id = notMadeYet('new-person');
      const calls: readonly TriedCall[] = [find, { call: 'register-person', ...unlessAsked(crm), with: decision.request }];
      return id === undefined ? { calls } : { calls, known: { id, kind: 'person', name: decision.request.name, phones: [] } };
    }
  }
}

async function foreseeCard(lead: Lead, capture: LeadCapture, { contact, company }: { readonly contact: Contact; readonly company: Company | undefined }, crm: AskedCrm | undefined): Promise<readonly TriedCall[]> {
  const asksForCards = capture.unlessOpenCard === 'yes' && capture.behaviour !== 'company+person';
  const clients = leadClients(contact, company).filter((id) => !id.startsWith('new-'));
  const openCards = asksForCards && crm !== undefined && clients.length > 0 ? await crm.leads.openCards(clients) : [];
  const decision = decideLeadCard({ lead, capture, contact, company, openCards, funnel: await funnelOf(capture, crm) });
  const find: readonly TriedCall[] = asksForCards ? [{ call: 'find-open-cards' }] : [];
  if (decision.outcome !== 'planned') return find;
  return [...find, { call: 'open-card', ...(asksForCards ? unlessAsked(crm) : {}), with: decision.step }];
}

async function funnelOf({ funnelId = '' }: LeadCapture, crm: AskedCrm | undefined): Promise<'available' | 'unavailable'> {
  const id = parseFunnelId(funnelId);
  if (crm === undefined || !id.ok) return 'available';
  const funnel = await crm.funnels.find(id.value, 'recent');
  return funnel === undefined || funnel.archived ? 'unavailable' : 'available';
}

/** Whoever was asked has answered already. */
const unlessAsked = (crm: AskedCrm | undefined): Pick<TriedCall, 'when'> => (crm === undefined ? { when: 'if-not-found' } : {});

/** What actions would have the CRM do, where it knows the lead (WHK-06). */
export const callsOfActions = (actions: readonly LeadAction[]): readonly TriedCall[] => actions.flatMap((action): readonly TriedCall[] => {
  switch (action.type) {
    case 'add-tag': return [{ call: 'tag', with: { add: [action.tag] } }];
    case 'remove-tag': return [{ call: 'tag', with: { remove: [action.tag] } }];
    case 'update-field': return action.field.trim().startsWith('person:') ? [{ call: 'change-field', with: { field: action.field.trim().slice('person:'.length), value: action.value } }] : [];
    case 'send-chatbot':
    case 'send-message':
    case 'send-quick-reply': return [];
  }
});
