import { describe } from 'vitest';
import { portfoliosContract, type PortfoliosSubject } from '../../../../src/ports/contracts/index.ts';
import type { Association, Portfolios } from '../../../../src/ports/index.ts';
import { provesEveryClause, type Saboteur } from '../crm/sabotage.ts';
import { inMemoryPortfolios } from './in-memory-subjects.ts';

type Sabotage = Saboteur<PortfoliosSubject>;

const portfolios = (broken: (good: Portfolios, subject: PortfoliosSubject) => Partial<Portfolios>): Sabotage => (subject) => ({
  ...subject,
  portfolios: { ...subject.portfolios, ...broken(subject.portfolios, subject) },
});

/** Takes it for done where the port refuses. */
const forgiving = (whom: (association: Association, subject: PortfoliosSubject) => boolean): Sabotage => portfolios((good, subject) => ({
  add: async (association) => {
    if (!whom(association, subject)) await good.add(association);
  },
}));

/** Goes on showing agents whose account is gone. */
const remembering: Sabotage = (subject) => {
  const before = new Map<string, Awaited<ReturnType<Portfolios['ofClient']>>>();
  let isGone = false;
  return {
    ...subject,
    removeAgent: async (agent) => {
      before.set(subject.client, await subject.portfolios.ofClient(subject.client));
      isGone = true;
      await subject.removeAgent(agent);
    },
    portfolios: { ...subject.portfolios, ofClient: async (client) => (isGone ? (before.get(client) ?? []) : await subject.portfolios.ofClient(client)) },
  };
};

describe('the contract of Portfolios', () => {
  provesEveryClause(portfoliosContract, inMemoryPortfolios, {
    'gives the agents of a client': portfolios((good) => ({ ofClient: async (client) => (await good.ofClient(client)).slice(0, 1) })),
    "gives nobody else's agents": portfolios((good, subject) => ({
      ofClient: async (client) => {
        const agents = await good.ofClient(client);
        return agents.length === 0 && client === subject.client ? await good.ofClient(subject.otherClient) : agents;
      },
    })),
    'gives a client that never was there no agents': portfolios((good, { unknownClient }) => ({
      ofClient: async (client) => (client === unknownClient ? await Promise.reject(new Error('There is no such client.')) : await good.ofClient(client)),
    })),
    'associates an agent once, however often it is asked to': portfolios((good) => {
      const added: Association[] = [];
      return {
        add: async (association) => {
          await good.add(association);
          added.push(association);
        },
        list: async (next) => (added.length === 3 ? { associations: added } : await good.list(next)),
      };
    }),
    'takes an agent away, and leaves the others': portfolios((good) => ({
      remove: async (association) => {
        for (const agent of await good.ofClient(association.client)) await good.remove({ ...association, agent });
      },
    })),
    'takes it for done where there is nothing to take away': portfolios((good) => ({
      remove: async (association) => {
        if (!(await good.ofClient(association.client)).includes(association.agent)) throw new Error('There is no such association.');
        await good.remove(association);
      },
    })),
    'fails to associate a client that is not there': forgiving(({ client }, { unknownClient }) => client === unknownClient),
    'fails to associate an agent who is not there': forgiving(({ agent }, { unknownAgent }) => agent === unknownAgent),
    'lists every association once over all pages': portfolios((good) => ({ list: async (next) => ({ associations: (await good.list(next)).associations }) })),
    'leaves out agents whose account is gone': remembering,
  });
});
