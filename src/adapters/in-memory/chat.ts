import { compareInstants, type Instant } from '../../domain/kernel/instant.ts';
import type { PartId, Sighting } from '../../domain/attendance/sighting.ts';
import type { ActiveSends } from '../../ports/active-sends.ts';
import type { AttendanceActions } from '../../ports/attendance-actions.ts';
import type { AttendanceRegistry } from '../../ports/attendance-registry.ts';
import type { Conversations } from '../../ports/conversations.ts';
import type { Chat } from '../../ports/crm.ts';
import type { DeliveryReader, WebhookMessage } from '../../ports/delivery-reader.ts';
import type { PortFailure } from '../../ports/failures.ts';
import type { LeadSends } from '../../ports/lead-sends.ts';
import { createInMemoryActions } from './chat-actions.ts';
import { createChatActs, type ChatActs, type NewAgent } from './chat-acts.ts';
import { createInMemoryClients, createInMemoryPortfolios } from './chat-clients.ts';
import { createInMemoryConversations } from './chat-conversations.ts';
import { createChatFaults, type Answering, type ChatMethod } from './chat-faults.ts';
import { deliveryOf, inMemoryReader } from './chat-reader.ts';
import { createTalkActs, type TalkActs } from './chat-talk-acts.ts';
import { createInMemoryLeadSends, type InMemoryLeadSends } from './chat-lead-sends.ts';
import { createInMemorySends, type SendActs } from './chat-sends.ts';
import { createChatWorld, sightingOf, type ChatWorld, type StoredPart } from './chat-world.ts';

/** What an in-memory chat begins with, and its clock. */
export interface InMemoryChatSeed {
  /** Names the account in failures. @defaultValue `memory:chat` */
  readonly account?: string;
  /** @defaultValue from 2026 on, each thing a second after the one before */
  readonly now?: () => Instant;
  /** Names of groups to begin with. */
  readonly groups?: readonly string[];
  readonly agents?: readonly NewAgent[];
}

/** A chat platform in memory: its ports, what its clients and agents do, its deliveries, and a way to make it fail. */
export interface InMemoryChat extends Chat, ChatActs, TalkActs, SendActs, InMemoryLeadSends {
  readonly leadSends: LeadSends;
  readonly conversations: Conversations;
  readonly actions: AttendanceActions;
  readonly sends: ActiveSends;
  readonly reader: DeliveryReader;
  /** The body of a delivery that tells this; `at` is its own time, and makes equal deliveries repeats. */
  deliveryOf(message: WebhookMessage, at?: Instant): string;
  /** The next call of this method fails. Several wait in line. */
  failNext(method: ChatMethod, failure: PortFailure): void;
  /** The next call of this method does its work, and its answer is lost: `port.timed-out`, which may have happened. */
  loseAnswerOf(method: ChatMethod): void;
  /** The next such question is answered from an empty list, as under load. */
  hideNext(method: 'actions.findSent' | 'actions.findComment' | 'sends.findSent'): void;
}

/**
 * The reference implementation of the chat's ports: everything in memory, always current, no faults but those ordered.
 *
 * @example
 * const chat = createInMemoryChat();
 * const vendas = chat.addGroup('Vendas');
 * const started = chat.startSession({ client: { name: 'Ana Souza', phone: '5511987654321' }, group: vendas });
 * chat.classify(started.part, { label: 'Venda fechada' });
 */
export function createInMemoryChat(seed: InMemoryChatSeed = {}): InMemoryChat {
  const world = createChatWorld(seed.now);
  const acts = createChatActs(world);
  const account = seed.account ?? 'memory:chat';
  const { answer, failNext, loseAnswerOf, hideNext, isHidden } = createChatFaults(account);
  const { sends, acts: sendActs } = createInMemorySends(world, { answer, isHidden, startSession: acts.startSession });
  for (const name of seed.groups ?? []) acts.addGroup(name);
  for (const agent of seed.agents ?? []) acts.addAgent(agent);

  return {
    account,
    ...acts,
    ...createTalkActs(world),
    ...sendActs,
    sends,
    ...createInMemoryLeadSends(answer),
    conversations: createInMemoryConversations(world, answer),
    actions: createInMemoryActions(world, { answer, acts, isHidden }),
    attendance: createInMemoryAttendance(world, answer),
    roster: { list: () => answer('roster.list', () => [...world.agents.values()]) },
    clients: createInMemoryClients(world, answer),
    portfolios: createInMemoryPortfolios(world, answer),
    tryCredential: () => answer('tryCredential', () => undefined),
    reader: inMemoryReader,
    deliveryOf,
    failNext,
    loseAnswerOf,
    hideNext,
  };
}

function createInMemoryAttendance(world: ChatWorld, answer: Answering): AttendanceRegistry {
  return {
    findPart: (part) => answer('attendance.findPart', () => sightingIn(world, part)),
    commentsOf: (parts) =>
      answer('attendance.commentsOf', () =>
        partsIn(world, parts)
          .flatMap(({ comments }) => comments)
          .toSorted((a, b) => compareTexts(a.at ?? '', b.at ?? '')),
      ),
    classificationOf: (parts) =>
      answer('attendance.classificationOf', () => {
        const all = partsIn(world, parts).flatMap(({ classification }) => classification ?? []);
        const latest = all.toSorted((a, b) => compareInstants(a.at, b.at)).at(-1);
        if (latest === undefined) return undefined;
        const { at: _, ...classification } = latest;
        return classification;
      }),
    groups: () => answer('attendance.groups', () => [...world.groups.values()]),
    latestBegin: () =>
      answer('attendance.latestBegin', () =>
        [...world.parts.values()].map((part) => sightingOf(world, part).partStartedAt).toSorted(compareInstants).at(-1)),
  };
}

function sightingIn(world: ChatWorld, id: PartId): Sighting | undefined {
  const part = world.parts.get(id);
  return part && sightingOf(world, part);
}

const partsIn = (world: ChatWorld, ids: readonly PartId[]): readonly StoredPart[] =>
  [...new Set(ids)].flatMap((id) => world.parts.get(id) ?? []);

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
