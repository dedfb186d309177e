import { setImmediate as nextTurn } from 'node:timers/promises';
import { addMs, type Instant } from '../../../../src/domain/kernel/instant.ts';
import type { DeliveryEnd, DeliveryRecord, LaneKey, NewDelivery, Settlement, Store, Timer } from '../../../../src/ports/index.ts';
import { accepting, createTraffic, FOR_EVER, handledBy, tamper, type Saboteur } from './saboteur.ts';

const DONE: Settlement = { end: { type: 'done' } };

const ending = (change: (end: DeliveryEnd) => DeliveryEnd): Saboteur => (subject) =>
  tamper(subject, { settlement: (settlement) => ({ ...settlement, end: change(settlement.end) }) });

const timing = (change: (timer: Timer, connection: NewDelivery['connection']) => Timer): Saboteur => (subject) =>
  tamper(subject, {
    settlement: ({ timers = [], ...settlement }, { connection }) => ({ ...settlement, timers: timers.map((timer) => change(timer, connection)) }),
  });

const finding = (change: (record: DeliveryRecord) => DeliveryRecord): Saboteur => ({ history }) => ({
  history: { ...history, find: async (...asked) => ((record) => record && change(record))(await history.find(...asked)) },
});

const queueWith = ({ queue }: Pick<Store, 'queue'>, change: Partial<Store['queue']>): Pick<Store, 'queue'> => ({ queue: { ...queue, ...change } });

const swapped = <Element>(list: readonly Element[], place: number): readonly Element[] => {
  const pair = list.slice(place, place + 2).toReversed();
  return [...list.slice(0, place), ...pair, ...list.slice(place + 2)];
};

const earlier = (at: Instant): Instant => addMs(at, -1);

const order: Readonly<Record<string, Saboteur>> = {
  'works the deliveries of a lane in order of acceptance': (subject) =>
    accepting(subject, (all) => (all.length === 3 && new Set(all.map(({ lane }) => lane)).size === 1 ? all.toReversed() : all)),
  'keeps the order of a lane that is longer than anyone works at a stretch': (subject) => accepting(subject, (all) => swapped(all, 60)),
  'works one delivery of a lane at a time': (subject) => {
    const traffic = createTraffic();
    const aside = (delivery: NewDelivery): NewDelivery => ({ ...delivery, lane: `${delivery.lane}, aside` as LaneKey });
    return {
      ...handledBy(subject, (handler) => (delivery) => traffic.pass(() => handler(delivery))),
      ...accepting(subject, (all) => (traffic.isBusy() ? all.map(aside) : all)),
    };
  },
  'works lanes side by side': ({ queue }) =>
    queueWith({ queue }, { run: (handler, hands) => queue.run(handler, hands.inFlightPerConnection === 2 ? { inFlight: 1 } : hands) }),
  'works no more lanes of one connection at once than it may': ({ queue }) =>
    queueWith({ queue }, { run: (handler, { inFlight }) => queue.run(handler, { inFlight: inFlight === 2 ? 4 : inFlight }) }),
  'leaves half of its hands to other connections where nothing else is said': ({ queue }) =>
    queueWith({ queue }, { run: (handler, hands) => queue.run(handler, { inFlightPerConnection: hands.inFlight, ...hands }) }),
  'works no more lanes at once than it may': ({ queue }) =>
    queueWith({ queue }, {
      run: (handler, { inFlight, inFlightPerConnection = Math.max(1, Math.floor(inFlight / 2)) }) =>
        queue.run(handler, { inFlight: 10, inFlightPerConnection }),
    }),
  'works what is accepted while it runs': ({ inbox, queue }) => {
    let began: 'empty' | 'with work' | undefined;
    return {
      ...queueWith({ queue }, { run: (handler, options) => ((began ??= 'empty'), queue.run(handler, options)) }),
      inbox: {
        async accept(all) {
          if (began === 'empty') return [];
          began = 'with work';
          return inbox.accept(all);
        },
      },
    };
  },
  'hands over a delivery as it was accepted': (subject) => tamper(subject, { claimed: (delivery) => ({ ...delivery, body: '' }) }),
  'hands over the moment whose settings decide': (subject) => tamper(subject, { claimed: ({ settingsAt: _at, ...delivery }) => delivery }),
  'tells whoever works what was just accepted that nobody else does or did': (subject) =>
    tamper(subject, { claimed: (delivery) => ({ ...delivery, hold: { isSure: () => delivery.seq < 2, begunBefore: 'no' } }) }),
  'numbers the deliveries of a lane from 1': (subject) => tamper(subject, { claimed: (delivery) => ({ ...delivery, seq: delivery.seq - 1 }) }),
  'tells how far the numbers of a lane went when a delivery was handed out, and no further': (subject) =>
    tamper(subject, { claimed: (delivery) => ({ ...delivery, laneUpTo: delivery.laneUpTo + 1 }) }),
  'leaves unusable deliveries alone, and their lane free': (subject) =>
    accepting(subject, (all) => all.map(({ unusable: _unusable, ...delivery }) => delivery)),
};

const ends: Readonly<Record<string, Saboteur>> = {
  'ends a delivery as done': (subject) => {
    let stopping = false;
    const { queue } = tamper(subject, { settlement: (one) => (one.end.type === 'done' && !stopping ? { ...one, end: { type: 'awaiting' } } : one) });
    return queueWith({ queue }, { stop: () => ((stopping = true), queue.stop().finally(() => (stopping = false))) });
  },
  'ends a delivery as awaiting': ending((end) => (end.type === 'awaiting' ? { type: 'done' } : end)),
  'sets a delivery aside with its reason': ending((end) => (end.type === 'set-aside' ? { ...end, reason: 'unknown' } : end)),
  'goes on with a lane after a delivery was set aside': (subject) => {
    const stuck = new Set<string>();
    return handledBy(subject, (handler) => async (delivery) => {
      if (stuck.has(delivery.lane)) return FOR_EVER;
      const settlement = await handler(delivery);
      if (settlement.end.type === 'set-aside') stuck.add(delivery.lane);
      return settlement;
    });
  },
  'sets a delivery aside as a defect when its handler throws': (subject) =>
    handledBy(subject, (handler) => async (delivery) => {
      try {
        return await handler(delivery);
      } catch {
        return DONE;
      }
    }),
  'goes on with a lane after a handler threw at once': (subject) => {
    const stuck = new Set<string>();
    return handledBy(subject, (handler) => (delivery) => {
      if (stuck.has(delivery.lane)) return Promise.resolve(FOR_EVER);
      try {
        return handler(delivery);
      } catch (error) {
        stuck.add(delivery.lane);
        throw error;
      }
    });
  },
  'keeps what was decided, and the calls that were made': finding(({ decision: _decision, ...record }) => record),
  'keeps the calls of every try': finding((record) => ({ ...record, calls: record.calls.slice(-1) })),
  'keeps what was learned in every try, beside what was known at the door': (subject) =>
    tamper(subject, { settlement: ({ subjects = [], ...settlement }) => ({ ...settlement, ...(settlement.end.type === 'done' && { subjects }) }) }),
  'forwards deliveries in the end of another': (subject) => tamper(subject, { settlement: ({ forward: _forward, ...settlement }) => settlement }),
};

const pauses: Readonly<Record<string, Saboteur>> = {
  'waits with a delivery until its time, and not longer': ending((end) => (end.type === 'later' ? { ...end, at: earlier(end.at) } : end)),
  'keeps the order of a lane behind a delivery that waits': (subject) => {
    const lanes: string[] = [];
    const overtaken = (delivery: NewDelivery, at: Instant): Settlement => ({
      ...DONE, timers: [{ key: delivery.id, dueAt: at, delivery: { ...delivery, id: `${delivery.id}, again` as NewDelivery['id'] } }],
    });
    return {
      ...accepting(subject, (all) => (lanes.push(...all.map(({ lane }) => lane)), all)),
      ...tamper(subject, {
        settlement: (one, { seq: _seq, attempts: _attempts, firstTriedAt: _at, laneUpTo: _laneUpTo, hold: _hold, ...delivery }) =>
          one.end.type === 'later' && lanes.filter((lane) => lane === delivery.lane).length > 1 ? overtaken(delivery, one.end.at) : one,
      }),
    };
  },
  'goes on with other lanes while one waits': (subject) => {
    let waiting: string | undefined;
    return handledBy(subject, (handler) => async (delivery) => {
      if (waiting !== undefined && waiting !== delivery.lane) return FOR_EVER;
      const settlement = await handler(delivery);
      if (settlement.end.type === 'later') waiting = delivery.lane;
      return settlement;
    });
  },
  'counts an attempt that was spent': (subject) =>
    tamper(subject, { claimed: (delivery) => ({ ...delivery, attempts: Math.min(delivery.attempts, 1) }) }),
  'counts no attempt for a wait that was free': ending((end) => (end.type === 'later' ? { ...end, attempt: 'spent' } : end)),
  'remembers when a delivery was first tried': (subject) =>
    tamper(subject, { claimed: (delivery) => ({ ...delivery, firstTriedAt: subject.clock.now() }) }),
  'works a delivery again when its session was changed meanwhile, as an attempt': (subject) => {
    const paused = new Set<string>();
    return tamper(subject, {
      claimed: (delivery) => (paused.has(delivery.id) ? delivery : { ...delivery, attempts: 0 }),
      settlement: (one, { id }) => (one.end.type === 'later' && paused.add(id), one),
    });
  },
  'keeps nothing of a settlement whose session was changed meanwhile': (subject) =>
    tamper(subject, {
      async settlement({ forward = [], ...settlement }) {
        await subject.inbox.accept(forward);
        return settlement;
      },
    }),
};

const timers: Readonly<Record<string, Saboteur>> = {
  'accepts what a timer was set for at its time, and not before': timing((timer) => ({ ...timer, dueAt: earlier(timer.dueAt) })),
  'accepts what a timer was set for once': (subject) => {
    const set = new Map<string, NewDelivery>();
    const rung: NewDelivery[] = [];
    const { queue } = tamper(subject, {
      claimed: (delivery) => (rung.push(...[set.get(delivery.id)].filter((timed) => timed !== undefined)), delivery),
      settlement: (one) => (one.timers?.forEach(({ delivery }) => set.set(delivery.id, delivery)), one),
    });
    const again = (delivery: NewDelivery): NewDelivery => ({ ...delivery, id: `${delivery.id}, again` as NewDelivery['id'] });
    return queueWith({ queue }, {
      async run(...asked) {
        await subject.inbox.accept(rung.splice(0).map(again));
        await queue.run(...asked);
      },
    });
  },
  'replaces a timer by a later one under its key': (subject) => {
    let count = 0;
    return timing((timer) => ((count += 1) > 1 ? { ...timer, key: `${timer.key}, another` } : timer))(subject);
  },
  'cancels a timer': (subject) => tamper(subject, { settlement: ({ cancelTimers: _cancelled, ...settlement }) => settlement }),
  'tells timers of two connections apart': timing((timer, connection) => ({ ...timer, delivery: { ...timer.delivery, connection } })),
};

const waiting: Readonly<Record<string, Saboteur>> = {
  'tells who waits for a delivery when it has reached its end, a pause being none': (subject) => {
    const settled: (() => void)[] = [];
    const { queue } = tamper(subject, { settlement: (one) => (settled.forEach((tell) => tell()), one) });
    return queueWith({ queue }, {
      ended: (...asked) => Promise.race([queue.ended(...asked), new Promise<void>((resolve) => settled.push(resolve))]),
    });
  },
  'tells at once that a delivery has ended long ago': ({ queue, history }) =>
    queueWith({ queue }, {
      async ended(connection, id) {
        if ((await history.find('every-connection', id))?.endedAt !== undefined) throw new Error('too late');
        await queue.ended(connection, id);
      },
    }),
  'tells nobody of a delivery that it does not have': ({ queue }) =>
    queueWith({ queue }, { ended: (...asked) => queue.ended(...asked).catch(() => undefined) }),
  'is idle only when everything that is due was worked': (subject) => {
    const traffic = createTraffic();
    const { queue } = handledBy(subject, (handler) => (delivery) => traffic.pass(async () => handler(delivery)));
    return queueWith({ queue }, {
      async idle() {
        await nextTurn();
        if (!traffic.isBusy()) await queue.idle();
      },
    });
  },
  'waits in stopping for what is being worked': ({ queue }) => queueWith({ queue }, { stop: async () => void queue.stop().catch(() => undefined) }),
  'takes no delivery once it is told to stop': ({ queue }) =>
    queueWith({ queue }, {
      async stop() {
        await queue.idle();
        await queue.stop();
      },
    }),
  'may be stopped twice': ({ queue }) => {
    let running = false;
    return queueWith({ queue }, {
      run: (...asked) => ((running = true), queue.run(...asked)),
      async stop() {
        if (!running) throw new Error('stopped already');
        running = false;
        await queue.stop();
      },
    });
  },
  'counts what is pending, and its lanes': ({ queue }) =>
    queueWith({ queue }, { stats: async () => ((stats) => ({ ...stats, lanes: stats.pending }))(await queue.stats()) }),
};

const asLive = ({ urgency: _urgency, ...delivery }: NewDelivery): NewDelivery => delivery;

/** Changes a delivery into a lane that had one of this urgency before. */
const changingAfter = (before: NewDelivery['urgency'], change: (delivery: NewDelivery) => NewDelivery): Saboteur => (subject) => {
  const lanes = new Set<string>();
  return accepting(subject, (all) => {
    const changed = all.map((delivery) => (delivery.urgency !== before && lanes.has(delivery.lane) ? change(delivery) : delivery));
    for (const { lane, urgency } of all) if (urgency === before) lanes.add(lane);
    return changed;
  });
};

const urgencies: Readonly<Record<string, Saboteur>> = {
  'works live lanes first, however long bulk ones have waited, and these in the end': (subject) =>
    accepting(subject, (all) => (new Set(all.map(({ lane }) => lane)).size === 3 ? all.map(asLive) : all)),
  'works a bulk lane as live, in its order, once something live came into it': changingAfter('bulk', (delivery) => ({ ...delivery, urgency: 'bulk' })),
  'works a lane as bulk again once what was live in it has ended': changingAfter(undefined, asLive),
  'works live lanes before the rest of one that is longer than anyone works at a stretch, once that rest is bulk': (subject) =>
    accepting(subject, (all) => (all.length > 100 ? all.map(asLive) : all)),
  'hands over that a delivery is bulk': (subject) => tamper(subject, { claimed: ({ urgency: _urgency, ...delivery }) => delivery }),
};

export const workQueueSaboteurs: Readonly<Record<string, Saboteur>> = { ...order, ...urgencies, ...ends, ...pauses, ...timers, ...waiting };
