import { isDeepStrictEqual } from 'node:util';
import { agentsOf, digitsForNeppo, evolveTalk, mergeMessage, parsePhone, readOptOut, readTalk, streamOf, type ActRefusal, type ChatMessage, type ConnectionId, type PartId, type Protocol, type Talk } from '../../../domain/index.ts';
import {
  isPortFailure, type ClaimedDelivery, type Clock, type ConversationBook, type DeskLists, type DeskRefusal, type DeskSession, type DeskTelling, type IdSource, type KeptMessage, type NewDelivery, type SendBook, type SessionRow, type Sessions,
  type Settlement, type StreamWish, type TalkEntry,
} from '../../../ports/index.ts';
import type { ConnectedSystems } from '../../connections.ts';
import { followUps } from '../../deliveries.ts';
import type { AgentActs, LeadIsWrittenTo, TalkMessage } from '../../messages.ts';
import { parseSessionState } from '../session-state.ts';
import type { ActResult, CarryOutAct } from './carry-out-act.ts';
import { listingOf, parseTalk, wishOf } from './desk-listing.ts';
import { objectionTo } from './judge-act.ts';

/** A delivery in the lane of its conversation. */
export interface TalkWork {
  readonly delivery: ClaimedDelivery;
  readonly connection: { readonly id: ConnectionId };
  readonly systems: Pick<ConnectedSystems, 'chat'>;
  readonly protocol: Protocol;
}

/** Keeps what was said, carries out what agents do, and tells the agent of both. */
export type WorkOnTalk = (work: TalkWork, message: Exclude<TalkMessage, LeadIsWrittenTo>) => Promise<Settlement>;

export interface WorkOnTalkNeeds {
  readonly sessions: Sessions;
  readonly deskLists: DeskLists;
  readonly conversations: ConversationBook;
  readonly sends: SendBook;
  readonly carryOut: CarryOutAct;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** So many messages are read at once when the chat is asked what there is. */
const PAGE = 50;
/** Whoever was away for longer than so many messages reads the rest when somebody scrolls up. */
const MOST_PAGES = 10;

export function createWorkOnTalk({ sessions, deskLists, conversations, sends, carryOut, clock, ids }: WorkOnTalkNeeds): WorkOnTalk {
  /** Who asks to be written to no more is not written to actively from then on, until they take it back (SND-01). */
  async function heedWish({ connection: { id: connection }, protocol, systems: { chat } }: TalkWork, messages: readonly ChatMessage[]): Promise<void> {
    for (const { by, text, at, part } of messages) {
      const wish = by === 'client' && text !== undefined ? readOptOut(text) : undefined;
      const phone = wish === undefined ? undefined : (await deskLists.find(connection, protocol))?.desk.phone ?? await phoneIn(chat, part);
      if (phone === undefined) continue;
      if (wish === 'opt-out') await sends.optOut(connection, `+${phone}`, at);
      if (wish === 'opt-in') await sends.optIn(connection, `+${phone}`);
    }
  }

  /** Of a session that is not known yet: its first words may be told before it, or while the CRM is out of reach. */
  async function phoneIn({ attendance }: TalkWork['systems']['chat'], part: PartId): Promise<string | undefined> {
    const { phone } = (await attendance.findPart(part))?.client ?? {};
    const read = phone === undefined ? undefined : parsePhone(phone, { kind: 'with-ddi' });
    return read?.ok === true ? digitsForNeppo(read.value) : undefined;
  }

  /** What was kept of a conversation; a reading compares with the newest messages. Nobody else writes there while its lane is worked. */
  async function standing({ connection: { id: connection }, protocol }: TalkWork, newest: 'newest' | 'none'): Promise<Standing> {
    const [before, page] = await Promise.all([deskLists.talk(connection, protocol), newest === 'none' ? [] : conversations.page(connection, protocol, { limit: PAGE })]);
    return { before, newest: page };
  }

  /** What was kept of each message, most of which are among the newest. */
  async function knownOf(connection: ConnectionId, { newest }: Standing, messages: readonly ChatMessage[]): Promise<readonly (ChatMessage | undefined)[]> {
    const byId = new Map(newest.map((message) => [message.id, message]));
    return await Promise.all(messages.map(async ({ id }) => byId.get(id) ?? (await conversations.find(connection, id))?.message));
  }

  /** What the settlement of some messages keeps and tells; nothing where all were known. */
  async function kept(work: TalkWork, stood: Standing, messages: readonly ChatMessage[], read?: 'all'): Promise<Pick<Settlement, 'messages' | 'talks' | 'telling'>> {
    const { protocol } = work;
    const { before } = stood;
    const known = await knownOf(work.connection.id, stood, messages);
    const newMessages = messages.filter((_, nth) => known[nth] === undefined);
    const changedMessages = messages.flatMap((message, nth) => changeOf(known[nth], message));
    await heedWish(work, newMessages);
    const told = newMessages.reduce<Talk | undefined>(evolveTalk, parseTalk(before));
    const talk = told !== undefined && read === 'all' ? readTalk(told, clock.now()) : told;
    const entry = talk === undefined || talk === parseTalk(before) ? undefined : talkEntry({ ...before, protocol }, talk, clock.now());
    const happened = newMessages.length + changedMessages.length > 0;
    const tell: DeskTelling['tell'] = (stored) => (stored === undefined ? [] : streamOf(listingOf(withTalkOf(stored, before)), listingOf(stored), { newMessages, changedMessages }).map(wishOf));
    return {
      ...(happened ? { messages: [...newMessages, ...changedMessages].map((message): KeptMessage => ({ protocol, message })) } : {}),
      ...(entry === undefined ? {} : { talks: [entry] }),
      ...(happened || entry !== undefined ? { telling: { protocol, tell } } : {}),
    };
  }

  async function told(work: TalkWork, message: ChatMessage): Promise<Settlement> {
    const keeping = await kept(work, await standing(work, 'none'), [message]);
    return { end: { type: 'done' }, decision: { outcome: 'message-kept', message: message.id, news: keeping.messages === undefined ? 'no' : 'yes' }, ...keeping };
  }

  /** Reads back to what is known already. Of many webhooks that come at once the first is a reason to read, and what it read is what the others tell of. */
  async function reread(work: TalkWork, part: PartId): Promise<Settlement> {
    const { conversations: source } = work.systems.chat;
    if (source === undefined) return { end: { type: 'done' }, decision: { outcome: 'nothing-to-do', because: 'chat-tells-no-messages' } };
    const stood = await standing(work, 'newest');
    if (isReadAfter(stood.before?.readAfter, part, work.delivery)) return { end: { type: 'done' }, decision: { outcome: 'nothing-to-do', because: 'read-since' } };
    const newest = stood.newest.findLast((message) => message.part === part) ?? await conversations.newestOf(work.connection.id, part);
    const messages: ChatMessage[] = [];
    let older: string | undefined;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const page = await source.messages(part, { limit: PAGE, ...(older === undefined ? {} : { older }) });
      messages.unshift(...page.messages);
      older = page.older;
      const [first] = page.messages;
      if (older === undefined || first === undefined || reaches(page.messages, newest)) break;
    }
    const keeping = await kept(work, stood, messages);
    return { end: { type: 'done' }, decision: { outcome: 'messages-read', read: messages.length }, ...keeping, ...(messages.length === 0 ? {} : readNow(work.delivery, part, keeping.talks?.[0] ?? stood.before)) };
  }

  async function acts(work: TalkWork, message: AgentActs): Promise<Settlement> {
    const { systems: { chat: { actions } }, connection: { id: connection }, protocol } = work;
    const row = await sessions.load(connection, protocol);
    const [part, ...older] = row?.parts.toReversed() ?? [];
    if (actions === undefined || part === undefined) return actEnd(message, { result: 'refused', because: actions === undefined ? 'not-allowed' : 'session-unknown' });
    const result = await carryOut({ connection, protocol, parts: [...older.toReversed(), part], actions, objection: async () => await objectionNow(work, message) }, message);
    if (result.result === 'unsettled') return { end: { type: 'later', at: result.askAgainAt, reason: `act-${result.because}`, attempt: 'free' } };
    const keeping = result.result === 'done' && (result.message !== undefined || message.act.type === 'mark-read')
      ? await kept(work, await standing(work, 'none'), result.message === undefined ? [] : [result.message], message.act.type === 'mark-read' ? 'all' : undefined) : {};
    return { ...actEnd(message, result), ...keeping, stream: [...await commented(work, authorIn(row, message), result), actEnded(message, protocol, result)], forward: followed(work, part, result) };
  }

  /** It may have waited, and somebody else attends the session by now. */
  async function objectionNow({ connection, protocol }: TalkWork, { agent, act }: AgentActs): Promise<ActRefusal | undefined> {
    const session = await deskLists.find(connection.id, protocol);
    return session === undefined || act.type === 'transfer' ? undefined : objectionTo({ agent }, session, { type: act.type }, clock.now())?.because;
  }

  /** Whoever sees the session sees the comment at once (SES-05). */
  async function commented({ connection, protocol }: TalkWork, author: string | undefined, result: ActResult): Promise<readonly StreamWish[]> {
    if (result.result !== 'done' || result.comment === undefined) return [];
    const session = await deskLists.find(connection.id, protocol);
    const listing = session && listingOf(session);
    return listing === undefined ? [] : streamOf(listing, listing, { newComments: [{ text: result.comment, at: clock.now(), ...(author === undefined ? {} : { author }) }] }).map(wishOf);
  }

  /** What the act changed is read from the chat at once: its webhooks may take their time. */
  function followed({ delivery, protocol }: TalkWork, part: PartId, result: ActResult): readonly NewDelivery[] {
    if (result.result !== 'done' || result.changes === 'nothing' || result.changes === 'conversation') return [];
    return [followUps(ids, delivery).toSession(protocol, { type: 'session-touched', part })];
  }

  /** What cannot be done at all is told to whoever asked; the delivery is set aside, for people to see. */
  async function actsOrTells(work: TalkWork, message: AgentActs): Promise<Settlement> {
    try {
      return await acts(work, message);
    } catch (failure) {
      if (!isPortFailure(failure) || !GIVEN_UP.has(failure.code)) throw failure;
      const refusal = { result: 'refused', because: 'refused', detail: failure.code } as const;
      return { end: { type: 'set-aside', reason: failure.code }, decision: decisionOf(message, refusal), stream: [actEnded(message, work.protocol, refusal)] };
    }
  }

  return async (work, message) => {
    switch (message.type) {
      case 'message-told': return await told(work, message.message);
      case 'messages-touched': return await reread(work, message.part);
      case 'agent-acts': return await actsOrTells(work, message);
    }
  };
}

/** What there was of a conversation before a delivery of its lane. */
interface Standing {
  readonly before: TalkEntry | undefined;
  readonly newest: readonly ChatMessage[];
}

/** Whether a page goes back to what is known. The chat's times stop at the second, in which more may have been said than a page holds. */
const reaches = ([first, ...rest]: readonly ChatMessage[], newest: Pick<ChatMessage, 'at' | 'id'> | undefined): boolean =>
  first !== undefined && newest !== undefined && (first.at < newest.at || [first, ...rest].some(({ id }) => id === newest.id));

/** Whether the chat was asked after this delivery had come, and what it said is kept. */
const isReadAfter = (readAfter: TalkEntry['readAfter'], part: PartId, { seq }: ClaimedDelivery): boolean =>
  readAfter !== undefined && readAfter.part === part && seq <= readAfter.deliveries;

/** Spares those that wait behind a reading one of their own. Not after an empty list, with which a chat in trouble may answer. */
const readNow = ({ seq, laneUpTo }: ClaimedDelivery, part: PartId, entry: TalkEntry | undefined): Pick<Settlement, 'talks'> =>
  (entry === undefined || laneUpTo <= seq ? {} : { talks: [{ ...entry, readAfter: { part, deliveries: laneUpTo } }] });

/** The session as it stood before this lane wrote its half. */
const withTalkOf = ({ desk }: DeskSession, talk: TalkEntry | undefined): Pick<DeskSession, 'desk' | 'talk'> => ({ desk, ...(talk === undefined ? {} : { talk }) });

function authorIn(row: SessionRow | undefined, { agent }: AgentActs): string | undefined {
  const state = row && parseSessionState(row);
  return state && agentsOf(state.followed.session).find(({ id }) => id === agent)?.name;
}

/** No later try would fare better. */
const GIVEN_UP: ReadonlySet<string> = new Set(['port.refused', 'port.missing', 'port.ambiguous']);

const actEnd = (message: AgentActs, result: Exclude<ActResult, { result: 'unsettled' }>): Settlement => ({ end: { type: 'done' }, decision: decisionOf(message, result) });

const decisionOf = ({ act, agent, key }: AgentActs, result: Exclude<ActResult, { result: 'unsettled' }>): object => ({
  outcome: 'agent-acted', act: act.type, agent, key, result: result.result,
  ...(result.result === 'refused' ? { because: result.because, detail: result.detail } : { message: result.message?.id }),
});

/** Whoever acted hears how it ended, also when it took a while. */
export const actEnded = ({ agent, act, key }: AgentActs, protocol: Protocol, result: { readonly result: 'done' } | { readonly result: 'refused'; readonly because: DeskRefusal }): StreamWish => ({
  agent,
  event: { type: 'act.ended', data: { protocol, act: act.type, key, ...(result.result === 'refused' ? { result: 'refused', because: result.because } : { result: 'done' }) } },
});

/** What is told of a message that is known already, where that says something new. */
function changeOf(known: ChatMessage | undefined, told: ChatMessage): readonly ChatMessage[] {
  if (known === undefined) return [];
  const merged = mergeMessage(known, told);
  return isDeepStrictEqual(merged, known) ? [] : [merged]; // in whatever order its fields stand
}

const talkEntry = (before: Pick<TalkEntry, 'protocol' | 'readAfter'>, talk: Talk, now: TalkEntry['at']): TalkEntry => ({ ...before, at: talk.last?.at ?? now, unread: talk.unread.length, row: talk });
