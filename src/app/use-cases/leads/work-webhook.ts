import { addMs, type Instant } from '../../../domain/index.ts';
import { keysOfLead } from '../../../domain/lead/index.ts';
import type { FieldProblem, Incoming, MappedEvent } from '../../../domain/mapping/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import type { ClaimedDelivery, Clock, DeliveryReason, History, IdSource, Integration, Integrations, LeadBook, NewDelivery, Platform, Platforms, Settlement, Subject } from '../../../ports/index.ts';
import { followUps, lanes } from '../../deliveries.ts';
import type { LeadMessage } from '../../messages.ts';
import { inTurns } from '../../in-turns.ts';
import { personSubjects } from '../../subjects.ts';
import { firstReceived } from '../first-received.ts';
import type { AskPlatform, PlatformWord } from './ask-platform.ts';
import { judgeEvent } from './judge-event.ts';
import { integrationOf, requestOf } from './kept-request.ts';
import { decidingIntegration, leadKeyOf, nothingToDo, type LeadWork } from './lead-work.ts';
import type { DeliveryReading } from './read-delivery.ts';
import type { TakeApart } from './take-webhook.ts';

export interface WorkWebhookNeeds {
  readonly integrations: Integrations;
  readonly leads: LeadBook;
  readonly history: History;
  readonly platforms: Platforms;
  readonly takeApart: TakeApart;
  readonly reading: DeliveryReading;
  readonly askPlatform: AskPlatform;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly box: SecretBox;
}

/** Makes leads of what a platform delivered, each on its own way (WHK-02, WHK-05, WHK-07). */
export type WorkWebhook = (work: LeadWork) => Promise<Settlement>;

/** Nobody reads more, and a thousand events with hundreds of fields each would make a decision of many megabytes. */
const MOST_PROBLEMS = 100;

/** A delivery whose platform is asked for too long, or says too much. */
const REASON: DeliveryReason = 'lead-callback-unended';
const MOST_TRIES = 5;
const FIRST_PAUSE_MS = 60_000;

/** What is made of one event. */
type Sorted =
  | { readonly as: 'lead'; readonly next: NewDelivery }
  | { readonly as: 'unmapped'; readonly missing: readonly string[]; readonly problems: readonly FieldProblem[] }
  | { readonly as: 'without-person' | 'event-unknown'; readonly event?: string };

/** Those that are worked go their way all the same; that others were left out is for a person to see. */
function withLeftOut({ end, decision, ...settlement }: Settlement, leftOut: number): Settlement {
  const reason: DeliveryReason = 'lead-too-many';
  if (end.type === 'set-aside') return { ...settlement, end, decision: { ...Object(decision), leftOut } };
  return { ...settlement, end: { type: 'set-aside', reason }, decision: { ...Object(decision), outcome: 'set-aside', because: reason, leftOut } };
}

export function createWorkWebhook({ integrations, leads, history, platforms, takeApart, reading, askPlatform, clock, ids, box }: WorkWebhookNeeds): WorkWebhook {
  async function complete(work: LeadWork, integration: Integration, platform: Platform, incoming: Incoming): Promise<{ readonly incoming: Incoming } | Extract<PlatformWord, { outcome: 'given-up' }>> {
    if (platform.callback === undefined) return { incoming };
    const word = await askPlatform({ connection: work.connection.id, integration, desk: platform.callback, incoming });
    switch (word.outcome) {
      case 'not-needed': return { incoming };
      case 'answered': return { incoming: { ...incoming, callback: word.callback } };
      case 'given-up': return word;
    }
  }

  /** A platform may be quicker another time, and is asked for less only if it is told of less. */
  function givenUp({ attempts }: ClaimedDelivery, { because, asked }: Extract<PlatformWord, { outcome: 'given-up' }>, why: object): Settlement {
    const decision = { outcome: 'set-aside', because: REASON, detail: because, asked, ...why };
    if (because !== 'too-slow' || attempts + 1 >= MOST_TRIES) return { end: { type: 'set-aside', reason: REASON }, decision };
    return { end: { type: 'later', at: addMs(clock.now(), FIRST_PAUSE_MS * 2 ** attempts), reason: REASON, attempt: 'spent' } };
  }

  /** Names are compulsory; of somebody who is known the name is known too. */
  async function isNameKnown({ connection }: LeadWork, { lead }: MappedEvent): Promise<boolean> {
    const key = lead.name === undefined ? leadKeyOf(box, lead) : undefined;
    return key !== undefined && (await leads.find(connection.id, key))?.name !== undefined;
  }

  async function sort(work: LeadWork, integration: Integration, platform: Platform, mapped: MappedEvent, name: { readonly mark: string; readonly toldAt?: Instant }): Promise<Sorted> {
    const { event: { identification }, lead, problems } = mapped;
    const event = identification === undefined ? {} : { event: identification };
    const verdict = judgeEvent({ mapped, integration, platform, nameIsKnown: await isNameKnown(work, mapped) });
    const key = leadKeyOf(box, lead);
    if (verdict.as === 'unmapped') return { ...verdict, problems };
    if (verdict.as !== 'lead' || key === undefined) return { as: verdict.as === 'lead' ? 'without-person' : verdict.as, ...event };
    const message: LeadMessage = {
      type: 'lead-came', errand: { integration: integration.id, key, occurrence: name.mark, ...event, lead }, ...(name.toldAt === undefined ? {} : { toldAt: name.toldAt }),
    };
    return { as: 'lead', next: followUps(ids, work.delivery).toLead(lanes.lead(key), message, personSubjects(box, keysOfLead(lead))) };
  }

  function settled(integration: Integration, sorted: readonly Sorted[], mapped: readonly MappedEvent[], about: readonly Subject[]): Settlement {
    const forward = sorted.flatMap((each) => (each.as === 'lead' ? [each.next] : []));
    const unmapped = sorted.flatMap((each) => (each.as === 'unmapped' ? [each] : []));
    const problems = mapped.flatMap((each) => each.problems);
    const why = {
      integration: integration.id, version: integration.version,
      events: mapped.map(({ event }) => event.identification ?? ''), leads: forward.length,
      ...(problems.length === 0 ? {} : { problems: problems.slice(0, MOST_PROBLEMS), ...(problems.length > MOST_PROBLEMS ? { problemsInAll: problems.length } : {}) }),
    };
    if (unmapped.length > 0) {
      return { end: { type: 'set-aside', reason: 'lead-unmapped' }, decision: { outcome: 'set-aside', because: 'lead-unmapped', missing: [...new Set(unmapped.flatMap(({ missing }) => missing))], ...why }, forward, subjects: about };
    }
    if (forward.length > 0) return { end: { type: 'awaiting' }, decision: { outcome: 'leads-came', ...why }, forward, subjects: about };
    const [first] = sorted;
    return { ...nothingToDo(first === undefined ? 'no-events' : first.as, why), subjects: about };
  }

  return async (work) => {
    const { delivery } = work;
    const id = integrationOf(delivery);
    const integration = id === undefined ? undefined : await decidingIntegration(integrations, delivery, id);
    if (integration === undefined) return nothingToDo('integration-removed');
    const platform = platforms.find(integration.platform) ?? platforms.find('other');
    const taken = takeApart(requestOf(delivery));
    if (!taken.ok) return { end: { type: 'set-aside', reason: 'payload-malformed' }, decision: { outcome: 'unread', detail: taken.reason } };
    if (integration.status !== 'active') return nothingToDo(integration.status === 'draft' ? 'integration-draft' : 'integration-paused', { integration: integration.id, version: integration.version });
    if (platform === undefined || integration.mapping === undefined) {
      return { end: { type: 'set-aside', reason: 'lead-unmapped' }, decision: { outcome: 'set-aside', because: 'lead-unmapped', missing: ['mapping'], integration: integration.id, version: integration.version } };
    }
    const { mapping } = integration;
    const name = reading.nameOf(platform, integration.id, taken.value);
    const completed = await complete(work, integration, platform, taken.value);
    if ('outcome' in completed) return givenUp(delivery, completed, { integration: integration.id, version: integration.version });
    const { events, leftOut } = await reading.map(integration, completed.incoming);
    const toldAt = name.by === 'content' ? await firstReceived(history, delivery) : undefined;
    const sorted = await inTurns(events, async (mapped) => {
      // What carries its own time is the same whenever it comes.
      const isNamed = toldAt === undefined || mapped.event.happenedAt !== undefined;
      return await sort(work, integration, platform, mapped, { mark: mapping.each === undefined ? name.mark : `${name.mark}.${mapped.index}`, ...(isNamed ? {} : { toldAt }) });
    });
    const about = await inTurns(events, ({ lead }) => personSubjects(box, keysOfLead(lead)));
    const settlement = settled(integration, sorted, events, [...new Set(about.flat())]);
    return leftOut === 0 ? settlement : withLeftOut(settlement, leftOut);
  };
}
