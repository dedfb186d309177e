import { addMs, isIntegrationError, mergeMessage, type ChatMessage, type ConnectionId, type Instant, type PartId, type Protocol } from '../../../domain/index.ts';
import { isPortFailure, type Clock, type ConversationBook, type Conversations, type DeskLists, type IdSource, type Inbox, type Leases, type Sessions, type Telemetry } from '../../../ports/index.ts';
import type { AccountGate } from '../../account-gate.ts';
import type { ConnectedSystems, Connections } from '../../connections.ts';
import { deliveryOf, lanes } from '../../deliveries.ts';
import { createRegularLook, type RegularLook } from '../../regular-look.ts';

export interface ConversationKeepingNeeds {
  readonly connections: Connections;
  readonly deskLists: DeskLists;
  readonly sessions: Sessions;
  readonly conversations: ConversationBook;
  readonly inbox: Inbox;
  readonly leases: Leases;
  readonly gate: Pick<AccountGate, 'quietly'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
}

/** How often it is seen to whose turn it is; each chat says how often it is asked. */
const LOOK_EVERY_MS = 1_000;
const ASK_EVERY_MS = 15_000;
const AT_ONCE = 50;
/** More are said within a pause by nobody; what lies before them is read in the conversation's lane. */
const NEWEST = 20;
/** A conversation is read in its turn as far as the budget has room. After so many pauses without a turn it is read all the same: nobody else tells of what a client writes. */
const MOST_PAUSES = 2;
/** So much of what the account is taken to bear is left for that. */
const PRESSING_SHARE = 0.5;
/** News that are not known so long after they were passed on are passed on again: the list may have been empty when its lane read it. */
const PASS_AGAIN_MS = 30_000;

/** Where a connection's round of questions stands, and when the next one begins. */
interface Round {
  readonly nextAt: Instant;
  /** Those that had no turn in it yet, in their order. */
  readonly left: readonly Protocol[];
  /** Who had a turn last. */
  readonly after?: Protocol;
  /** When each had its turn last; when it was first seen, where it had none. */
  readonly turns: ReadonlyMap<Protocol, Instant>;
  /** The budget has no room before. */
  readonly goOnAt: Instant;
  /** So many may yet be read although it has none. */
  readonly pressing: number;
}

type Chat = ConnectedSystems['chat'];

/**
 * Asks chats that tell of no new messages by themselves what was said in sessions that somebody attends (PAN-11). What is new is read in the
 * lane of its conversation, as if it had been told. All else goes before these questions, but for those that have waited too long.
 */
export function createConversationKeeping({ connections, deskLists, sessions, conversations, inbox, leases, gate, clock, ids, telemetry }: ConversationKeepingNeeds): RegularLook {
  const rounds = new Map<ConnectionId, Round>();
  /** The news that was passed on already, by conversation, and when: its lane may not have come to it. */
  const passedOn = new Map<ConnectionId, Map<Protocol, { readonly what: string; readonly at: Instant }>>();

  /** The newest message of which something is not known yet. */
  async function newsIn(connection: ConnectionId, protocol: Protocol, read: () => Promise<readonly ChatMessage[]>): Promise<ChatMessage | undefined> {
    const messages = await read();
    const known = new Map((await conversations.page(connection, protocol, { limit: AT_ONCE })).map((message) => [message.id, message]));
    return messages.findLast((told) => isNews(known.get(told.id), told));
  }

  async function ask(connection: ConnectionId, protocol: Protocol, source: Conversations, urgency: 'bulk' | 'live'): Promise<void> {
    const part = (await sessions.load(connection, protocol))?.parts.at(-1);
    if (part === undefined) return;
    const read = async (): Promise<readonly ChatMessage[]> => (await source.messages(part, { limit: NEWEST })).messages;
    const news = await newsIn(connection, protocol, urgency === 'live' ? read : async () => await gate.quietly(read, 'not-at-all'));
    if (news !== undefined) await passOn(connection, protocol, part, news);
  }

  async function passOn(connection: ConnectionId, protocol: Protocol, part: PartId, news: ChatMessage): Promise<void> {
    const [what, at] = [JSON.stringify([news.id, news.state]), clock.now()];
    const before = passedOn.get(connection)?.get(protocol);
    if (before?.what === what && at < addMs(before.at, PASS_AGAIN_MS)) return;
    await inbox.accept([deliveryOf(ids, { connection, source: 'internal', receivedAt: at }, lanes.talk(protocol), { to: 'talk', protocol, message: { type: 'messages-touched', part } })]);
    passedOn.get(connection)?.set(protocol, { what, at });
  }

  async function lookAt(connection: ConnectionId, everyMs: number): Promise<void> {
    const last = rounds.get(connection);
    const round = last !== undefined && clock.now() < last.nextAt ? last : await begin(connection, everyMs, last);
    if (round.left.length > 0 && clock.now() >= round.goOnAt) await goOn(connection, round, everyMs);
  }

  /** Whoever had no turn in the last round is the first of this one. */
  async function begin(connection: ConnectionId, everyMs: number, last: Round | undefined): Promise<Round> {
    const now = clock.now();
    const round: Round = { ...last, nextAt: addMs(now, everyMs), left: [], turns: last?.turns ?? new Map(), goOnAt: now, pressing: 0 };
    rounds.set(connection, round);
    // Not released: its end is the time of the next round, whichever process makes that.
    if (await leases.acquire(`conversations:${connection}`, everyMs) === undefined || await connections.isOff(connection)) return round;
    const { limits } = (await connections.systems(connection)).chat;
    const left = await allBehind(connection, round.after);
    const begun = { ...round, left, turns: new Map(left.map((each) => [each, round.turns.get(each) ?? now])), pressing: pressingIn(limits, everyMs) };
    rounds.set(connection, begun);
    passedOn.set(connection, new Map([...passedOn.get(connection) ?? []].filter(([each]) => begun.turns.has(each))));
    return begun;
  }

  /** As many as there is time and room for. */
  async function goOn(connection: ConnectionId, begun: Round, everyMs: number): Promise<void> {
    // As they are by now: another process may have changed them.
    const source = (await connections.systems(connection)).chat.conversations;
    if (source?.news !== 'asked') return;
    for (let round = begun; clock.now() < round.nextAt;) {
      const [protocol, ...left] = round.left;
      if (protocol === undefined) return;
      const urgency = round.pressing > 0 && clock.now() >= addMs(round.turns.get(protocol) ?? clock.now(), MOST_PAUSES * everyMs) ? 'live' : 'bulk';
      const failure = await ask(connection, protocol, source, urgency).then(() => undefined, (thrown: unknown) => ({ thrown, code: isIntegrationError(thrown) ? thrown.code : 'defect.unexpected' }));
      const isHeldBack = failure?.code === 'port.throttled';
      if (failure !== undefined && !isHeldBack) telemetry.log('warn', 'conversations.not-read', { connection, code: failure.code });
      round = isHeldBack ? { ...round, goOnAt: addMs(clock.now(), pauseOf(failure.thrown)) }
        : { ...round, left, after: protocol, turns: new Map(round.turns).set(protocol, clock.now()), pressing: round.pressing - (urgency === 'live' ? 1 : 0) };
      rounds.set(connection, round);
      // Of one that cannot be read the others are no worse off, and of an account in trouble all are.
      if (failure !== undefined && OF_THE_ACCOUNT.has(failure.code)) return;
    }
  }

  /** All that are attended, those behind this one first. */
  async function allBehind(connection: ConnectionId, after: Protocol | undefined): Promise<readonly Protocol[]> {
    const all: Protocol[] = [];
    for (let last: Protocol | undefined; ;) {
      const page = await deskLists.attended(connection, { limit: AT_ONCE, ...(last === undefined ? {} : { after: last }) });
      all.push(...page);
      last = page.at(-1);
      if (page.length < AT_ONCE) break;
    }
    const next = after === undefined ? 0 : all.findIndex((protocol) => protocol > after);
    return next <= 0 ? all : [...all.slice(next), ...all.slice(0, next)];
  }

  async function look(): Promise<void> {
    const asked = (await connections.connected()).flatMap(({ id, systems: { chat: { conversations: source } } }) => (source?.news === 'asked' ? [{ id, everyMs: source.askEveryMs ?? ASK_EVERY_MS }] : []));
    await Promise.all(asked.map(async ({ id, everyMs }) => {
      await lookAt(id, everyMs).catch((failure: unknown) => {
        const code = isIntegrationError(failure) ? failure.code : 'defect.unexpected';
        telemetry.log('warn', 'conversations.not-read', { connection: id, code });
      });
    }));
  }

  // A store out of reach says so itself.
  return createRegularLook({ clock, everyMs: LOOK_EVERY_MS, first: 'later', look, failed: () => undefined });
}

/** What was written, or how far it has come; of a text that was taken out since nothing is news. */
const isNews = (known: ChatMessage | undefined, told: ChatMessage): boolean => known === undefined || mergeMessage(known, told).state !== known.state;

/** What speaks of the account, and not of one conversation. */
const OF_THE_ACCOUNT: ReadonlySet<string> = new Set(['port.throttled', 'port.unreachable', 'port.timed-out', 'port.unauthorized']);

/** One at least, however little the account is taken to bear. */
const pressingIn = (limits: Chat['limits'], everyMs: number): number =>
  Math.max(1, Math.floor(((limits?.perSecond ?? 0) * everyMs * PRESSING_SHARE) / 1_000));

const pauseOf = (failure: unknown): number => (isPortFailure(failure) && typeof failure.retry === 'object' ? failure.retry.afterMs : LOOK_EVERY_MS);
