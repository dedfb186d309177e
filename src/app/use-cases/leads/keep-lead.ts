import { epochMsOf, type ConnectionId, type Instant } from '../../../domain/index.ts';
import { companyOf, keysOfLead, mergeLead } from '../../../domain/lead/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import type { Clock, EffectLedger, Identities, IdSource, KnownLead, LeadBook, NewDelivery, Settlement } from '../../../ports/index.ts';
import { followUps, lanes } from '../../deliveries.ts';
import { effectKeys } from '../../effect-keys.ts';
import type { LeadErrand, LeadMessage, LeadProducts } from '../../messages.ts';
import type { Privacy } from '../../privacy.ts';
import { personSubjects } from '../../subjects.ts';
import { companyIdentity, nothingToDo, type LeadStage } from './lead-work.ts';

export interface KeepLeadNeeds {
  readonly leads: LeadBook;
  readonly ledger: EffectLedger;
  readonly identities: Identities;
  readonly privacy: Privacy;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly box: SecretBox;
}

/** Keeps a lead that came in, in its own lane, and sends it on its way into the CRM, or to what its event sets off (WHK-09, WHK-10). */
export type KeepLead = (stage: LeadStage, came: Extract<LeadMessage, { type: 'lead-came' }>) => Promise<Settlement>;

/** A platform that tries again does so within a day; whoever sends the same after that means it anew. */
const SAME_FOR_MS = 24 * 60 * 60_000;

export function createKeepLead({ leads, ledger, identities, privacy, clock, ids, box }: KeepLeadNeeds): KeepLead {
  /** Where the platform gives its deliveries no name, equal ones within a day are one (WHK-07). */
  async function named(connection: ConnectionId, errand: LeadErrand, toldAt: Instant): Promise<LeadErrand> {
    const key = effectKeys.leadTold(errand.occurrence);
    const { effect } = await ledger.intend(connection, key, toldAt);
    if (isSame(effect.intendedAt, toldAt)) return { ...errand, occurrence: `${errand.occurrence}@${effect.intendedAt}` };
    if (effect.intendedAt > toldAt) return { ...errand, occurrence: `${errand.occurrence}@${toldAt}` };
    await ledger.withdraw(connection, key);
    return await named(connection, errand, toldAt);
  }

  async function kept({ delivery }: LeadStage, { key, lead, integration }: LeadErrand): Promise<KnownLead> {
    const now = clock.now();
    const before: KnownLead = await leads.find(delivery.connection, key) ?? { key, fields: {}, tags: [], cardIds: [], integrations: [], createdAt: now, updatedAt: now };
    return { ...mergeLead(before, lead), updatedAt: now, integrations: [...new Set([...before.integrations, integration])] };
  }

  /** Its company first, where one is to be found or made; else its person; else what its event sets off. */
  async function onward({ delivery, integration }: LeadStage, errand: LeadErrand, made: LeadProducts): Promise<NewDelivery> {
    const { toLead } = followUps(ids, delivery);
    const { capture } = integration;
    const about = personSubjects(box, keysOfLead(errand.lead));
    if (capture === undefined) return toLead(lanes.lead(errand.key), { type: 'lead-actions', errand, made }, about);
    const company = companyOf(errand.lead, capture.behaviour);
    if (company !== undefined) {
      const name = await identities.reserve(delivery.connection, companyIdentity(box, company));
      return toLead(lanes.company(name), { type: 'lead-company', errand }, about);
    }
    return toLead(lanes.person(await identities.reserve(delivery.connection, keysOfLead(errand.lead))), { type: 'lead-person', errand, made }, about);
  }

  return async (stage, { errand: came, toldAt }) => {
    const { delivery } = stage;
    const keys = keysOfLead(came.lead);
    if (await privacy.isErasedSince(delivery.connection, keys, delivery.receivedAt)) return { ...nothingToDo('person-erased'), payload: 'erased' };
    const errand = toldAt === undefined ? came : await named(delivery.connection, came, toldAt);
    const lead = await kept(stage, errand);
    const next = await onward(stage, errand, {});
    return {
      end: { type: 'awaiting' },
      decision: { outcome: 'lead-kept', integration: errand.integration, version: stage.integration.version, event: errand.event, to: next.lane },
      subjects: personSubjects(box, keys),
      leads: [lead],
      forward: [next],
    };
  };
}

const isSame = (a: Instant, b: Instant): boolean => Math.abs(epochMsOf(a) - epochMsOf(b)) < SAME_FOR_MS;
