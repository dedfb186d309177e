import { addMs, type Instant } from '../../domain/index.ts';
import type { ClaimedDelivery, Clock, DeliveryId, DeliveryRecord, History, IdSource, Inbox, NewDelivery, ReplayRefusal, Settlement } from '../../ports/index.ts';
import type { Connections } from '../connections.ts';
import { followUps } from '../deliveries.ts';
import type { ReplayMany } from '../messages.ts';
import type { PlayAgain } from './play-again.ts';

export interface RunReplayNeeds {
  readonly history: History;
  readonly inbox: Inbox;
  readonly connections: Connections;
  readonly playAgain: PlayAgain;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/**
 * Goes through the deliveries that are to be played again, page by page, and passes on what it has no time for. Each page is durable
 * by itself: a run that is cut short is begun again where its message says, finds what it queued played again already, and goes on.
 */
export type RunReplay = (delivery: ClaimedDelivery, message: ReplayMany) => Promise<Settlement>;

/** So many are read, and accepted in one transaction. */
const PAGE = 500;
/** So much is done at a stretch: a hub that is told to stop waits for it. */
const STRETCH = { pages: 20, ms: 8_000 } as const;

/** How soon a run looks again whether its connection is on. */
const LOOK_AGAIN_MS = 5_000;

/** How far a run has come. */
interface Progress {
  readonly seen: number;
  /** Where the rest begins; absent when there is none. */
  readonly after?: string | undefined;
  readonly left: readonly Left[];
}

interface Left {
  readonly id: DeliveryId;
  readonly because: ReplayRefusal;
}

export function createRunReplay({ history, inbox, connections, playAgain, clock, ids }: RunReplayNeeds): RunReplay {
  /** Queues those of a page that may be played again; gives the others. */
  async function queue(records: readonly DeliveryRecord[], { askedBy = 'nobody' }: ClaimedDelivery, { settings }: ReplayMany): Promise<readonly Left[]> {
    const copies: NewDelivery[] = [];
    const left: Left[] = [];
    for (const record of records) {
      const because = playAgain.refusalOf(record);
      if (because === undefined) copies.push({ ...await playAgain.copyOf(record, { askedBy, settings }), urgency: 'bulk' });
      else left.push({ id: record.id, because });
    }
    if (copies.length > 0) await inbox.accept(copies);
    return left;
  }

  async function goOn(delivery: ClaimedDelivery, message: ReplayMany, until: Instant): Promise<Progress> {
    let progress: Progress = { seen: message.seen, after: message.after, left: [] };
    for (let pages = 0; pages < STRETCH.pages && (pages === 0 || clock.now() < until); pages += 1) {
      const { seen, after, left } = progress;
      const wish = { limit: Math.min(PAGE, message.of - seen), ...(after === undefined ? {} : { after }) };
      const { rows, next } = await history.records({ only: [delivery.connection] }, message.filter, wish);
      progress = { seen: seen + rows.length, after: next, left: [...left, ...await queue(rows, delivery, message)] };
      if (isOver(progress, message)) break;
    }
    return progress;
  }

  return async (delivery, message) => {
    const { connection } = delivery;
    if (await connections.isOff(connection)) {
      return { end: { type: 'later', at: addMs(clock.now(), LOOK_AGAIN_MS), reason: 'connection-inactive', attempt: 'free' } };
    }
    const progress = await goOn(delivery, message, addMs(clock.now(), STRETCH.ms));
    const { seen, after, left } = progress;
    const remaining = await history.count({ only: [connection] }, message.filter);
    if (isOver(progress, message)) return { end: { type: 'done' }, decision: { outcome: 'replays-queued', of: message.of, remaining, left } };
    return {
      end: { type: 'awaiting' },
      decision: { outcome: 'replays-going-on', of: message.of, remaining, left },
      forward: [followUps(ids, delivery).onward({ ...message, seen, ...(after === undefined ? {} : { after }) })],
    };
  };
}

/** No more are played again than were shown to whoever asked. */
const isOver = ({ seen, after }: Progress, { of }: ReplayMany): boolean => after === undefined || seen >= of;
