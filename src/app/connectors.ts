import { createHash } from 'node:crypto';
import { createNeppoChat, createNeppoReader, parseNeppoConfig, type HeldToken, type NeppoSettings, type TokenKeeper } from '../adapters/neppo/index.ts';
import { createPloomesCrm, parsePloomesConfig, ploomesAutomationReader, ploomesReader } from '../adapters/ploomes/index.ts';
import type { ChatConnector, ConnectorInside, CrmConnector } from './connections.ts';

/** Reaches Ploomes; a connection's `ploomes` settings are those of the Ploomes adapter. */
export const ploomesConnector = (): CrmConnector => ({
  parseConfig: parsePloomesConfig,
  connect: (config, inside) => createPloomesCrm(parsePloomesConfig(config), inside),
  reader: () => ploomesReader,
  automationReader: () => ploomesAutomationReader,
  shown: (config) => without(config, 'userKey'),
});

/** Reaches Neppo; a connection's `neppo` settings are those of the Neppo adapter. One live token for each credential is shared. */
export function neppoConnector(): ChatConnector {
  return {
    parseConfig: (input) => {
      parseNeppoConfig(parseSettings(input));
      return input;
    },
    connect: (config, inside) => {
      const settings = parseSettings(config);
      return createNeppoChat(settings, { ...inside, tokens: keeperOf(settings, inside) });
    },
    reader: (config) => createNeppoReader(parseSettings(config)),
    shown: (config) => without(config, 'credentials'),
  };
}

/** Settings as a person gave them, but for what is secret. */
const without = (config: unknown, secret: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries({ ...parseObject(config) }).filter(([name]) => name !== secret));

const parseObject = (config: unknown): Readonly<Record<string, unknown>> => config as Readonly<Record<string, unknown>>;

/** What `parseConfig` let pass. */
const parseSettings = (config: unknown): NeppoSettings => config as NeppoSettings;

/** The token stands in the store, so that all processes use it and one of them renews it (DESIGN §4). */
function keeperOf({ credentials, tokenUrl = 'default' }: NeppoSettings, { shared }: ConnectorInside): TokenKeeper {
  // By the whole credential: one whose password is wrong must not be let in by the token of the right one (ACT-02).
  const { consumerKey, consumerSecret, username, password } = credentials;
  const credential = createHash('sha256').update(JSON.stringify([tokenUrl, consumerKey, consumerSecret, username, password])).digest('base64url');
  const secret = shared(`neppo-token-${credential}`);
  return {
    async current() {
      const held = await secret.read();
      return held === undefined ? undefined : parseHeldToken(held);
    },
    save: async (token) => await secret.write(JSON.stringify(token)),
    alone: async (work, whenBusy) => await secret.alone(work, whenBusy),
  };
}

/** What `save` wrote. */
const parseHeldToken = (text: string): HeldToken => JSON.parse(text) as HeldToken;
