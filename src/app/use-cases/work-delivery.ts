import { addMs, type Instant, type Protocol } from '../../domain/index.ts';
import type { CallRecorder } from '../../adapters/system/index.ts';
import type {
  CallNote, ClaimedDelivery, Clock, DeliveryHandler, IdSource, Sessions, Settlement, Telemetry, WebhookMessage,
} from '../../ports/index.ts';
import type { AccountBreaker } from '../account-breaker.ts';
import type { AccountGate, Claim } from '../account-gate.ts';
import type { ConnectedSystems, Connections } from '../connections.ts';
import type { KnownConnection } from '../connection-settings.ts';
import { followUps, isFromOutside, lanes } from '../deliveries.ts';
import { likelyChatCalls, likelyCrmCalls, urgencyOf } from '../likely-calls.ts';
import { parseMessage, type Message, type SessionMessage, type TalkMessage } from '../messages.ts';
import { withReasons } from '../rules-of.ts';
import { createEndOfFailure, isTooOld } from './end-of-failure.ts';
import type { FollowCrm } from './follow-crm.ts';
import type { FollowSession } from './follow-session.ts';
import type { LookForDoublesUseCase } from './look-for-doubles.ts';
import { createOverlook } from './overlook.ts';
import type { RunReplay } from './run-replay.ts';
import type { HearMessage } from './desk/hear-message.ts';
import type { MakeByHandUseCase } from './desk/make-by-hand.ts';
import type { WorkOnTalk } from './desk/work-on-talk.ts';
import type { CarryOutSend } from './sends/carry-out-send.ts';
import type { FireAutomation } from './sends/fire-automation.ts';
import type { SayToLead } from './leads/say-to-lead.ts';
import type { WorkOnLead } from './leads/work-on-lead.ts';
import type { WorkWebhook } from './leads/work-webhook.ts';
import type { SettleStayUseCase } from './settle-stay.ts';
import type { WorkOnBase } from './synchronisation/work-on-base.ts';
import { createWorkTeller } from './tell-of-work.ts';

export interface WorkDeliveryNeeds {
  readonly connections: Connections;
  readonly sessions: Sessions;
  readonly followSession: FollowSession;
  readonly settleStay: SettleStayUseCase;
  readonly followCrm: FollowCrm;
  readonly talk: WorkOnTalk;
  readonly hearMessage: HearMessage;
  readonly carryOutSend: CarryOutSend;
  readonly fireAutomation: FireAutomation;
  readonly makeByHand: MakeByHandUseCase;
  readonly lookForDoubles: LookForDoublesUseCase;
  readonly runReplay: RunReplay;
  readonly base: WorkOnBase;
  readonly workWebhook: WorkWebhook;
  readonly workOnLead: WorkOnLead;
  readonly sayToLead: SayToLead;
  readonly breaker: AccountBreaker;
  readonly gate: AccountGate;
  readonly recorder: CallRecorder;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Required<Telemetry>;
}

interface Work {
  readonly delivery: ClaimedDelivery;
  readonly connection: KnownConnection;
  readonly systems: ConnectedSystems;
}

/** How soon work that was held back by a deactivated connection looks whether it is on again (ACT-08). */
const LOOK_AGAIN_MS = 5_000;

/** Works one delivery: reads what it says, lets the use case of its subject act, and gives it its named end (DESIGN §2, Outcomes). */
export function createWorkDelivery(needs: WorkDeliveryNeeds): DeliveryHandler {
  const { connections, runReplay, base, breaker, gate, recorder, clock, telemetry } = needs;
  const dispatch = createDispatch(needs);
  const endOfFailure = createEndOfFailure(needs);
  const tellOfWork = createWorkTeller(telemetry, clock);
  const overlook = createOverlook(needs);

  async function work(delivery: ClaimedDelivery, calls: CallNote[]): Promise<Settlement> {
    const wish = delivery.lane === lanes.replays ? parseMessage(delivery.body) : undefined;
    if (wish?.to === 'desk') return await runReplay(delivery, wish.message); // it calls nobody, so that no account holds it up
    const connection = await connections.at(delivery.connection, delivery.settingsAt ?? delivery.receivedAt);
    if ((isFromOutside(delivery) || delivery.source === 'webhook') && connection.settings.status !== 'active') return withReasons(await overlook(delivery, connection), connection);
    if (await connections.isOff(delivery.connection)) return later(addMs(clock.now(), LOOK_AGAIN_MS), 'connection-inactive');
    const systems = await connections.systems(delivery.connection);
    const admitted = breaker.admit(accountsFor(delivery, systems));
    if (admitted !== 'go' && !isTooOld(delivery, clock)) return later(admitted.waitUntil, 'account-blocked');
    const errand = { holder: delivery.id, since: delivery.receivedAt, urgency: urgencyOf(delivery), claims: claimsOf(delivery, systems) };
    const entry = await gate.enter(errand, async () => await recorder.record(calls, async () => await dispatch({ delivery, connection, systems })));
    return entry.outcome === 'admitted' ? withReasons(entry.result, connection) : later(entry.askAgainAt, 'budget-spent');
  }

  return async (delivery) => {
    const calls: CallNote[] = [];
    const settlement = await work(delivery, calls).catch((failure: unknown) => endOfFailure(delivery, failure));
    if (settlement.end.type === 'set-aside') await base.givenUp(delivery, settlement.end.reason);
    breaker.heard(calls);
    tellOfWork(delivery, settlement);
    return { ...settlement, calls };
  };
}

const later = (at: Instant, reason: string): Settlement => ({ end: { type: 'later', at, reason, attempt: 'free' } });

/** Whose limits a delivery's work may run into: cards and contacts need the CRM alone. */
const accountsFor = ({ lane, kind, source }: ClaimedDelivery, { crm, chat }: ConnectedSystems): readonly string[] => {
  if (source === 'webhook' || kind === 'lead-came') return []; // they ask neither
  if (/^(client|card|doubt|company|lead):/.test(lane) || kind === 'lead-person') return [crm.account];
  return /^(talk|part):/.test(lane) ? [chat.account] : [crm.account, chat.account];
};

/** What it will probably cost. Of the chat calls are kept beforehand for the customer base alone; all else seldom asks it. */
const claimsOf = (delivery: ClaimedDelivery, { crm, chat }: ConnectedSystems): readonly Claim[] => [
  ...(chat.limits === undefined ? [] : [{ account: chat.account, limits: chat.limits, calls: likelyChatCalls(delivery) }]),
  ...(crm.limits === undefined ? [] : [{ account: crm.account, limits: crm.limits, calls: likelyCrmCalls(delivery) }]),
];

function createDispatch(needs: WorkDeliveryNeeds): (work: Work) => Promise<Settlement> {
  const { followSession, settleStay, followCrm, talk, hearMessage, carryOutSend, fireAutomation, makeByHand, lookForDoubles, runReplay, base, workWebhook, workOnLead, sayToLead, sessions, ids } = needs;

  const forwarded = ({ delivery }: Work, protocol: Protocol, message: SessionMessage): Settlement => ({
    end: { type: 'awaiting' },
    decision: { outcome: 'forwarded', to: lanes.session(protocol) },
    forward: [followUps(ids, delivery).toSession(protocol, message)],
  });

  async function touched(work: Work, { part, protocol }: Extract<WebhookMessage, { type: 'part-touched' }>): Promise<Settlement> {
    const known = protocol ?? await sessions.protocolOfPart(work.connection.id, part)
      ?? (await work.systems.chat.attendance.findPart(part))?.protocol;
    if (known === undefined) return { end: { type: 'done' }, decision: { outcome: 'nothing-to-do', because: 'part-missing', part } };
    const message = { type: 'session-touched', part } as const;
    return lanes.session(known) === work.delivery.lane
      ? await followSession({ ...work, protocol: known, message })
      : forwarded(work, known, message);
  }

  async function webhook(work: Work, message: WebhookMessage): Promise<Settlement> {
    switch (message.type) {
      case 'session-sighted':
        return await followSession({ ...work, protocol: message.sighting.protocol, message });
      case 'part-touched':
        return await touched(work, message);
      case 'message-told':
        return await hearMessage(work, message);
      case 'chat-client-changed':
        return await base.clientChanged(work, message.client, async () => await followCrm.chatClientChanged(work, message.keys));
      case 'contact-changed':
        return await base.contactChanged(work, message, async (reading) => await followCrm.contactChanged(reading, message.contactId));
      case 'card-changed':
        return message.change === 'deleted'
          ? await followCrm.cardDeleted(work, message.cardId)
          : { end: { type: 'done' }, decision: { outcome: 'nothing-to-do', because: 'card-not-deleted', cardId: message.cardId } };
      case 'automation-fired':
        return await fireAutomation.called(work, message);
      case 'portfolio-changed':
        if (message.client !== undefined) return await base.agentsChanged(work, message.client);
        return { end: { type: 'done' }, decision: { outcome: 'nothing-to-do', because: message.type } };
      case 'agent-changed':
        return { end: { type: 'done' }, decision: { outcome: 'nothing-to-do', because: message.type } };
    }
  }

  const onTalk = async (work: Work & { readonly protocol: Protocol }, message: TalkMessage): Promise<Settlement> =>
    (message.type === 'lead-is-written-to' ? await sayToLead({ ...work, message }) : await talk(work, message));

  async function internal(work: Work, message: Message): Promise<Settlement> {
    if (message.to === 'session') return await followSession({ ...work, protocol: message.protocol, message: message.message });
    if (message.to === 'talk-to') return await carryOutSend({ ...work, message: message.message });
    if (message.to === 'lead') return await workOnLead(work, message.message);
    if (message.to === 'talk') return await onTalk({ ...work, protocol: message.protocol }, message.message);
    if (message.to === 'desk') return await runReplay(work.delivery, message.message);
    if (message.to === 'base') return await base.work(work, message.message);
    switch (message.message.type) {
      case 'settle-stay': return await settleStay({ ...work, message: message.message });
      case 'contact-changed': {
        const { contactId } = message.message;
        return await base.contactChanged(work, { contactId }, async (reading) => await followCrm.contactChanged(reading, contactId));
      }
      case 'add-phone': return await followCrm.addPhone(work, message.message);
      case 'make-by-hand': return await makeByHand({ ...work, message: message.message });
      case 'automation-fired': return await fireAutomation.fired(work, message.message);
      case 'register-contact': return await followCrm.registerContact(work, message.message);
      case 'look-for-doubles': return await lookForDoubles({ ...work, message: message.message });
    }
  }

  return async (work) => {
    const { delivery, systems } = work;
    if (isFromOutside(delivery)) {
      const read = systems.readers[delivery.source]?.read(delivery.body);
      if (read === undefined) return { end: { type: 'set-aside', reason: 'entity-unknown' } };
      if (!read.ok) return { end: { type: 'set-aside', reason: read.reason }, decision: { outcome: 'unread', detail: read.detail } };
      return await webhook(work, read.message);
    }
    if (delivery.source === 'webhook') return await workWebhook(work);
    const message = parseMessage(delivery.body);
    if (message === undefined) return { end: { type: 'set-aside', reason: 'message-version-unknown' } };
    return await internal(work, message);
  };
}
