import { addMs, isIntegrationError, type Instant, type IntegrationError } from '../../domain/index.ts';
import type { CallRecorder, SecretBox } from '../../adapters/system/index.ts';
import {
  isPortFailure, type CallNote, type ClaimedDelivery, type Clock, type DeliveryHandler, type IdSource, type NewDelivery,
  type PortFailure, type Sessions, type Settlement, type Telemetry, type WebhookMessage,
} from '../../ports/index.ts';
import type { AccountBreaker } from '../account-breaker.ts';
import type { ConnectedSystems, Connections } from '../connections.ts';
import type { KnownConnection } from '../connection-settings.ts';
import { deliveryOf, lanes } from '../deliveries.ts';
import { nextTurn, parseMessage, type Message } from '../messages.ts';
import type { FollowCrm } from './follow-crm.ts';
import type { FollowSession } from './follow-session.ts';
import { createOverlook } from './overlook.ts';
import type { SettleStayUseCase } from './settle-stay.ts';

export interface WorkDeliveryNeeds {
  readonly connections: Connections;
  readonly sessions: Sessions;
  readonly followSession: FollowSession;
  readonly settleStay: SettleStayUseCase;
  readonly followCrm: FollowCrm;
  readonly breaker: AccountBreaker;
  readonly recorder: CallRecorder;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
}

interface Work {
  readonly delivery: ClaimedDelivery;
  readonly connection: KnownConnection;
  readonly systems: ConnectedSystems;
}

/** How soon work that was held back by a deactivated connection looks whether it is on again (ACT-08). */
const LOOK_AGAIN_MS = 5_000;
const DAY_MS = 24 * 60 * 60_000;
/** How long an account may be out of reach before what waits for it is set aside. */
const LONGEST_BLOCK_MS = 7 * DAY_MS;
const MOST_ATTEMPTS = 10;
const LONGEST_TRYING_MS = DAY_MS;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30 * 60_000;

/** Works one delivery: reads what it says, lets the use case of its subject act, and gives it its named end (DESIGN §2, Outcomes). */
export function createWorkDelivery(needs: WorkDeliveryNeeds): DeliveryHandler {
  const { connections, breaker, recorder, telemetry } = needs;
  const dispatch = createDispatch(needs);
  const failed = createFailureEnd(needs);
  const overlook = createOverlook(needs);

  return async (delivery) => {
    const connection = await connections.at(delivery.connection, delivery.receivedAt);
    if (connection.settings.status === 'inactive' && isFromOutside(delivery)) return await overlook(delivery, connection);
    if (!isFromOutside(delivery) && await connections.isOff(delivery.connection)) {
      return { end: { type: 'later', at: addMs(needs.clock.now(), LOOK_AGAIN_MS), reason: 'connection-inactive', attempt: 'free' } };
    }
    const systems = await connections.systems(delivery.connection);
    const accounts = accountsFor(delivery, systems);
    const closedUntil = breaker.closedUntil(accounts);
    if (closedUntil !== undefined && !tooOld(delivery, needs.clock)) {
      return { end: { type: 'later', at: closedUntil, reason: 'account-blocked', attempt: 'free' } };
    }
    const calls: CallNote[] = [];
    try {
      const settlement = await recorder.record(calls, async () => await dispatch({ delivery, connection, systems }));
      // A use case may get over a call that failed; its account is not well for that.
      if (calls.length > 0 && calls.every(({ outcome }) => outcome === 'ok')) breaker.succeeded(accounts);
      telemetry.count('vinculo_deliveries_worked_total', { end: settlement.end.type });
      return { ...settlement, calls };
    } catch (failure) {
      const settlement = failed(delivery, failure);
      telemetry.count('vinculo_deliveries_worked_total', { end: settlement.end.type });
      return { ...settlement, calls };
    }
  };
}

const isFromOutside = ({ source }: ClaimedDelivery): boolean => source === 'neppo' || source === 'ploomes';

/** Whose limits a delivery's work may run into: cards and contacts need the CRM alone. */
const accountsFor = ({ lane }: ClaimedDelivery, { crm, chat }: ConnectedSystems): readonly string[] =>
  /^(client|card):/.test(lane) ? [crm.account] : [crm.account, chat.account];

const tooOld = ({ firstTriedAt }: ClaimedDelivery, clock: Clock): boolean => addMs(firstTriedAt, LONGEST_BLOCK_MS) < clock.now();

function createDispatch(needs: WorkDeliveryNeeds): (work: Work) => Promise<Settlement> {
  const { followSession, settleStay, followCrm, sessions, ids } = needs;

  const forwarded = ({ delivery, connection }: Work, message: Message, to: NewDelivery['lane']): Settlement => ({
    end: { type: 'awaiting' },
    decision: { outcome: 'forwarded', to },
    forward: [deliveryOf(ids, { connection: connection.id, receivedAt: delivery.receivedAt, cause: delivery.id }, message, to)],
  });

  async function touched(work: Work, { part, protocol }: Extract<WebhookMessage, { type: 'part-touched' }>): Promise<Settlement> {
    const known = protocol ?? await sessions.protocolOfPart(work.connection.id, part)
      ?? (await work.systems.chat.attendance.findPart(part))?.protocol;
    if (known === undefined) return { end: { type: 'done' }, decision: { outcome: 'nothing-to-do', because: 'part-missing', part } };
    const message = { type: 'session-touched', part } as const;
    const lane = lanes.session(known);
    if (lane === work.delivery.lane) return await followSession({ ...work, protocol: known, message });
    return forwarded(work, { to: 'session', protocol: known, message }, lane);
  }

  async function webhook(work: Work, message: WebhookMessage): Promise<Settlement> {
    switch (message.type) {
      case 'session-sighted':
        return await followSession({ ...work, protocol: message.sighting.protocol, message });
      case 'part-touched':
        return await touched(work, message);
      case 'chat-client-changed':
        return await followCrm.chatClientChanged(work, message.keys);
      case 'contact-changed':
        return await followCrm.contactChanged(work, message.contactId);
      case 'card-changed':
        return message.change === 'deleted'
          ? await followCrm.cardDeleted(work, message.cardId)
          : { end: { type: 'done' }, decision: { outcome: 'nothing-to-do', because: 'card-not-deleted', cardId: message.cardId } };
      case 'agent-changed':
      case 'portfolio-changed':
        return { end: { type: 'done' }, decision: { outcome: 'nothing-to-do', because: message.type } };
    }
  }

  async function internal(work: Work, message: Message): Promise<Settlement> {
    if (message.to === 'session') return await followSession({ ...work, protocol: message.protocol, message: message.message });
    switch (message.message.type) {
      case 'settle-stay': return await settleStay({ ...work, message: message.message });
      case 'contact-changed': return await followCrm.contactChanged(work, message.message.contactId);
      case 'register-contact': return await followCrm.registerContact(work, message.message.request);
    }
  }

  return async (work) => {
    const { delivery, systems } = work;
    if (delivery.source === 'neppo' || delivery.source === 'ploomes') {
      const read = systems.readers[delivery.source].read(delivery.body);
      if (!read.ok) return { end: { type: 'set-aside', reason: read.reason }, decision: { outcome: 'unread', detail: read.detail } };
      return await webhook(work, read.message);
    }
    const message = parseMessage(delivery.body);
    if (message === undefined) return { end: { type: 'set-aside', reason: 'message-version-unknown' } };
    return await internal(work, message);
  };
}

/** The lane in which a webhook belongs, as far as it tells by itself (DESIGN §2). */
export function laneOfWebhook(message: WebhookMessage, box: SecretBox): NewDelivery['lane'] {
  switch (message.type) {
    case 'session-sighted': return lanes.session(message.sighting.protocol);
    case 'part-touched': return message.protocol === undefined ? lanes.part(message.part) : lanes.session(message.protocol);
    case 'chat-client-changed': return lanes.person(box.mark(JSON.stringify(message.keys[0] ?? '')));
    case 'contact-changed': return lanes.client(message.contactId);
    case 'card-changed': return lanes.card(message.cardId);
    case 'agent-changed':
    case 'portfolio-changed': return lanes.roster;
  }
}

/** Turns what was thrown into the delivery's end. Whoever waits for a card learns that a person has to look. */
function createFailureEnd({ breaker, clock, ids, telemetry }: WorkDeliveryNeeds): (delivery: ClaimedDelivery, failure: unknown) => Settlement {
  const setAside = (delivery: ClaimedDelivery, reason: string, failure: IntegrationError | undefined): Settlement => ({
    end: { type: 'set-aside', reason },
    decision: { outcome: 'set-aside', because: reason, ...(failure === undefined ? {} : { message: failure.message }) },
    forward: givenUp(delivery, reason),
  });

  function givenUp(delivery: ClaimedDelivery, reason: string): readonly NewDelivery[] {
    const message = delivery.source === 'internal' ? parseMessage(delivery.body) : undefined;
    if (message?.to !== 'client' || message.message.type !== 'settle-stay') return [];
    const { protocol, stay } = message.message;
    const origin = { connection: delivery.connection, receivedAt: delivery.receivedAt, cause: delivery.id };
    const next = nextTurn(message.message);
    return [
      deliveryOf(ids, origin, { to: 'session', protocol, message: { type: 'stay-unsettled', stay, reason } }, lanes.session(protocol)),
      ...(next === undefined ? [] : [deliveryOf(ids, origin, { to: 'session', ...next }, lanes.session(next.protocol))]),
    ];
  }

  const retryAt = (delivery: ClaimedDelivery): Instant =>
    addMs(clock.now(), Math.min(FIRST_RETRY_MS * 2 ** delivery.attempts, LONGEST_RETRY_MS) * (0.5 + ids.fraction() / 2));

  function portFailed(delivery: ClaimedDelivery, failure: PortFailure): Settlement {
    switch (failure.code) {
      case 'port.refused':
      case 'port.missing':
      case 'port.ambiguous':
        return setAside(delivery, failure.code, failure);
      case 'port.unauthorized':
      case 'port.throttled':
      case 'port.unreachable':
      case 'port.timed-out': {
        const at = breaker.failed(failure);
        return tooOld(delivery, clock) ? setAside(delivery, failure.code, failure) : { end: { type: 'later', at, reason: failure.code, attempt: 'free' } };
      }
      case 'port.conflict':
      case 'port.drifted': {
        const exhausted = delivery.attempts + 1 >= MOST_ATTEMPTS || addMs(delivery.firstTriedAt, LONGEST_TRYING_MS) < clock.now();
        return exhausted ? setAside(delivery, failure.code, failure) : { end: { type: 'later', at: retryAt(delivery), reason: failure.code, attempt: 'spent' } };
      }
    }
  }

  return (delivery, failure) => {
    if (isPortFailure(failure)) return portFailed(delivery, failure);
    const known = isIntegrationError(failure) ? failure : undefined;
    telemetry.log('error', 'delivery.defect', { delivery: delivery.id, code: known?.code ?? 'defect.unexpected' });
    return setAside(delivery, known?.code ?? 'defect.unexpected', known);
  };
}
