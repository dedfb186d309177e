import { isDeepStrictEqual } from 'node:util';
import type { CardId, IdentityKey } from '../../../domain/index.ts';
import { fillText, isSend, keysOfLead, matchEvent, planActions } from '../../../domain/lead/index.ts';
import type { CumulativeAction, LeadAction, LeadValue, SendAction } from '../../../domain/lead/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import type { Clock, KnownLead, LeadBook, Settlement } from '../../../ports/index.ts';
import { effectKeys } from '../../effect-keys.ts';
import type { LeadMessage, LeadProducts } from '../../messages.ts';
import type { StepRunner } from '../../plan-runner/run-step.ts';
import { subjectsOfProducts } from '../../subjects.ts';
import type { ClientFinder } from '../find-client.ts';
import { nothingToDo, type LeadStage } from './lead-work.ts';
import type { SendToLead } from './send-to-lead.ts';

export interface ActOnLeadNeeds {
  readonly leads: LeadBook;
  readonly finder: ClientFinder;
  readonly steps: StepRunner;
  readonly sendToLead: SendToLead;
  readonly clock: Clock;
  readonly box: SecretBox;
}

/** Does what an event set off: the cumulative actions in their order, each once, and the send last (WHK-06, WHK-10). */
export type ActOnLead = (stage: LeadStage, message: Extract<LeadMessage, { type: 'lead-actions' }>) => Promise<Settlement>;

/** What became of one action, for the history. */
interface ActionNote {
  readonly action: LeadAction['type'];
  readonly result: string;
}

export function createActOnLead({ leads, finder, steps, sendToLead, clock, box }: ActOnLeadNeeds): ActOnLead {
  async function learn({ delivery, errand }: LeadStage, made: LeadProducts): Promise<KnownLead | undefined> {
    const known = await leads.find(delivery.connection, errand.key);
    if (known === undefined) return undefined; // erased meanwhile
    const cardIds = [...new Set<CardId>([...known.cardIds, ...(made.cardId === undefined ? [] : [made.cardId])])];
    const { contactId = known.contactId, companyId = known.companyId } = made;
    const learned = { ...known, cardIds, ...(contactId === undefined ? {} : { contactId }), ...(companyId === undefined ? {} : { companyId }) };
    if (made.contactId !== undefined) await leads.keep(delivery.connection, { ...learned, updatedAt: clock.now() });
    return learned;
  }

  /** Who the lead is in the CRM, where that is known for certain. */
  async function withContact({ connection, systems: { crm } }: LeadStage, lead: KnownLead, keys: readonly IdentityKey[], { contactId }: LeadProducts): Promise<KnownLead> {
    if (contactId !== undefined) return lead;
    const found = await finder.find(connection, crm.contacts, keys);
    const { contactId: _, ...rest } = lead;
    return found.outcome === 'known' ? { ...rest, contactId: found.client } : rest;
  }

  async function change({ delivery, errand }: LeadStage, by: (lead: KnownLead) => KnownLead): Promise<void> {
    const known = await leads.find(delivery.connection, errand.key);
    if (known !== undefined) await leads.keep(delivery.connection, { ...by(known), updatedAt: clock.now() });
  }

  async function tag(stage: LeadStage, { contactId }: KnownLead, { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] }): Promise<string> {
    await change(stage, (lead) => ({ ...lead, tags: [...new Set([...lead.tags, ...add])].filter((each) => !remove.includes(each)) }));
    const { leads: crm } = stage.systems.crm;
    if (contactId === undefined || crm === undefined) return 'lead-alone';
    return await crm.tag(contactId, { add, remove });
  }

  async function update(stage: LeadStage, { contactId }: KnownLead, field: string, value: LeadValue): Promise<string> {
    const ofPerson = /^person:(.+)$/.exec(field)?.[1];
    if (ofPerson === undefined) {
      await change(stage, (lead) => ({ ...lead, fields: { ...lead.fields, [field]: value } }));
      return 'changed';
    }
    const { leads: crm } = stage.systems.crm;
    if (contactId === undefined || crm === undefined) return 'no-contact';
    const { outcome, refused } = await crm.change(contactId, { values: { [ofPerson]: value } });
    return refused[0]?.reason ?? outcome;
  }

  async function perform(stage: LeadStage, lead: KnownLead, action: CumulativeAction): Promise<string> {
    switch (action.type) {
      case 'add-tag': return await tag(stage, lead, { add: [action.tag.trim()], remove: [] });
      case 'remove-tag': return await tag(stage, lead, { add: [], remove: [action.tag.trim()] });
      case 'update-field': {
        const filled = fillText(action.value, stage.errand.lead, { known: Object.keys(lead.fields) });
        return filled.outcome === 'filled' ? await update(stage, lead, action.field.trim(), filled.value) : `nothing-for-${filled.faults[0].place}`;
      }
    }
  }

  /** Repeats are harmless here, so that what may have been begun is simply done. @param nth - of equal actions of the event, from 0. */
  async function once(stage: LeadStage, lead: KnownLead, action: CumulativeAction, nth: number): Promise<ActionNote> {
    const act = async (): Promise<string> => await perform(stage, lead, action);
    const outcome = await steps.run<string>({
      connection: stage.connection.id, begunAt: stage.delivery.receivedAt,
      key: effectKeys.leadAction(stage.errand.occurrence, `${box.mark(JSON.stringify(action))}${nth === 0 ? '' : `.${nth}`}`),
      perform: act, ask: async () => ({ believable: true, found: await act() }),
    });
    return { action: action.type, result: outcome.outcome === 'done' ? outcome.id : outcome.because };
  }

  return async (stage, { made }) => {
    const { errand, integration } = stage;
    const learned = await learn(stage, made);
    if (learned === undefined) return nothingToDo('person-erased');
    const event = matchEvent(integration.events, errand.event);
    const actions = event === undefined ? [] : planActions(event);
    const lead = actions.some(touchesContact) ? await withContact(stage, learned, keysOfLead(errand.lead), made) : learned;
    const done: ActionNote[] = [];
    let send: SendAction | undefined;
    for (const [place, action] of actions.entries()) {
      if (isSend(action)) send = action;
      else done.push(await once(stage, lead, action, actions.slice(0, place).filter((each) => isDeepStrictEqual(each, action)).length));
    }
    const settled = send === undefined ? undefined : await sendToLead(stage, lead, send);
    return {
      end: { type: 'done' },
      ...settled,
      decision: {
        outcome: 'lead-captured', integration: errand.integration, version: integration.version, ...made,
        ...(event === undefined ? {} : { event: event.id, actions: done }), ...(settled?.decision === undefined ? {} : { send: settled.decision }),
      },
      subjects: subjectsOfProducts(made),
    };
  };
}

const touchesContact = (action: LeadAction): boolean => action.type !== 'update-field' || action.field.trim().startsWith('person:');
