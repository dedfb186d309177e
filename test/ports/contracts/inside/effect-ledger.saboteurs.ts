import { after, BEGINNING, HERE } from '../../../../src/ports/contracts/builders.ts';
import type { InsideSubject } from '../../../../src/ports/contracts/index.ts';
import type { Effect, EffectLedger } from '../../../../src/ports/index.ts';
import { createTraffic, type Saboteur } from './saboteur.ts';

const ledgerWith = (change: (ledger: EffectLedger) => Partial<EffectLedger>): Saboteur =>
  ({ ledger }: InsideSubject) => ({ ledger: { ...ledger, ...change(ledger) } });

const finding = (change: (effect: Effect) => Effect | undefined): Saboteur =>
  ledgerWith((ledger) => ({
    find: async (...asked) => ((effect) => effect && change(effect))(await ledger.find(...asked)),
  }));

export const effectLedgerSaboteurs: Readonly<Record<string, Saboteur>> = {
  'keeps the first plan under a key and gives it back ever after': ledgerWith(() => ({ plan: async (_connection, _key, plan) => plan })),
  'tells plans of two connections apart': ledgerWith((ledger) => ({ plan: (_connection, key, plan) => ledger.plan(HERE, key, plan) })),
  'finds nothing under a key that was never intended': ledgerWith((ledger) => {
    let used = false;
    return {
      intend: (...asked) => ((used = true), ledger.intend(...asked)),
      find: async (...asked) => (used ? ledger.find(...asked) : { state: 'intended', intendedAt: BEGINNING, misses: [] }),
    };
  }),
  'finds an intent with its time': finding((effect) => (effect.state === 'intended' ? { ...effect, intendedAt: after(1) } : effect)),
  'tells a fresh intent from one that stood there': ledgerWith((ledger) => {
    const traffic = createTraffic();
    return {
      async intend(...asked) {
        const alone = !traffic.isBusy();
        const answer = await traffic.pass(() => ledger.intend(...asked));
        return alone ? { ...answer, fresh: true } : answer;
      },
    };
  }),
  'keeps the time of the first intent': ledgerWith((ledger) => ({
    async intend(connection, key, at) {
      const { fresh, effect } = await ledger.intend(connection, key, at);
      return { fresh, effect: { ...effect, intendedAt: at } };
    },
  })),
  'lets one of two intents at once be fresh': ledgerWith((ledger) => {
    const traffic = createTraffic();
    return {
      async intend(...asked) {
        const beside = traffic.isBusy();
        const answer = await traffic.pass(() => ledger.intend(...asked));
        return beside ? { ...answer, fresh: true } : answer;
      },
    };
  }),
  'keeps the result of an effect': finding((effect) => (effect.state === 'done' ? { ...effect, result: undefined } : effect)),
  'gives the result to a later intent': ledgerWith((ledger) => ({
    async intend(...asked) {
      const { fresh, effect } = await ledger.intend(...asked);
      return { fresh, effect: effect.state === 'done' ? { ...effect, result: undefined } : effect };
    },
  })),
  'takes the same result twice': ledgerWith((ledger) => {
    let first: string | undefined;
    return {
      async settle(connection, key, result) {
        first ??= JSON.stringify(result);
        if (JSON.stringify(result) !== first) throw new Error('another text');
        await ledger.settle(connection, key, result);
      },
    };
  }),
  'refuses another result': ledgerWith((ledger) => ({ settle: (...asked) => ledger.settle(...asked).catch(() => undefined) })),
  'withdraws an intent, so that the next one is fresh': ledgerWith((ledger) => ({
    async withdraw(connection, key) {
      await ledger.withdraw(connection, key);
      await ledger.intend(connection, key, BEGINNING);
    },
  })),
  'forgets the plan of a withdrawn intent': ledgerWith((ledger) => {
    const before = new Map<string, unknown>();
    let withdrawn = false;
    return {
      withdraw: (...asked) => ((withdrawn = true), ledger.withdraw(...asked)),
      async plan(connection, key, plan) {
        const kept = await ledger.plan(connection, key, plan);
        if (!withdrawn) before.set(`${connection}/${key}`, kept);
        return before.get(`${connection}/${key}`) ?? kept;
      },
    };
  }),
  'never withdraws what was settled': ledgerWith((ledger) => {
    let withdrawn = false;
    return {
      withdraw: (...asked) => ((withdrawn = true), ledger.withdraw(...asked)),
      find: async (...asked) => (withdrawn ? undefined : ledger.find(...asked)),
    };
  }),
  'notes misses with their times, in order': finding((effect) => (effect.state === 'intended' ? { ...effect, misses: effect.misses.toReversed() } : effect)),
  'tells effects of two connections apart': ledgerWith((ledger) => ({ find: (_connection, key) => ledger.find(HERE, key) })),
};
