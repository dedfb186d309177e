import { after, AGENT, COLLEAGUE, ELSEWHERE, HERE } from '../../../../src/ports/contracts/builders.ts';
import type { AgentPass, AgentPasses } from '../../../../src/ports/index.ts';
import { createTraffic, type Saboteur } from './saboteur.ts';

const passesWith = (change: (passes: AgentPasses) => Partial<AgentPasses>): Saboteur =>
  ({ agentPasses }) => ({ agentPasses: { ...agentPasses, ...change(agentPasses) } });

const ORIGIN = 'https://app.ploomes.com';
const PASS: AgentPass = { connection: HERE, agent: AGENT, origin: ORIGIN, expiresAt: after(600) };

export const agentPassesSaboteurs: Readonly<Record<string, Saboteur>> = {
  'exchanges a launch token for a bearer of the same agent': passesWith((passes) => ({
    redeem: async (token, ...rest) => ((pass) => (pass === 'refused' || token !== 'launch-1' ? pass : { ...pass, expiresAt: after(60) }))(await passes.redeem(token, ...rest)),
  })),
  'finds the pass of a bearer': passesWith((passes) => ({
    find: async (hash, now) => ((pass) => pass && { ...pass, agent: AGENT })(await passes.find(hash, now)),
  })),
  'takes no launch token for a bearer': passesWith((passes) => ({ find: async (hash, now) => (hash === 'launch-1' ? PASS : await passes.find(hash, now)) })),
  'refuses a launch token that it does not know': passesWith((passes) => ({
    redeem: async (token, ...rest) => (token === 'launch-unknown' ? PASS : await passes.redeem(token, ...rest)),
  })),
  'refuses a launch token that was used': passesWith((passes) => {
    const used = new Map<string, AgentPass>();
    return {
      async redeem(token, at, bearer) {
        const before = used.get(token);
        if (before !== undefined && at.origin === before.origin) return before;
        const pass = await passes.redeem(token, at, bearer);
        if (pass !== 'refused') used.set(token, pass);
        return pass;
      },
    };
  }),
  'lets the bearer stand when its launch token comes again': passesWith((passes) => {
    const used = new Set<string>();
    return {
      async redeem(token, ...rest) {
        const pass = await passes.redeem(token, ...rest);
        if (pass !== 'refused') used.add(token);
        else if (used.has(token) && rest[0].origin !== ORIGIN) await passes.withdraw(HERE, AGENT);
        return pass;
      },
    };
  }),
  'refuses a launch token that is over': passesWith((passes) => ({
    redeem: async (token, at, bearer) => await passes.redeem(token, { ...at, now: after(1) }, bearer),
  })),
  'refuses a launch token in a page of another origin': passesWith((passes) => ({
    redeem: async (token, at, bearer) => ((pass) => (at.origin === ORIGIN ? pass : PASS))(await passes.redeem(token, at, bearer)),
  })),
  'uses up a launch token that was shown in a page of another origin': passesWith((passes) => ({
    redeem: async (token, at, bearer) => (at.origin === ORIGIN ? await passes.redeem(token, at, bearer) : 'refused'),
  })),
  'gives one bearer to those who come at once with the same launch token': passesWith((passes) => {
    const traffic = createTraffic();
    return {
      async redeem(...asked) {
        if (traffic.isBusy()) return PASS;
        return await traffic.pass(async () => await passes.redeem(...asked));
      },
    };
  }),
  'finds no bearer that is over': passesWith((passes) => ({ find: async (hash) => await passes.find(hash, after(1)) })),
  'withdraws the bearers of one agent alone': passesWith((passes) => ({
    async withdraw(connection, agent) {
      await passes.withdraw(connection, agent);
      if (agent !== undefined) await passes.withdraw(connection, COLLEAGUE);
    },
  })),
  'withdraws launch tokens with the bearers': passesWith((passes) => {
    const launches = new Map<string, AgentPass>();
    return {
      keepLaunch: async (token, pass) => (launches.set(token, pass), await passes.keepLaunch(token, pass)),
      redeem: async (token, ...rest) => (launches.delete(token), await passes.redeem(token, ...rest)),
      async withdraw(connection, agent) {
        const spared = [...launches];
        await passes.withdraw(connection, agent);
        for (const [token, pass] of spared) launches.set(token, pass);
        for (const [token, pass] of spared) await passes.keepLaunch(token, pass);
      },
    };
  }),
  'withdraws all tokens of a connection alone': passesWith((passes) => ({
    async withdraw(connection, agent) {
      await passes.withdraw(connection, agent);
      if (agent === undefined) await passes.withdraw(ELSEWHERE);
    },
  })),
  'forgets what is over, and nothing else': passesWith(() => ({ trim: async () => undefined })),
};
