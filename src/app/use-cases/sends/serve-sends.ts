import {
  decideMayWrite, fillTemplate, identityKeysOf, InputRejected, PAIR_RATE_MS, parseGroupId, parsePhone, tieOf, tiesOfSession,
  type ActiveSend, type ClientTies, type AttendanceGroup, type ConnectionId, type FilledTemplate, type MayWrite, type MessageTemplate, type Protocol, type SendId, type WritingAgent,
} from '../../../domain/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import type { ActiveSends, AgentPass, Clock, ConversationBook, Identities, SendBook, SendDesk, SendRefused, SendWish, Sessions, ShownSend } from '../../../ports/index.ts';
import { lanes } from '../../deliveries.ts';
import type { SendActively } from '../../messages.ts';
import { personSubjects } from '../../subjects.ts';
import { tellSendFailure } from '../../wording/index.ts';
import type { SendTexts } from '../../wording/portuguese-sends.ts';
import { actionsOf } from '../desk/act-at-desk.ts';
import type { AgentScene, AgentScenes } from '../desk/agent-scene.ts';
import { actedOf, type CarryWish } from '../desk/carry-wish.ts';
import type { ClientFinder } from '../find-client.ts';
import { parseSessionState } from '../session-state.ts';

export interface ServeSendsNeeds {
  readonly scenes: AgentScenes;
  readonly carry: CarryWish;
  readonly sends: SendBook;
  readonly sessions: Sessions;
  readonly conversations: Pick<ConversationBook, 'page'>;
  readonly identities: Identities;
  readonly finder: ClientFinder;
  readonly clock: Clock;
  readonly box: SecretBox;
  readonly texts: SendTexts;
}

/** A send that may go, as it would be kept and as the chat would be asked. */
type Judged =
  | { readonly outcome: 'ready'; readonly message: SendActively; readonly text: string }
  | SendRefused;

/** So many sessions are read at once. */
const AT_ONCE = 30;
/** So much of a conversation tells to which groups its client wrote. */
const MOST_MESSAGES = 200;

type SessionTies = Pick<ClientTies, 'attendedBy' | 'attendedIn' | 'wroteTo'> & { readonly seenForms: readonly string[] };
type Ties = SessionTies & ClientTies & { readonly name?: string };

const NO_TIES: SessionTies = { attendedBy: [], attendedIn: [], wroteTo: [], seenForms: [] };

const joined = (ties: Ties, more: SessionTies): Ties => ({
  ...ties, attendedBy: [...ties.attendedBy, ...more.attendedBy], attendedIn: [...ties.attendedIn, ...more.attendedIn], wroteTo: [...ties.wroteTo, ...more.wroteTo],
  seenForms: [...ties.seenForms, ...more.seenForms],
});

/** Active sends of agents (SND-01, SND-03). */
export function createServeSends({ scenes, carry, sends, sessions, conversations, identities, finder, clock, box, texts }: ServeSendsNeeds): SendDesk {
  /** What one session tells of its client, and in which form it knows the number. */
  async function tiesIn(connection: ConnectionId, protocol: Protocol): Promise<SessionTies> {
    const row = await sessions.load(connection, protocol);
    const session = row && parseSessionState(row)?.followed.session;
    if (session === undefined) return NO_TIES;
    const ties = tiesOfSession(session, await conversations.page(connection, protocol, { limit: MOST_MESSAGES }));
    return { ...ties, seenForms: session.client.phone === undefined ? [] : [session.client.phone] };
  }

  /** The newest sessions first, and only as far back as it takes: most clients are tied by their last one. */
  async function tiesOf({ connection, systems: { crm } }: AgentScene, phone: string, writer: WritingAgent): Promise<Ties> {
    const keys = identityKeysOf({ phone });
    const client = await finder.find(connection, crm.contacts, keys);
    const contact = client.outcome === 'known' ? await finder.contact(connection, crm.contacts, client.client) : undefined;
    const protocols = [...contact === undefined ? [] : await sessions.ofContact(connection.id, contact.id, 'all'), ...await sessions.waitingFor(connection.id, keys)].toReversed();
    let ties: Ties = {
      ...NO_TIES, ...(contact?.ownerId === undefined ? {} : { ownerId: contact.ownerId }), ...(contact?.company?.ownerId === undefined ? {} : { companyOwnerId: contact.company.ownerId }),
      ...(contact === undefined ? {} : { name: contact.name }),
    };
    for (let from = 0; from < protocols.length && (from === 0 || tieOf(writer, ties) === undefined); from += AT_ONCE) {
      const read = await Promise.all(protocols.slice(from, from + AT_ONCE).map(async (protocol) => await tiesIn(connection.id, protocol)));
      ties = read.reduce<Ties>(joined, ties);
    }
    return ties;
  }

  async function judge(pass: AgentPass, wish: SendWish, id: SendId): Promise<Judged> {
    const scene = await scenes.of(pass);
    const [{ userId }, groups] = await Promise.all([scenes.agentOf(scene), actionsOf(scene).groupsOf(pass.agent)]);
    const agent = { id: pass.agent, groups: groups.map((group) => group.id), user: userId };
    const ties = await tiesOf(scene, wish.phone, agent);
    const phone = parsePhone(wish.phone, { kind: 'with-ddi' });
    const [optedOutAt, lastSentAt] = phone.ok ? await Promise.all([sends.hasOptedOut(pass.connection, phone.value.e164), sends.lastTo(pass.connection, phone.value.e164)]) : [undefined, undefined];
    const may = decideMayWrite({
      writer: { by: 'hand', agent, ties },
      groupId: wish.groupId, channel: wish.channel, phone, seenForms: ties.seenForms, pairRateMs: PAIR_RATE_MS, requestedAt: clock.now(),
      ...(optedOutAt === undefined ? {} : { optedOutAt }), ...(lastSentAt === undefined ? {} : { lastSentAt }),
    });
    if (may.outcome === 'may-not') return { outcome: 'refused', because: may.because, ...texts.refusal[may.because] };
    const group = groups.find((each) => each.id === wish.groupId);
    const template = wish.templateId === undefined ? undefined : (await sourceOf(scene).templates(wish.groupId)).find((each) => each.id === wish.templateId);
    if (group === undefined || (wish.channel === 'whatsapp' && template === undefined)) return { outcome: 'refused', because: 'template-unknown', ...texts.failure['template-unknown'] };
    const filled: FilledTemplate = template === undefined ? { outcome: 'filled', text: '', values: [] } : fillTemplate(template, wish.values);
    return ready(pass, wish, { id, may, group, template, filled, name: wish.clientName ?? ties.name });
  }

  function ready(pass: AgentPass, { channel }: SendWish, { id, may, group, template, filled, name }: {
    readonly id: SendId; readonly may: Extract<MayWrite, { outcome: 'may-write' }>; readonly group: AttendanceGroup; readonly template: MessageTemplate | undefined;
    readonly filled: FilledTemplate; readonly name: string | undefined;
  }): Judged {
    if (filled.outcome === 'not-approved') return { outcome: 'refused', because: 'template-not-approved', text: texts.approval[filled.approval] };
    if (filled.outcome === 'unfit') {
      const [fault] = filled.faults;
      return { outcome: 'refused', because: `value-${fault.problem}`, text: `${fault.part} ${fault.place}: ${texts.problem[fault.problem]}` };
    }
    const now = clock.now();
    const send: ActiveSend = {
      id, channel, phone: may.e164, groupId: group.id, text: filled.text, agentId: pass.agent, by: 'hand', state: 'queued', createdAt: now, stateAt: now,
      ...(name === undefined ? {} : { clientName: name }), ...(template === undefined ? {} : { templateId: template.id, templateName: template.name }),
    };
    const request = { channel, phone: may.phone, groupId: group.id, groupName: group.name, values: filled.values, text: filled.text, agentId: pass.agent, ...(template === undefined ? {} : { template }) };
    return { outcome: 'ready', text: filled.text, message: { type: 'send-actively', send, request } };
  }

  const shown = (send: ActiveSend): ShownSend => (send.failure === undefined ? send : { ...send, told: tellSendFailure(send.failure, texts) });

  const idOf = ({ connection, agent }: AgentPass, key: string): SendId => parseSendId(box.mark(`send/${connection}/${agent}/${key}`));

  return {
    async templates(pass, groupId) {
      const group = parseGroupId(groupId);
      const scene = await scenes.of(pass);
      const mine = await actionsOf(scene).groupsOf(pass.agent);
      return group.ok && mine.some(({ id }) => id === group.value) ? await sourceOf(scene).templates(group.value) : [];
    },
    async previewSend(pass, wish) {
      const judged = await judge(pass, wish, idOf(pass, 'preview'));
      return judged.outcome === 'ready' ? { outcome: 'ready', text: judged.text } : judged;
    },
    async send(pass, wish, key) {
      const id = idOf(pass, key);
      const before = await sends.find(pass.connection, id);
      if (before !== undefined) return { outcome: 'queued', send: id };
      const judged = await judge(pass, wish, id);
      if (judged.outcome === 'refused') return judged;
      const keys = identityKeysOf({ phone: judged.message.send.phone });
      const person = await identities.reserve(pass.connection, keys);
      const record = await carry(pass, { key: `send/${key}`, lane: lanes.talkTo(person), message: { to: 'talk-to', message: judged.message }, about: personSubjects(box, keys) });
      const acted = actedOf(record);
      if (acted.outcome === 'refused' && acted.because === 'set-aside') return { outcome: 'refused', because: 'set-aside', ...texts.failure.unknown };
      // What the chat took no such send is kept as failed, with its reason.
      return { outcome: acted.outcome === 'later' ? 'later' : 'queued', send: id };
    },
    async sends(pass, { limit, after, search, states }) {
      const rows = await sends.list(pass.connection, {
        agent: pass.agent, limit: limit + 1, ...(after === undefined ? {} : { after: parseSendId(after) }), ...(search === undefined ? {} : { search }), ...(states === undefined ? {} : { states }),
      });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return { rows: page.map(shown), ...(last === undefined ? {} : { next: last.id }) };
    },
    async findSend(pass, id) {
      const send = await sends.find(pass.connection, id);
      return send?.agentId === pass.agent ? shown(send) : undefined;
    },
  };
}

function sourceOf({ systems: { chat: { sends } } }: AgentScene): ActiveSends {
  if (sends !== undefined) return sends;
  throw new InputRejected('input.chat-without-desk', 'The chat of this connection lets agents do nothing from here: its adapter has no actions. Act in the chat itself.', { field: 'connection' });
}

const parseSendId = (text: string): SendId => text as SendId;
