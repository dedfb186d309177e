import type { Accepted, NewDelivery } from '../../../../src/ports/index.ts';
import { accepting, type Saboteur } from './saboteur.ts';

const withoutKey = ({ repeatKey: _key, ...delivery }: NewDelivery): NewDelivery => delivery;

export const inboxSaboteurs: Readonly<Record<string, Saboteur>> = {
  'keeps a delivery whole': ({ history }) => ({
    history: { ...history, find: async (...asked) => ((found) => found && { ...found, headers: {} })(await history.find(...asked)) },
  }),
  'keeps what a delivery is about, each subject once': ({ history }) => ({
    history: { ...history, find: async (...asked) => ((found) => found && { ...found, subjects: [] })(await history.find(...asked)) },
  }),
  'keeps what a delivery plays again, who asked for it, and whose settings decide': (subject) =>
    accepting(subject, (deliveries) => deliveries.map(({ settingsAt: _settingsAt, ...delivery }) => delivery)),
  'answers for each delivery, in the order given': ({ inbox }) => ({
    inbox: { accept: async (deliveries) => (await inbox.accept(deliveries)).toSorted((a, b) => (a.id < b.id ? -1 : 1)) },
  }),
  'answers a repeat with the earlier id and stores nothing': ({ inbox }) => ({
    inbox: {
      async accept(deliveries) {
        const answers = await inbox.accept(deliveries);
        const [only] = deliveries;
        return deliveries.length === 1 && only ? answers.map((answer) => ({ ...answer, id: only.id })) : answers;
      },
    },
  }),
  'recognises a repeat within one call': (subject) =>
    accepting(subject, (deliveries) => deliveries.map((delivery, place) => (place > 0 && delivery.repeatKey === 'event-7' ? withoutKey(delivery) : delivery))),
  'counts repeats on the earlier delivery': ({ history }) => ({
    history: { ...history, find: async (...asked) => ((found) => found && { ...found, repeats: 0 })(await history.find(...asked)) },
  }),
  'tells repeats of two connections apart': ({ inbox }) => {
    const homes = new Map<string, string>();
    return {
      inbox: {
        async accept(deliveries) {
          const stranger = deliveries.find(({ repeatKey = '', connection }) => (homes.get(repeatKey) ?? connection) !== connection);
          for (const { repeatKey, connection } of deliveries) if (repeatKey !== undefined) homes.set(repeatKey, connection);
          return stranger ? [{ id: stranger.id, repeated: true }] : inbox.accept(deliveries);
        },
      },
    };
  },
  'never merges deliveries without a repeat key': (subject) =>
    accepting(subject, (deliveries) =>
      deliveries.length === 2 && deliveries.every(({ repeatKey }) => repeatKey === undefined) ? deliveries.slice(0, 1) : deliveries,
    ),
  'refuses an id that is taken': ({ inbox }) => ({
    inbox: {
      accept: (deliveries) =>
        inbox.accept(deliveries).catch((error: unknown): Accepted[] => {
          if (deliveries.length > 1) throw error;
          return deliveries.map(({ id }) => ({ id, repeated: true }));
        }),
    },
  }),
  'keeps all deliveries of a call or none': ({ inbox }) => ({
    inbox: {
      async accept(deliveries) {
        const answers: Accepted[] = [];
        for (const delivery of deliveries) answers.push(...(await inbox.accept([delivery])));
        return answers;
      },
    },
  }),
  'keeps other calls when one fails beside them': ({ inbox }) => {
    let together: Promise<unknown>[] = [];
    return {
      inbox: {
        async accept(deliveries) {
          const call = inbox.accept(deliveries);
          together.push(call);
          await Promise.resolve();
          const all = together;
          setImmediate(() => (together = []));
          await Promise.all(all);
          return call;
        },
      },
    };
  },
  'keeps an unusable delivery as set aside with its reason': (subject) =>
    accepting(subject, (deliveries) => deliveries.map(({ unusable: _unusable, ...delivery }) => delivery)),
};
