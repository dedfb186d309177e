import assert from 'node:assert/strict';
import { aDelivery } from './builders.ts';
import { createGate } from './gate.ts';
import { acceptAndSettle, DONE, recording, workAll } from './inside-subject.ts';
import type { WorkQueueSubject } from './inside-subject.ts';
import type { Clauses } from './kit.ts';

const bulk = (id: string, lane: string) => aDelivery(id, { lane, urgency: 'bulk' });
const live = (id: string, lane: string) => aDelivery(id, { lane });

interface Working {
  /** How many there will be. */
  readonly count: number;
  /** What comes in the middle of the delivery that it is named for. */
  readonly meanwhile: Readonly<Record<string, () => Promise<unknown>>>;
}

/** Works with one hand; gives all in the order in which they were worked. */
async function workedWith({ queue }: WorkQueueSubject, { count, meanwhile }: Working): Promise<readonly string[]> {
  const { handler, ids } = recording();
  const gate = createGate();
  gate.open();
  await queue.run(async (delivery) => {
    await meanwhile[delivery.id]?.();
    await handler(delivery);
    return await gate.handler(delivery);
  }, { inFlight: 1 });
  await gate.entered(count);
  await queue.stop();
  return ids();
}

/** Live before bulk. */
export const urgencyClauses: Clauses<WorkQueueSubject> = {
  'works live lanes first, however long bulk ones have waited, and these in the end': async (subject) => {
    await subject.inbox.accept([live('first', 'first')]);
    const worked = await workedWith(subject, {
      count: 6,
      meanwhile: {
        async first() {
          await subject.inbox.accept(['b1', 'b2', 'b3'].map((id) => bulk(id, id)));
          await subject.inbox.accept(['l1', 'l2'].map((id) => live(id, id)));
        },
      },
    });
    assert.deepEqual([worked[0], worked.slice(1, 3).toSorted(), worked.slice(3).toSorted()], ['first', ['l1', 'l2'], ['b1', 'b2', 'b3']]);
  },
  'works a bulk lane as live, in its order, once something live came into it': async (subject) => {
    await subject.inbox.accept([live('first', 'first')]);
    const worked = await workedWith(subject, {
      count: 5,
      meanwhile: {
        async first() {
          await subject.inbox.accept([bulk('b1', 'b')]);
          await subject.inbox.accept([bulk('c1', 'c'), bulk('c2', 'c')]);
          await subject.inbox.accept([live('c3', 'c')]);
        },
      },
    });
    assert.deepEqual(worked, ['first', 'c1', 'c2', 'c3', 'b1']);
  },
  'works a lane as bulk again once what was live in it has ended': async (subject) => {
    await acceptAndSettle(subject, live('a1', 'a'), DONE);
    await subject.inbox.accept([bulk('a2', 'a')]);
    await subject.inbox.accept([live('l1', 'l')]);
    const { handler, ids } = recording();
    await workAll(subject, handler, 1);
    assert.deepEqual(ids(), ['l1', 'a2']);
  },
  'works live lanes before the rest of one that is longer than anyone works at a stretch, once that rest is bulk': async (subject) => {
    await subject.inbox.accept([live('b0', 'b'), ...Array.from({ length: 119 }, (_, place) => bulk(`b${place + 1}`, 'b'))]);
    const worked = await workedWith(subject, {
      count: 122,
      meanwhile: {
        b0: async () => await subject.inbox.accept([live('a1', 'a')]),
        a1: async () => await subject.inbox.accept([live('l1', 'l')]),
      },
    });
    assert.equal(worked[worked.indexOf('a1') + 1], 'l1');
  },
  'hands over that a delivery is bulk': async (subject) => {
    const { handler, seen } = recording();
    await subject.inbox.accept([bulk('b1', 'b'), live('l1', 'l')]);
    await workAll(subject, handler);
    assert.deepEqual(Object.fromEntries(seen.map(({ id, urgency }) => [id, urgency])), { b1: 'bulk', l1: undefined });
  },
};
