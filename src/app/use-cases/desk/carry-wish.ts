import { hashToken } from '../../../adapters/system/index.ts';
import { InputRejected, type AgentId } from '../../../domain/index.ts';
import type { Acted, AgentPass, Clock, DeliveryRecord, DeskRefusal, History, IdSource, Inbox, LaneKey, Subject, WorkQueue } from '../../../ports/index.ts';
import { deliveryOf } from '../../deliveries.ts';
import { parseMessage, type Message } from '../../messages.ts';
import { patience } from '../../patience.ts';

/** What an agent wishes, and where it is carried out. */
export interface Wish {
  /** The same twice is one. */
  readonly key: string;
  readonly lane: LaneKey;
  readonly message: Message;
  readonly about?: readonly Subject[];
}

/** Makes a delivery of a wish, durable before anything else; waits for its end as long as anybody likes to wait, and gives it as it stands then. */
export type CarryWish = (pass: Pick<AgentPass, 'connection' | 'agent'>, wish: Wish) => Promise<DeliveryRecord>;

/** Whether a wish was accepted under this key before: then it has its answer, whatever has become of its session since. */
export type WasWished = (pass: Pick<AgentPass, 'connection' | 'agent'>, key: string) => Promise<boolean>;

export const createWasWished = ({ history }: Pick<CarryWishNeeds, 'history'>): WasWished => async ({ connection, agent }, key) =>
  (await history.list({ only: [connection] }, { connection, subjects: [wishSubject(agent, key)] }, { limit: 1 })).rows.length > 0;

export interface CarryWishNeeds {
  readonly inbox: Inbox;
  readonly queue: WorkQueue;
  readonly history: History;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly patienceMs: number;
}

export function createCarryWish({ inbox, queue, history, clock, ids, patienceMs }: CarryWishNeeds): CarryWish {
  return async ({ connection, agent }, { key, lane, message, about = [] }) => {
    const origin = { connection, source: 'library', receivedAt: clock.now(), askedBy: `agent:${agent}`, repeatKey: `desk/${agent}/${key}`, subjects: [...about, wishSubject(agent, key)] } as const;
    const delivery = deliveryOf(ids, origin, lane, message);
    const [accepted] = await inbox.accept([delivery]);
    const id = accepted?.id ?? delivery.id;
    await Promise.race([queue.ended(connection, id), patience(patienceMs)]);
    const record = await history.find({ only: [connection] }, id);
    if (record !== undefined && accepted?.repeated === true && isAnother(record, message)) {
      throw new InputRejected('input.idempotency-key-reused', 'This key named another wish of yours before. Send this one with a new key.', { field: 'Idempotency-Key' });
    }
    if (record === undefined) throw new Error(`The delivery ${id} was accepted and is gone.`);
    return record;
  };
}

const wishSubject = (agent: AgentId, key: string): Subject => parseSubject(`wish:${hashToken(`${agent}/${key}`).slice(0, 22)}`);
const parseSubject = (text: string): Subject => text as Subject;

/** Whether what was accepted under this key before was another wish; of one whose payload is gone nobody knows. */
function isAnother({ body, payloadGone }: DeliveryRecord, message: Message): boolean {
  const before = payloadGone === undefined ? parseMessage(body) : undefined;
  return before !== undefined && JSON.stringify(wishIn(before)) !== JSON.stringify(wishIn(message));
}

/** What was wished, apart from how things stood at that moment. */
function wishIn({ message }: Message): object {
  switch (message.type) {
    case 'agent-acts': return { act: message.act };
    case 'make-by-hand': return { make: message.make };
    case 'register-contact': return { register: message.request.name, email: message.request.email, cpf: message.request.cpf };
    default: return message;
  }
}

/** What a delivery of an agent's wish tells of it. */
export function actedOf({ id, state, reason, decision, payloadGone }: DeliveryRecord): Acted {
  // An erasure ends what waits, and takes with it how the rest ended.
  if (payloadGone === 'erased') return { outcome: 'refused', delivery: id, because: 'session-unknown' };
  const told = parseDecision(decision);
  if (told.result === 'refused') return { outcome: 'refused', delivery: id, because: told.because ?? 'refused', ...(told.detail === undefined ? {} : { detail: told.detail }) };
  if (state === 'set-aside') return { outcome: 'refused', delivery: id, because: 'set-aside', ...(reason === undefined ? {} : { detail: reason }) };
  if (state === 'done' || state === 'awaiting') return { outcome: 'done', delivery: id, ...(told.message === undefined ? {} : { messageId: told.message }) };
  return { outcome: 'later', delivery: id, ...(reason === undefined ? {} : { because: reason }) };
}

interface ToldDecision {
  readonly result?: string;
  readonly because?: DeskRefusal;
  readonly detail?: string;
  readonly message?: string;
}

/** Decisions are written by this hub alone. */
const parseDecision = (decision: unknown): ToldDecision => (typeof decision === 'object' && decision !== null ? decision : {});
