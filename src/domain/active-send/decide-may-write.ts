import type { AgentId, CrmUserId } from '../agent/agent.ts';
import type { GroupId } from '../attendance/sighting.ts';
import { addMs, type Instant } from '../kernel/instant.ts';
import type { Result } from '../kernel/result.ts';
import type { Phone, PhoneProblem } from '../phone/phone-number.ts';
import { channelForm } from './channel-form.ts';

/** An agent who would write. */
export interface WritingAgent {
  readonly id: AgentId;
  readonly groups: readonly GroupId[];
  /** The agent's user in the CRM. */
  readonly user?: CrmUserId;
}

/** What ties a client to agents (SND-01). */
export interface ClientTies {
  readonly attendedBy: readonly AgentId[];
  readonly attendedIn: readonly GroupId[];
  /** Groups that the client has written to, attended or not. */
  readonly wroteTo: readonly GroupId[];
  readonly ownerId?: CrmUserId;
  readonly companyOwnerId?: CrmUserId;
}

/** Which of SND-01's ways lets an agent write to a client. */
export type WritingTie = 'attended-by-agent' | 'attended-in-group' | 'wrote-to-group' | 'owned' | 'company-owned';

/** The way in which a client is this agent's to write to (SND-01); absent where it is not. It also tells who is offered. */
export function tieOf(agent: WritingAgent, ties: ClientTies): WritingTie | undefined {
  const isOurs = (group: GroupId): boolean => agent.groups.includes(group);
  if (ties.attendedBy.includes(agent.id)) return 'attended-by-agent';
  if (ties.attendedIn.some(isOurs)) return 'attended-in-group';
  if (ties.wroteTo.some(isOurs)) return 'wrote-to-group';
  if (agent.user === undefined) return undefined;
  if (ties.ownerId === agent.user) return 'owned';
  return ties.companyOwnerId === agent.user ? 'company-owned' : undefined;
}

/** Who writes: an agent, whose clients and groups count, or an automation, which its owner set up for everybody. */
export type Writer = { readonly by: 'hand'; readonly agent: WritingAgent; readonly ties: ClientTies } | { readonly by: 'automation' };

/** When this number was last written to, and how often it may be. */
export interface PairFacts {
  readonly lastSentAt?: Instant;
  /** Meta lets one message of a business through to one person in about so many milliseconds; 0 lifts it. */
  readonly pairRateMs: number;
  readonly requestedAt: Instant;
}

/** What it depends on whether somebody may be written to now. */
export interface MayWriteFacts extends PairFacts {
  readonly writer: Writer;
  readonly groupId: GroupId;
  readonly channel: 'whatsapp' | 'voice';
  /** The client's number as it was read. */
  readonly phone: Result<Phone, PhoneProblem>;
  /** The client's numbers or user names as the channel wrote them, newest first (PHN-04). */
  readonly seenForms: readonly string[];
  readonly optedOutAt?: Instant;
}

/** Whether a client may be written to, and if not, the first rule that says no. */
export type MayWrite =
  /** `phone`: digits in the form that the channel uses. */
  | { readonly outcome: 'may-write'; readonly phone: string; readonly e164: Phone['e164']; readonly tie?: WritingTie }
  | { readonly outcome: 'may-not'; readonly because: 'phone-missing' | 'opted-out' | 'not-the-agents-client' | 'not-the-agents-group' }
  | { readonly outcome: 'may-not'; readonly because: 'phone-invalid'; readonly problem: Exclude<PhoneProblem, 'empty'> }
  | { readonly outcome: 'may-not'; readonly because: 'too-soon'; readonly freeAt: Instant };

/** The reasons for which nobody may be written to, each with a text of its own. */
export type WriteRefusal = Extract<MayWrite, { readonly outcome: 'may-not' }>['because'];

/** Meta's pair rate, as published: one message to one person in about six seconds. */
export const PAIR_RATE_MS = 6_000;

/** Decides whether a client may be written to now (SND-01): whose client it is, its number, its wish, Meta's pair rate. */
export function decideMayWrite(facts: MayWriteFacts): MayWrite {
  const { writer, groupId, channel, phone, seenForms, optedOutAt } = facts;
  const tie = writer.by === 'hand' ? tieOf(writer.agent, writer.ties) : undefined;
  if (writer.by === 'hand' && tie === undefined) return { outcome: 'may-not', because: 'not-the-agents-client' };
  if (writer.by === 'hand' && !writer.agent.groups.includes(groupId)) return { outcome: 'may-not', because: 'not-the-agents-group' };
  if (!phone.ok) return badPhone(phone.reason);
  if (optedOutAt !== undefined) return { outcome: 'may-not', because: 'opted-out' };
  const freeAt = pairIsFreeAt(channel, facts);
  if (freeAt !== undefined) return { outcome: 'may-not', because: 'too-soon', freeAt };
  return {
    outcome: 'may-write', phone: channelForm(phone.value, channel, seenForms), e164: phone.value.e164, ...(tie === undefined ? {} : { tie }),
  };
}

const badPhone = (problem: PhoneProblem): MayWrite =>
  problem === 'empty' ? { outcome: 'may-not', because: 'phone-missing' } : { outcome: 'may-not', because: 'phone-invalid', problem };

/** When Meta's pair rate lets somebody be written to again; absent where it does now. Calls are not messages. */
export function pairIsFreeAt(channel: MayWriteFacts['channel'], { lastSentAt, pairRateMs, requestedAt }: PairFacts): Instant | undefined {
  if (channel === 'voice' || lastSentAt === undefined || pairRateMs <= 0) return undefined;
  // A last send that lies in the future was made by a clock that is ahead.
  const freeAt = addMs(lastSentAt < requestedAt ? lastSentAt : requestedAt, pairRateMs);
  return freeAt > requestedAt ? freeAt : undefined;
}

/** Whether a send that was allowed leaves, now that its turn has come: it may have waited, and the client may have taken its consent back. */
export type Departure =
  | { readonly outcome: 'leaves' }
  | { readonly outcome: 'refused'; readonly because: 'opted-out' }
  /** Meta would hold it back before then. */
  | { readonly outcome: 'waits'; readonly until: Instant };

/** Judges a send again right before it leaves (SND-01). `lastSentAt`: when the one before it left, whenever it was asked for. */
export function decideDeparture({ channel, optedOutAt, ...facts }: PairFacts & Pick<MayWriteFacts, 'channel' | 'optedOutAt'>): Departure {
  if (optedOutAt !== undefined) return { outcome: 'refused', because: 'opted-out' };
  const until = pairIsFreeAt(channel, facts);
  return until === undefined ? { outcome: 'leaves' } : { outcome: 'waits', until };
}
