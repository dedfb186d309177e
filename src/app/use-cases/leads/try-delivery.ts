import { fillText, matchEvent, planActions, type Lead, type LeadAction } from '../../../domain/lead/index.ts';
import { compileMapping, mapIncoming, type Incoming, type MappedEvent } from '../../../domain/mapping/index.ts';
import type { History, Integration, LeadBook, Platform, RawRequest, Trial, TrialWish, TriedAction, TriedEvent } from '../../../ports/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import { subjects } from '../../subjects.ts';
import type { AskPlatform } from './ask-platform.ts';
import { fieldsOfLead, filledTextOf } from './check-integration.ts';
import { callsOfActions, foreseeCalls, type AskedCrm } from './foresee-calls.ts';
import type { IntegrationReach } from './integration-reach.ts';
import { judgeEvent } from './judge-event.ts';
import { requestOf } from './kept-request.ts';
import { leadKeyOf } from './lead-work.ts';
import type { TakeApart } from './take-webhook.ts';

/** Goes the way of a delivery as far as its decisions, and has no effect (WHK-08). */
export type TryDelivery = (integration: Integration, wish: Pick<TrialWish, 'of' | 'live'>) => Promise<Trial>;

export interface TryDeliveryNeeds {
  readonly reach: Pick<IntegrationReach, 'crm' | 'platformOf'>;
  readonly history: History;
  readonly leads: LeadBook;
  readonly takeApart: TakeApart;
  readonly askPlatform: AskPlatform;
  readonly box: SecretBox;
  /** How days and amounts are written for people. */
  readonly writing: { readonly language: string; readonly timeZone: string };
}

/** Somebody waits for it. */
const PATIENCE_MS = 20_000;

export function createTryDelivery({ reach, history, leads, takeApart, askPlatform, box, writing }: TryDeliveryNeeds): TryDelivery {
  async function requestIn({ connection, id }: Integration, of: TrialWish['of']): Promise<RawRequest | undefined> {
    if ('sample' in of) return pasted(of.sample);
    const record = await history.find({ only: [connection] }, of.delivery);
    const isOwn = record?.source === 'webhook' && record.subjects.includes(subjects.integration(id));
    return isOwn && record.payloadGone === undefined ? requestOf(record) : undefined;
  }

  /** As the real way has it, where it is asked for. */
  async function complete(integration: Integration, { callback: desk }: Platform, incoming: Incoming, { of, live }: Pick<TrialWish, 'of' | 'live'>) {
    if (desk === undefined) return { incoming, callback: 'not-needed' } as const;
    if ('sample' in of && of.sample.callback !== undefined) return { incoming: { ...incoming, callback: of.sample.callback }, callback: 'given' } as const;
    if (live !== 'yes') return { incoming, callback: 'not-asked' } as const;
    const word = await askPlatform({ connection: integration.connection, integration, desk, incoming, patienceMs: PATIENCE_MS });
    return word.outcome === 'answered' ? { incoming: { ...incoming, callback: word.callback }, callback: 'asked' } as const : { incoming, callback: word.outcome } as const;
  }

  async function isNameKnown({ connection }: Integration, lead: Lead): Promise<boolean> {
    const key = leadKeyOf(box, lead);
    return key !== undefined && (await leads.find(connection, key))?.name !== undefined;
  }

  async function tried(integration: Integration, platform: Platform, mapped: MappedEvent, crm: AskedCrm | undefined): Promise<TriedEvent> {
    const { index, event: { identification, happenedAt }, lead, problems } = mapped;
    const verdict = judgeEvent({ mapped, integration, platform, nameIsKnown: await isNameKnown(integration, lead) });
    const event = matchEvent(integration.events, identification);
    const actions = verdict.as !== 'lead' || event === undefined ? [] : planActions(event);
    const { capture } = integration;
    const calls = verdict.as === 'lead' && capture !== undefined ? await foreseeCalls(lead, capture, crm) : [];
    return {
      index, becomes: verdict.as, ...(identification === undefined ? {} : { event: identification }), ...(happenedAt === undefined ? {} : { happenedAt }), lead, problems,
      missing: verdict.as === 'unmapped' ? verdict.missing : [],
      ...(event === undefined ? {} : { matches: { id: event.id, name: event.name, identification: event.identification } }),
      actions: actions.map((action) => triedAction(action, lead, integration, writing)),
      calls: [...calls, ...callsOfActions(actions)],
    };
  }

  async function askedCrm({ connection }: Integration, live: TrialWish['live']): Promise<AskedCrm | undefined> {
    const crm = live === 'yes' ? await reach.crm(connection) : undefined;
    return crm?.leads === undefined ? undefined : { contacts: crm.contacts, funnels: crm.funnels, leads: crm.leads };
  }

  return async (integration, wish) => {
    const request = await requestIn(integration, wish.of);
    if (request === undefined) return { outcome: 'no-such-delivery' };
    const taken = takeApart(request);
    if (!taken.ok) return { outcome: 'unreadable', because: taken.reason };
    const platform = reach.platformOf(integration);
    const { incoming, callback } = await complete(integration, platform, taken.value, wish);
    const { events, leftOut } = integration.mapping === undefined ? { events: [], leftOut: 0 } : mapIncoming(compileMapping(integration.mapping), incoming);
    const crm = await askedCrm(integration, wish.live);
    const told: TriedEvent[] = [];
    for (const mapped of events) told.push(await tried(integration, platform, mapped, crm));
    return { outcome: 'tried', events: told, leftOut, callback };
  };
}

function triedAction(action: LeadAction, lead: Lead, integration: Integration, writing: TryDeliveryNeeds['writing']): TriedAction {
  const template = filledTextOf(action);
  if (template === '') return { action };
  const filled = fillText(template, lead, { known: fieldsOfLead(integration), ...(action.type === 'send-message' ? { writing } : {}) });
  return filled.outcome === 'filled' ? { action, text: filled.text } : { action, unfilled: filled.faults };
}

/** What somebody pasted, as if it had been sent. */
export function pasted({ body, contentType, headers = {}, query = {} }: Extract<TrialWish['of'], { sample: unknown }>['sample']): RawRequest {
  const search = new URLSearchParams(query).toString();
  const named = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    method: 'POST', url: `https://hub.invalid/${search === '' ? '' : `?${search}`}`,
    headers: { ...named, ...(contentType === undefined ? {} : { 'content-type': contentType }) }, body: new TextEncoder().encode(body),
  };
}
