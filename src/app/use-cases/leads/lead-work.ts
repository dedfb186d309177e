import { foldText, identityKeyText, type IdentityKey, type Instant } from '../../../domain/index.ts';
import { companyKeys, keysOfLead, type Lead, type NamedCompany } from '../../../domain/lead/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import type { ClaimedDelivery, Integration, Integrations, LeadKey, Settlement } from '../../../ports/index.ts';
import type { ConnectedSystems } from '../../connections.ts';
import type { KnownConnection } from '../../connection-settings.ts';
import type { LeadErrand } from '../../messages.ts';
import type { StepOutcome } from '../../plan-runner/run-step.ts';

/** A delivery on the way of a lead. */
export interface LeadWork {
  readonly delivery: ClaimedDelivery;
  readonly connection: KnownConnection;
  readonly systems: ConnectedSystems;
}

/** One stage of that way. */
export interface LeadStage extends LeadWork {
  readonly errand: LeadErrand;
  /** In the version that was in force when the delivery was accepted, or of now where it is played again. */
  readonly integration: Integration;
}

/** The moment whose settings decide (ADR 5). */
const momentOf = ({ settingsAt, receivedAt }: Pick<ClaimedDelivery, 'settingsAt' | 'receivedAt'>): Instant => settingsAt ?? receivedAt;

/** The integration that decides about a delivery; `undefined` where it was removed. */
export async function decidingIntegration(integrations: Integrations, delivery: Pick<ClaimedDelivery, 'connection' | 'settingsAt' | 'receivedAt'>, id: Integration['id']): Promise<Integration | undefined> {
  const found = await integrations.at(delivery.connection, id, momentOf(delivery));
  return found?.removed === 'yes' ? undefined : found;
}

/** The key of a lead is that of its subject: whoever is looked for as a person is found as a lead too, and erased with it. */
export function leadKeyOf(box: SecretBox, lead: Pick<Lead, 'phone' | 'email'>): LeadKey | undefined {
  const [key] = keysOfLead(lead);
  return key === undefined ? undefined : markOf(box, key);
}

const markOf = (box: SecretBox, key: IdentityKey): string => box.mark(`person/${identityKeyText(key)}`);

/**
 * What tells a company apart in its lane: leads that share one of these go in order. No session has such a channel. By marks, since many a company
 * is called after its owner and what is reserved stays when the owner is erased (HUB-05).
 */
export const companyIdentity = (box: SecretBox, company: NamedCompany): readonly IdentityKey[] =>
  companyKeys(company).map((key) => ({ kind: 'channel', channel: 'lead-company', value: box.mark(`company/${foldText(key)}`) }));

/** Where it is not known whether something was made, it is asked again later. */
export const asksAgain = (what: string, { askAgainAt, because }: Extract<StepOutcome<string>, { outcome: 'unsettled' }>): Settlement =>
  ({ end: { type: 'later', at: askAgainAt, reason: `${what}-${because}`, attempt: 'free' } });

export const nothingToDo = (because: string, more: Record<string, unknown> = {}): Settlement =>
  ({ end: { type: 'done' }, decision: { outcome: 'nothing-to-do', because, ...more } });
