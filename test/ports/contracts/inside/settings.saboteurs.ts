import { addMs } from '../../../../src/domain/kernel/instant.ts';
import { BEGINNING } from '../../../../src/ports/contracts/builders.ts';
import type { Settings } from '../../../../src/ports/index.ts';
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
};
