import { addMs } from '../../../../src/domain/kernel/instant.ts';
import { BEGINNING, HERE } from '../../../../src/ports/contracts/builders.ts';
import { PortFailure, type Secrets, type Settings } from '../../../../src/ports/index.ts';
import { createTraffic, type Saboteur } from './saboteur.ts';

const settingsWith = (change: (settings: Settings) => Partial<Settings>): Saboteur =>
  ({ settings }) => ({ settings: { ...settings, ...change(settings) } });

const overwriting = async (settings: Settings, ...[connection, value, validFrom]: Parameters<Settings['put']>) =>
  settings.put(connection, value, validFrom, (await settings.latest(connection))?.version ?? 0);

export const settingsSaboteurs: Readonly<Record<string, Saboteur>> = {
  'gives back the latest version whole': settingsWith((settings) => ({
    latest: async (connection) => ((version) => version && { ...version, validFrom: BEGINNING })(await settings.latest(connection)),
  })),
  'answers a write with the version it became': settingsWith((settings) => ({
    put: async (...asked) => ({ ...(await settings.put(...asked)), version: 0 }),
  })),
  'has nothing for a connection without settings': settingsWith((settings) => ({
    latest: async (connection) => (await settings.latest(connection)) ?? { connection, version: 0, validFrom: BEGINNING, value: {} },
  })),
  'finds the version that was in force at a moment': settingsWith((settings) => ({
    at: (connection, moment) => settings.at(connection, addMs(moment, -1)),
  })),
  'gives the first version for a moment before it': settingsWith((settings) => ({
    at: async (connection, moment) => ((version) => (version && version.validFrom <= moment ? version : undefined))(await settings.at(connection, moment)),
  })),
  'refuses a write that is based on an older version': settingsWith((settings) => {
    const traffic = createTraffic();
    return {
      put: (...asked) => {
        const busy = traffic.isBusy();
        return traffic.pass(() => (busy ? settings.put(...asked) : settings.put(...asked).catch(() => overwriting(settings, ...asked))));
      },
    };
  }),
  'takes one of two writes at once': settingsWith((settings) => {
    const traffic = createTraffic();
    return {
      put: (...asked) => {
        const busy = traffic.isBusy();
        return traffic.pass(() => (busy ? settings.put(...asked).catch(() => overwriting(settings, ...asked)) : settings.put(...asked)));
      },
    };
  }),
  'lists every connection once': settingsWith((settings) => ({
    connections: async () => ((all) => [...all, ...all])(await settings.connections()),
  })),
  'knows where a hook leads': settingsWith((settings) => ({
    hook: async (hash) => ((address) => address && { ...address, system: 'neppo' })(await settings.hook(hash)),
  })),
  'knows nothing of a hook that was never added': settingsWith((settings) => ({
    hook: async (hash) => (await settings.hook(hash)) ?? { connection: HERE, system: 'neppo' },
  })),
  'takes the same hook twice': settingsWith((settings) => ({
    async addHook(hash, address) {
      if (await settings.hook(hash)) throw new PortFailure('port.conflict', 'taken');
      await settings.addHook(hash, address);
    },
  })),
  'refuses a hook whose token leads elsewhere': settingsWith((settings) => ({
    addHook: (...asked) => settings.addHook(...asked).catch(() => undefined),
  })),
};

const secretsWith = (change: (secrets: Secrets) => Partial<Secrets>): Saboteur => ({ secrets }) => ({ secrets: { ...secrets, ...change(secrets) } });

export const secretsSaboteurs: Readonly<Record<string, Saboteur>> = {
  'gives back what was put under a name': secretsWith(() => {
    const latest = new Map<string, string>();
    return { put: async (connection, _name, sealed) => void latest.set(connection, sealed), find: async (connection) => latest.get(connection) };
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
  'tells secrets of two connections apart': secretsWith((secrets) => ({ find: (_connection, name) => secrets.find(HERE, name) })),
};
