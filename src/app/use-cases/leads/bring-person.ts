import { identityKeyText, type ContactId, type IdentityKey } from '../../../domain/index.ts';
import { decideLeadPerson, keysOfLead, type LeadPersonDecision } from '../../../domain/lead/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import { PortFailure, type CrmLeads, type DirectoryEntry, type Identities, type IdSource, type RefusedValue, type Settlement } from '../../../ports/index.ts';
import { followUps, lanes } from '../../deliveries.ts';
import { effectKeys } from '../../effect-keys.ts';
import type { LeadMessage, LeadProducts } from '../../messages.ts';
import type { StepOutcome, StepRunner } from '../../plan-runner/run-step.ts';
import { personSubjects, subjects } from '../../subjects.ts';
import type { ClientFinder } from '../find-client.ts';
import type { FollowCrm } from '../follow-crm.ts';
import { asksAgain, nothingToDo, type LeadStage } from './lead-work.ts';
import type { CardLanes } from './open-lead-card.ts';

export interface BringPersonNeeds {
  readonly finder: ClientFinder;
  readonly followCrm: FollowCrm;
  readonly identities: Identities;
  readonly steps: StepRunner;
  readonly cardLanes: CardLanes;
  readonly ids: IdSource;
  readonly box: SecretBox;
}

/** Finds or makes the person of a lead, in a lane of the person's, and wakes the sessions that wait for it (ACL-05, ACL-06, CRD-10). */
export type BringPerson = (stage: LeadStage, crm: CrmLeads, message: Extract<LeadMessage, { type: 'lead-person' }>) => Promise<Settlement>;

type Known = Extract<LeadPersonDecision, { outcome: 'known' }>;
type New = Extract<LeadPersonDecision, { outcome: 'new' }>;

interface Brought {
  readonly entry: DirectoryEntry;
  readonly refused: readonly RefusedValue[];
  readonly how: object;
}

export function createBringPerson({ finder, followCrm, identities, steps, cardLanes, ids, box }: BringPersonNeeds): BringPerson {
  async function update({ connection, systems: { crm: { contacts } } }: LeadStage, crm: CrmLeads, known: Known): Promise<Brought | undefined> {
    const { contact: { id }, change, addPhone, matchedBy, conflict } = known;
    const { refused } = Object.keys(change).length === 0 ? { refused: [] } : await crm.change(id, change);
    if (addPhone !== undefined) await contacts.addPhone(id, addPhone);
    const entry = await finder.refresh(connection, contacts, id);
    return entry === undefined ? undefined : { entry, refused, how: { how: 'found', matchedBy, ...(conflict === undefined ? {} : { conflict }) } };
  }

  /** @param again - tells it apart from one that was deleted since, or is somebody else by now. */
  async function register(stage: LeadStage, crm: CrmLeads, request: New['request'], again = ''): Promise<Brought | Extract<StepOutcome<ContactId>, { outcome: 'unsettled' }>> {
    const { connection, systems: { crm: { contacts } }, errand: { lead } } = stage;
    const keys = keysOfLead(lead);
    const person = await identities.reserve(connection.id, keys);
    let refused: readonly RefusedValue[] = [];
    let registered: DirectoryEntry | undefined;
    const outcome = await steps.run<ContactId>({
      connection: connection.id,
      key: effectKeys.leadPerson(person, again),
      perform: async () => {
        const { refused: untaken, ...made } = await crm.register(request);
        [refused, registered] = [untaken, made];
        return made.contact.id;
      },
      ask: async () => {
        const decision = decideLeadPerson({ lead, candidates: await contacts.findByKeys(keys) });
        return { believable: true, ...(decision.outcome === 'known' ? { found: decision.contact.id } : {}) };
      },
    });
    if (outcome.outcome === 'unsettled') return outcome;
    const entry = await finder.refresh(connection, contacts, outcome.id) ?? registered; // what was made a moment ago may not be shown yet
    if (outcome.how === 'remembered' && (entry === undefined || !isOneOf(entry, keys))) return await register(stage, crm, request, `/${outcome.id}`);
    if (entry === undefined) throw new PortFailure('port.missing', `Contact ${outcome.id} was found for a lead and is gone. Play the delivery again.`);
    return { entry, refused, how: { how: outcome.how } };
  }

  async function onward(stage: LeadStage, { entry, refused, how }: Brought, before: LeadProducts): Promise<Settlement> {
    const { delivery, errand, integration } = stage;
    const { toLead } = followUps(ids, delivery);
    const contactId = entry.contact.id;
    const all = [...before.refused ?? [], ...refused];
    const made = { ...before, contactId, ...(all.length === 0 ? {} : { refused: all }) };
    const about = personSubjects(box, entry.keys);
    const wantsCard = integration.capture !== undefined && integration.capture.behaviour !== 'company+person';
    const next = wantsCard
      ? toLead(await cardLanes.of(stage, made), { type: 'lead-card', errand, made }, about)
      : toLead(lanes.lead(errand.key), { type: 'lead-actions', errand, made }, about);
    return {
      end: { type: 'awaiting' },
      decision: { outcome: 'lead-person', contactId, ...how, ...(all.length === 0 ? {} : { refused: all }) },
      subjects: [subjects.contact(contactId), ...about],
      forward: [next, ...await followCrm.wake(stage, entry.keys)],
    };
  }

  async function bring(stage: LeadStage, crm: CrmLeads, made: LeadProducts, candidates: readonly DirectoryEntry[]): Promise<Settlement> {
    const decision = decideLeadPerson({ lead: stage.errand.lead, candidates, ...(made.companyId === undefined ? {} : { companyId: made.companyId }) });
    switch (decision.outcome) {
      case 'refused': return nothingToDo(decision.because);
      case 'known': {
        const known = await update(stage, crm, decision);
        // Deleted a moment ago: whoever else answers, or somebody new.
        return known === undefined ? await bring(stage, crm, made, candidates.filter(({ contact }) => contact.id !== decision.contact.id)) : await onward(stage, known, made);
      }
      case 'new': {
        const brought = await register(stage, crm, decision.request);
        return 'outcome' in brought ? asksAgain('contact', brought) : await onward(stage, brought, made);
      }
    }
  }

  return async (stage, crm, { made }) => await bring(stage, crm, made, await stage.systems.crm.contacts.findByKeys(keysOfLead(stage.errand.lead)));
}

const isOneOf = ({ keys }: DirectoryEntry, wanted: readonly IdentityKey[]): boolean => {
  const texts = new Set(keys.map(identityKeyText));
  return wanted.some((key) => texts.has(identityKeyText(key)));
};
