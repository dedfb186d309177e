import { identityKeysOf, PAIR_RATE_MS, addMs, windowOf, type AgentId, type PartId, type Protocol } from '../../../domain/index.ts';
import { fillText, type SendAction } from '../../../domain/lead/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import { PortFailure, type Clock, type DeliveryReason, type DeskLists, type IdSource, type KnownLead, type LeadSendRequest, type SendBook, type Sessions, type Settlement } from '../../../ports/index.ts';
import { followUps } from '../../deliveries.ts';
import { effectKeys } from '../../effect-keys.ts';
import type { StepRunner } from '../../plan-runner/run-step.ts';
import { personSubjects } from '../../subjects.ts';
import { parseTalk } from '../desk/desk-listing.ts';
import { parseSessionState } from '../session-state.ts';
import { asksAgain, type LeadStage } from './lead-work.ts';

export interface SendToLeadNeeds {
  readonly sessions: Sessions;
  readonly deskLists: DeskLists;
  readonly sends: SendBook;
  readonly steps: StepRunner;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly box: SecretBox;
  /** How days and amounts are written for people. */
  readonly writing: { readonly language: string; readonly timeZone: string };
}

/** What becomes of the send of an event, or why nothing is sent (WHK-06). What cannot be sent now is set aside, to be played again. */
export type SendToLead = (stage: LeadStage, lead: KnownLead, action: SendAction) => Promise<Pick<Settlement, 'end' | 'forward'> & { readonly decision: object }>;

/** A conversation in which somebody may be written to now, and who attends it. */
interface OpenTalk {
  readonly protocol: Protocol;
  readonly part: PartId;
  readonly agent: AgentId;
}

export function createSendToLead({ sessions, deskLists, sends, steps, clock, ids, box, writing }: SendToLeadNeeds): SendToLead {
  async function running({ connection }: LeadStage, { contactId }: KnownLead, phone: string): Promise<readonly Protocol[]> {
    const [ofContact, waiting] = await Promise.all([
      contactId === undefined ? [] : sessions.ofContact(connection.id, contactId, 'running'), sessions.waitingFor(connection.id, identityKeysOf({ phone })),
    ]);
    return [...new Set([...ofContact, ...waiting])].toReversed();
  }

  /** Of several the newest; where nobody attends it nobody can be written to in their name. */
  async function openTalk(stage: LeadStage, lead: KnownLead, phone: string): Promise<OpenTalk | undefined> {
    for (const protocol of await running(stage, lead, phone)) {
      const [row, listed] = await Promise.all([sessions.load(stage.connection.id, protocol), deskLists.find(stage.connection.id, protocol)]);
      const channel = row && parseSessionState(row)?.followed.session.channel;
      const [part, agent] = [row?.parts.at(-1), listed?.desk.agent];
      if (channel === undefined || part === undefined || agent === undefined || row?.phase !== 'running') continue;
      if (windowOf({ channel, lastInboundAt: parseTalk(listed?.talk)?.lastInboundAt }, clock.now()).state !== 'shut') return { protocol, part, agent };
    }
    return undefined;
  }

  async function message(stage: LeadStage, lead: KnownLead, phone: string, template: string): ReturnType<SendToLead> {
    const { delivery, errand } = stage;
    const filled = fillText(template, errand.lead, { known: Object.keys(lead.fields), writing });
    if (filled.outcome === 'unfit') return setAside('lead-send-unfit', { missing: filled.faults.map(({ place }) => place) });
    const talk = await openTalk(stage, lead, phone);
    if (talk === undefined) return setAside('lead-no-conversation');
    const { protocol, part, agent } = talk;
    const effect = effectKeys.leadAction(errand.occurrence, 'send');
    return {
      end: { type: 'awaiting' }, decision: { send: 'send-message', session: protocol },
      forward: [followUps(ids, delivery).toTalk(protocol, { type: 'lead-is-written-to', part, agent, phone, text: filled.text, effect }, personSubjects(box, identityKeysOf({ phone })))],
    };
  }

  /** Whether it arrived cannot be asked: where the answer was lost a person decides, and it is never sent again by itself. */
  async function byItself({ connection, systems: { chat }, delivery, errand }: LeadStage, { name }: KnownLead, request: LeadSendRequest): ReturnType<SendToLead> {
    const { leadSends } = chat;
    if (leadSends === undefined) return setAside('lead-send-unavailable', { send: request.what });
    const outcome = await steps.run<'sent' | 'unknown'>({
      connection: connection.id, key: effectKeys.leadAction(errand.occurrence, 'send'), begunAt: delivery.receivedAt,
      async perform() {
        const done = await leadSends.send({ ...request, ...(name === undefined ? {} : { name }) });
        if (done.outcome === 'done') return 'sent';
        throw new PortFailure('port.refused', `The chat did not send the ${request.what} that an event set off (${done.because}). Look whether it exists there, then play this delivery again.`);
      },
      ask: async () => ({ believable: true, found: 'unknown' }),
    });
    if (outcome.outcome === 'unsettled') return { ...asksAgain('send', outcome), decision: {} };
    return outcome.id === 'unknown' ? setAside('port.ambiguous', { send: request.what }) : { end: { type: 'done' }, decision: { send: request.what, id: request.id, how: outcome.how } };
  }

  return async (stage, lead, action) => {
    const { connection, errand } = stage;
    const phone = errand.lead.phone ?? lead.phone;
    if (phone === undefined) return setAside('lead-send-unfit', { missing: ['phone'] });
    const [optedOutAt, lastSentAt] = await Promise.all([sends.hasOptedOut(connection.id, phone), sends.lastTo(connection.id, phone)]);
    if (optedOutAt !== undefined) return { end: { type: 'done' }, decision: { send: action.type, because: 'opted-out' } };
    const freeAt = lastSentAt === undefined ? undefined : addMs(lastSentAt, PAIR_RATE_MS);
    if (freeAt !== undefined && freeAt > clock.now()) return { end: { type: 'later', at: freeAt, reason: 'send-too-soon', attempt: 'free' }, decision: {} };
    switch (action.type) {
      case 'send-message': return await message(stage, lead, phone, action.text);
      case 'send-chatbot': return await byItself(stage, lead, { what: 'chatbot', id: action.chatbot.trim(), phone: phone.replace('+', '') });
      case 'send-quick-reply': return await byItself(stage, lead, { what: 'quick-reply', id: action.quickReply.trim(), phone: phone.replace('+', '') });
    }
  };
}

const setAside = (reason: DeliveryReason, more: object = {}): Awaited<ReturnType<SendToLead>> =>
  ({ end: { type: 'set-aside', reason }, decision: { because: reason, ...more } });
