import { setImmediate as nextTurn } from 'node:timers/promises';
import type { InsideSubject } from '../../../../src/ports/contracts/index.ts';
import type { Store } from '../../../../src/ports/index.ts';
import { accepting, tamper, type Saboteur } from './saboteur.ts';

const reopened = (change: (store: Store) => Partial<Store>): Saboteur =>
  ({ reopen }) => ({ reopen: async () => ((store) => ({ ...store, ...change(store) }))(await reopen()) });

/** Answers as if nothing had happened once the store is closed. */
function afterClosing(subject: InsideSubject, change: (isClosed: () => boolean) => Partial<Store>): Partial<InsideSubject> {
  let closed = false;
  return {
    ...change(() => closed),
    close() {
      closed = true;
      return subject.close();
    },
  };
}

export const storeSaboteurs: Readonly<Record<string, Saboteur>> = {
  'finds its knowledge again when it is opened anew': reopened(({ identities }) => ({ identities: { ...identities, find: async () => undefined } })),
  'knows a repeat again when it is opened anew': reopened((store) =>
    accepting(store, (deliveries) => deliveries.map(({ repeatKey: _key, ...delivery }) => delivery)),
  ),
  'works what was pending, in its order, when it is opened anew': reopened((store) => tamper(store, { claimed: (delivery) => ({ ...delivery, seq: 1 }) })),
  'lets a lane wait on, with its attempts, when it is opened anew': reopened((store) =>
    tamper(store, { claimed: (delivery) => ({ ...delivery, attempts: 0 }) }),
  ),
  'keeps its timers when it is opened anew': (subject) => tamper(subject, { settlement: ({ timers: _timers, ...settlement }) => settlement }),
  'writes what it was asked for before it closes': ({ inbox }) => ({
    inbox: {
      async accept(deliveries) {
        await nextTurn();
        return inbox.accept(deliveries);
      },
    },
  }),
  'refuses to write once it is closed': (subject) =>
    afterClosing(subject, (isClosed) => ({
      inbox: { accept: async (deliveries) => (isClosed() ? [] : subject.inbox.accept(deliveries)) },
    })),
  'refuses to read once it is closed': (subject) =>
    afterClosing(subject, (isClosed) => ({
      history: { ...subject.history, list: async (...asked) => (isClosed() ? { rows: [] } : subject.history.list(...asked)) },
    })),
  'tells those who wait that it was closed': ({ queue }) => ({
    queue: { ...queue, ended: (...asked) => queue.ended(...asked).catch(() => undefined) },
  }),
  'may be closed twice': (subject) => {
    let closed = false;
    return {
      async close() {
        if (closed) throw new Error('closed already');
        closed = true;
        await subject.close();
      },
    };
  },
};
