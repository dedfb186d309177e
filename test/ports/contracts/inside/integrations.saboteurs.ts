import { after, ELSEWHERE, HERE, integrationId } from '../../../../src/ports/contracts/builders.ts';
import { isPortFailure, type Integration, type Integrations } from '../../../../src/ports/index.ts';
import type { Saboteur } from './saboteur.ts';

const integrationsWith = (change: (integrations: Integrations) => Partial<Integrations>): Saboteur =>
  ({ integrations }) => ({ integrations: { ...integrations, ...change(integrations) } });

/** Takes some of what it should refuse, and forgets it. */
const taking = (isTaken: (integration: Integration) => boolean): Saboteur => integrationsWith((integrations) => ({
  put: async (integration) => await integrations.put(integration).catch((failure: unknown) => {
    if (!isPortFailure(failure) || !isTaken(integration)) throw failure;
  }),
}));

const takingStructures = (isTaken: (basedOn: number, isThere: boolean) => boolean): Saboteur => integrationsWith((integrations) => ({
  async putStructure(connection, id, structure, basedOn) {
    const before = await integrations.structure(connection, id);
    await integrations.putStructure(connection, id, structure, basedOn).catch((failure: unknown) => {
      if (!isPortFailure(failure) || !isTaken(basedOn, before !== undefined)) throw failure;
    });
  },
}));

const [SHOP, OTHER] = [integrationId('shop'), integrationId('other')];

const withoutMapping = ({ mapping: _mapping, ...integration }: Integration): Integration => integration;

export const integrationsSaboteurs: Readonly<Record<string, Saboteur>> = {
  'gives an integration back as it was put': integrationsWith((all) => ({ latest: async (...asked) => ((one) => one && withoutMapping(one))(await all.latest(...asked)) })),
  'gives the latest version': integrationsWith((all) => ({
    latest: async (...asked) => ((versions) => (versions.length === 3 ? versions[1] : versions[0]))(await all.versions(...asked)),
  })),
  'has nothing of an integration that was never put': integrationsWith((all) => ({ latest: async (connection, id) => await all.latest(connection, id === OTHER ? SHOP : id) })),
  'finds the version that was in force at a moment': integrationsWith((all) => ({
    at: async (connection, id, moment) => await all.at(connection, id, moment === after(120) ? after(119) : moment),
  })),
  'gives the first version for a moment before it': integrationsWith((all) => ({
    at: async (connection, id, moment) => ((one) => (one !== undefined && one.validFrom <= moment ? one : undefined))(await all.at(connection, id, moment)),
  })),
  'keeps all versions, the newest first': integrationsWith((all) => ({ versions: async (...asked) => (await all.versions(...asked)).toReversed() })),
  'refuses a version that is there already': taking(({ version }) => version === 2),
  'refuses a version before which one is missing': taking(({ version }) => version === 3),
  'takes one of two that are put as the same version at once': taking(({ version }) => version === 1),
  'lists the latest version of each, the oldest integration first': integrationsWith((all) => ({ list: async (...asked) => (await all.list(...asked)).toReversed() })),
  'lists nothing that was removed': integrationsWith((all) => ({
    list: async (connection) => [...await all.list(connection), ...[await all.latest(connection, SHOP)].filter((one) => one?.removed !== undefined).filter((one) => one !== undefined)],
  })),
  'still finds what was removed, and what it was before': integrationsWith((all) => ({
    latest: async (...asked) => ((one) => (one?.removed === undefined ? one : undefined))(await all.latest(...asked)),
  })),
  'lists none of another connection': integrationsWith((all) => ({
    list: async (connection) => ((own) => (own.length > 0 ? own : all.list(ELSEWHERE)))(await all.list(connection)),
  })),
  'tells integrations of two connections apart': integrationsWith((all) => ({
    latest: async (connection, id) => await all.latest(connection === HERE ? ELSEWHERE : HERE, id) ?? await all.latest(connection, id),
  })),
  'gives a structure back as it was put': integrationsWith((all) => ({
    structure: async (...asked) => ((one) => (one?.of === 1 ? { ...one, paths: [] } : one))(await all.structure(...asked)),
  })),
  'knows no structure of what received nothing': integrationsWith((all) => ({ structure: async (connection, id) => await all.structure(connection, id === OTHER ? SHOP : id) })),
  'puts a structure in the place of the one that it is based on': integrationsWith((all) => ({
    putStructure: async (connection, id, structure, basedOn) => (structure.of === 3 ? undefined : await all.putStructure(connection, id, structure, basedOn)),
  })),
  'refuses a structure that is based on an older one': takingStructures((basedOn, isThere) => basedOn === 1 && isThere),
  'refuses a first structure where there is one': takingStructures((basedOn) => basedOn === 0),
  'refuses a structure that is based on one which is not there': takingStructures((basedOn, isThere) => basedOn === 1 && !isThere),
  'tells structures of two connections apart': integrationsWith((all) => ({
    structure: async (connection, id) => await all.structure(connection, id) ?? await all.structure(ELSEWHERE, id),
  })),
};
