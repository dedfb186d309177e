import { ELSEWHERE, HERE } from '../../../../src/ports/contracts/builders.ts';
import type { Secrets } from '../../../../src/ports/index.ts';
import type { Saboteur } from './saboteur.ts';

const secretsWith = (change: (secrets: Secrets) => Partial<Secrets>): Saboteur => ({ secrets }) => ({ secrets: { ...secrets, ...change(secrets) } });

export const secretsSaboteurs: Readonly<Record<string, Saboteur>> = {
  'gives back what was put under a name': secretsWith((secrets) => {
    const latest = new Map<string, string>();
    return {
      put: async (connection, name, sealed) => (latest.set(connection, name), await secrets.put(connection, name, sealed)),
      find: async (connection, name) => (await secrets.find(connection, name)) && (await secrets.find(connection, latest.get(connection) ?? name)),
    };
  }),
  'replaces what stood under a name': secretsWith((secrets) => ({
    async put(connection, name, sealed) {
      if ((await secrets.find(connection, name)) === undefined) await secrets.put(connection, name, sealed);
    },
  })),
  'has nothing under a name that was never put': secretsWith((secrets) => {
    let used = false;
    return {
      put: (...asked) => ((used = true), secrets.put(...asked)),
      find: async (...asked) => (used ? secrets.find(...asked) : ''),
    };
  }),
  'tells secrets of two connections apart': secretsWith((secrets) => ({
    find: async (connection, name) => (await secrets.find(connection, name)) ?? (await secrets.find(HERE, name)),
  })),
  'names each connection that has secrets once': secretsWith((secrets) => ({
    connections: async () => ((all) => [...all, ...all])(await secrets.connections()),
  })),
  'names what a connection has sealed values under, in the order of the texts': secretsWith((secrets) => ({
    names: async (connection) => (await secrets.names(connection)).toReversed(),
  })),
  'names nothing of another connection': secretsWith((secrets) => ({
    names: async (connection) => ((own) => (own.length > 0 ? own : secrets.names(ELSEWHERE)))(await secrets.names(connection)),
  })),
  'replaces a value that is still the one that is named': secretsWith(() => ({ replace: async () => 'changed' })),
  'leaves a value that was changed meanwhile, and says so': secretsWith((secrets) => ({
    replace: async (connection, name, { to }) => (await secrets.put(connection, name, to), 'replaced'),
  })),
  'replaces the value of one connection alone': secretsWith((secrets) => ({
    async replace(connection, name, values) {
      for (const each of await secrets.connections()) if (each !== connection) await secrets.replace(each, name, values);
      return await secrets.replace(connection, name, values);
    },
  })),
  'replaces the value of one name alone': secretsWith((secrets) => ({
    async replace(connection, name, values) {
      for (const each of await secrets.names(connection)) if (each !== name) await secrets.replace(connection, each, values);
      return await secrets.replace(connection, name, values);
    },
  })),
};
