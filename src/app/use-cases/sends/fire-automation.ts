import {
  addMs, decideTrigger, composeSendNotice, identityKeysOf, SAME_TRIGGER_MS,
  type ActiveSend, type AutomaticSend, type CardId, type ContactId, type InteractionRecordId, type Language, type SeenTrigger, type SendAutomation, type SendId, type Trigger, type TriggerKey,
} from '../../../domain/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import type { ClaimedDelivery, Clock, History, Identities, IdSource, SendBook, Settlement, WebhookMessage } from '../../../ports/index.ts';
import type { KnownConnection } from '../../connection-settings.ts';
import type { ConnectedSystems } from '../../connections.ts';
import { followUps, lanes } from '../../deliveries.ts';
import { effectKeys } from '../../effect-keys.ts';
import type { AutomationFired } from '../../messages.ts';
import type { StepRunner } from '../../plan-runner/run-step.ts';
import { personSubjects, subjects } from '../../subjects.ts';
import { firstReceived } from '../first-received.ts';
import type { JudgeAutomation, JudgedAutomation } from './judge-automation.ts';

export interface FiringWork {
  readonly delivery: ClaimedDelivery;
  readonly connection: KnownConnection;
  readonly systems: ConnectedSystems;
}

type Fired = Extract<WebhookMessage, { readonly type: 'automation-fired' }>;

/** What a trigger of an automation leads to: one send, one record that says why there is none, or nothing (SND-02, SND-03). */
export interface FireAutomation {
  /** A call of the CRM's, in the lane of its contact; one that names a card alone goes on to the lane of the card's contact. */
  called(work: FiringWork, call: Fired): Promise<Settlement>;
  /** In the lane of the contact. */
  fired(work: FiringWork, message: AutomationFired): Promise<Settlement>;
}

export interface FireAutomationNeeds {
  readonly judge: JudgeAutomation;
  readonly history: History;
  readonly identities: Identities;
  readonly sends: SendBook;
  readonly steps: StepRunner;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly box: SecretBox;
  readonly language: Language;
  readonly timeZone: string;
}

interface Firing extends FiringWork {
  readonly automation: SendAutomation;
  readonly trigger: Trigger;
  readonly key: TriggerKey;
  /** What is sent for this firing has this id, however often it is tried (SND-03). */
  readonly sendId: SendId;
}

/** So many firings for one contact within a while are looked through. */
const MOST_SEEN = 200;

export function createFireAutomation({ judge, history, identities, sends, steps, clock, ids, box, language, timeZone }: FireAutomationNeeds): FireAutomation {
  /** Firings about this contact that led to something. Its lane works one at a time, so that an earlier one has ended. */
  async function seenBy({ delivery }: FiringWork, { contactId, receivedAt }: Trigger): Promise<readonly SeenTrigger[]> {
    const { rows } = await history.records(
      { only: [delivery.connection] },
      { connection: delivery.connection, kind: 'automation-fired', subjects: [subjects.contact(contactId)], from: addMs(receivedAt, -SAME_TRIGGER_MS) },
      { limit: MOST_SEEN },
    );
    return rows.flatMap(({ id, decision }) => (id === delivery.id ? [] : parseSeen(decision)));
  }

  async function notice(firing: Firing, { template, contact }: JudgedAutomation, because: Extract<AutomaticSend, { outcome: 'nothing' }>['because']): Promise<Settlement> {
    const { connection, systems: { crm }, automation, trigger: { contactId, cardId }, sendId } = firing;
    const html = composeSendNotice({ because, automationName: automation.name, templateName: template?.name ?? automation.templateId, language, timeZone });
    if (html === undefined || contact === undefined) return { end: { type: 'done' }, decision: { outcome: 'nothing-to-do', because: because.reason, automation: automation.id } };
    const key = effectKeys.sendNotice(sendId);
    const marker = box.mark(`${connection.id}/${key}`);
    const outcome = await steps.run<InteractionRecordId>({
      connection: connection.id, key, twin: { what: 'record', marker, contactId },
      perform: async () => await crm.journal.write({ contactId, ...(cardId === undefined ? {} : { cardId }), html, options: {}, at: clock.now(), marker }),
      ask: async (since) => await crm.journal.findByMarker({ marker, contactId, since }),
    });
    if (outcome.outcome === 'unsettled') return { end: { type: 'later', at: outcome.askAgainAt, reason: `record-${outcome.because}`, attempt: 'free' } };
    return { end: { type: 'done' }, decision: { outcome: 'not-sent', because: because.reason, ...firedBy(firing), record: outcome.id }, subjects: [subjects.record(outcome.id)] };
  }

  async function send(firing: Firing, { contact, template, group }: JudgedAutomation, decided: Extract<AutomaticSend, { outcome: 'send' }>): Promise<Settlement> {
    const { delivery, connection, sendId } = firing;
    const { channel, phone, e164, groupId, text, values } = decided;
    const now = clock.now();
    const message: ActiveSend = {
      id: sendId, channel, phone: e164, groupId, text, by: 'automation', state: 'queued', createdAt: now, stateAt: now,
      ...(contact === undefined ? {} : { clientName: contact.name }), ...(template === undefined ? {} : { templateId: template.id, templateName: template.name }),
    };
    const request = { channel, phone, groupId, groupName: group?.name ?? groupId, values, text, ...(template === undefined ? {} : { template }) };
    const keys = identityKeysOf({ phone: e164 });
    const person = await identities.reserve(connection.id, keys);
    return {
      end: { type: 'awaiting' }, decision: { outcome: 'sends-actively', send: sendId, ...firedBy(firing) },
      forward: [followUps(ids, delivery).toPerson(person, { type: 'send-actively', send: message, request }, [...personSubjects(box, keys), subjects.contact(firing.trigger.contactId)])],
    };
  }

  async function fire(firing: Firing): Promise<Settlement> {
    const { connection, systems, automation, trigger: { contactId, cardId }, sendId } = firing;
    if (await sends.find(connection.id, sendId) !== undefined) return repeated(firing.key);
    const judged = await judge({ connection, systems, automation, contactId, ...(cardId === undefined ? {} : { cardId }) });
    const { decision } = judged;
    switch (decision.outcome) {
      case 'send': return await send(firing, judged, decision);
      case 'nothing': return await notice(firing, judged, decision.because);
      case 'wait': return { end: { type: 'later', at: decision.until, reason: 'send-too-soon', attempt: 'free' } };
    }
  }

  async function take(work: FiringWork, trigger: Trigger): Promise<Settlement> {
    const automation = work.connection.settings.options.automations.find(({ id }) => id === trigger.automation);
    if (automation === undefined) return { end: { type: 'set-aside', reason: 'automation-unknown' }, decision: { outcome: 'nothing-to-do', because: 'automation-unknown', automation: trigger.automation } };
    const decision = decideTrigger(trigger, await seenBy(work, trigger));
    if (decision.outcome === 'repeat') return repeated(decision.of);
    return await fire({ ...work, automation, trigger, key: decision.key, sendId: parseSendId(box.mark(`send/${work.connection.id}/automation/${decision.key}`)) });
  }

  /** The person of a card, or else its client, is written to. */
  async function contactOf({ systems: { crm } }: FiringWork, cardId: CardId | undefined): Promise<ContactId | undefined> {
    const card = cardId === undefined ? undefined : await crm.cards.find(cardId);
    return card?.personId ?? card?.clientId;
  }

  return {
    async called(work, message) {
      const { type: _, ...call } = message;
      const receivedAt = await firstReceived(history, work.delivery);
      if (call.contactId !== undefined) return await take(work, { ...call, contactId: call.contactId, receivedAt });
      const contactId = await contactOf(work, call.cardId);
      if (contactId === undefined) return { end: { type: 'done' }, decision: { outcome: 'nothing-to-do', because: 'card-missing' } };
      const lane = lanes.client(contactId);
      return { end: { type: 'awaiting' }, decision: { outcome: 'forwarded', to: lane }, forward: [followUps(ids, work.delivery).toClient(lane, { type: 'automation-fired', trigger: { ...call, contactId, receivedAt } })] };
    },
    fired: async (work, { trigger }) => await take(work, trigger),
  };
}

const repeated = (of: TriggerKey): Settlement => ({ end: { type: 'done' }, decision: { outcome: 'nothing-to-do', because: 'trigger-repeated', of } });

/** What a later firing is compared with. Ids and moments alone. */
const firedBy = ({ key, trigger }: Firing): SeenTrigger => ({ key, trigger });

const parseSendId = (text: string): SendId => text as SendId;

function parseSeen(decision: unknown): readonly SeenTrigger[] {
  const isSeen = typeof decision === 'object' && decision !== null && 'key' in decision && 'trigger' in decision;
  return isSeen ? [decision as SeenTrigger] : [];
}
