import { createInMemoryTokenKeeper, createNeppoChat, createNeppoReader, parseNeppoConfig, type NeppoSettings, type TokenKeeper } from '../adapters/neppo/index.ts';
import { createPloomesCrm, parsePloomesConfig, ploomesReader } from '../adapters/ploomes/index.ts';
import type { ChatConnector, CrmConnector } from './connections.ts';

/** Reaches Ploomes; a connection's `ploomes` settings are those of the Ploomes adapter. */
export const ploomesConnector = (): CrmConnector => ({
  parseConfig: parsePloomesConfig,
  connect: (config, inside) => createPloomesCrm(parsePloomesConfig(config), inside),
  reader: () => ploomesReader,
});

/** Reaches Neppo; a connection's `neppo` settings are those of the Neppo adapter. One live token for each credential is shared. */
export function neppoConnector(): ChatConnector {
  const keepers = new Map<string, TokenKeeper>();
  const keeperOf = ({ credentials, tokenUrl }: NeppoSettings): TokenKeeper => {
    const credential = `${tokenUrl ?? ''} ${credentials.consumerKey} ${credentials.username}`;
    const keeper = keepers.get(credential) ?? createInMemoryTokenKeeper();
    keepers.set(credential, keeper);
    return keeper;
  };
  return {
    parseConfig: (input) => {
      parseNeppoConfig(parseSettings(input));
      return input;
    },
    connect: (config, inside) => {
      const settings = parseSettings(config);
      return createNeppoChat(settings, { ...inside, tokens: keeperOf(settings) });
    },
    reader: (config) => createNeppoReader(parseSettings(config)),
  };
}

/** What `parseConfig` let pass. */
const parseSettings = (config: unknown): NeppoSettings => config as NeppoSettings;
