import { createSecretBox, hashToken } from '../../src/adapters/system/index.ts';
import { sqliteStore } from '../../src/adapters/sqlite/index.ts';
import { platforms } from '../../src/adapters/webhook-mapper/index.ts';
import { createIntegrationSecrets, type IntegrationSecrets } from '../../src/app/use-cases/leads/integration-secrets.ts';
import { instantOf, type ConnectionId, type IntegrationId } from '../../src/domain/index.ts';
import type { DeliveryRecord, Integration, IntegrationSettings, KnownLead, Store } from '../../src/ports/index.ts';
import { createWorld, SECRET_KEY, type World, type WorldOptions } from './world.ts';

/** A world with integrations of platforms. */
export interface LeadWorld extends World {
  readonly store: () => Store;
  /** Sets an integration up, active and mapped as its preset has it, and gives its address. */
  integrate(settings?: Partial<IntegrationSettings>, secrets?: IntegrationSecrets): Promise<Integrated>;
  /** Another version of it. */
  change(integration: Integrated, settings: Partial<IntegrationSettings> & Pick<Integration, 'removed'>): Promise<void>;
  /** All leads, last changed first. */
  leads(): Promise<readonly KnownLead[]>;
  /** What platforms delivered, in the order in which it was accepted. */
  delivered(): Promise<readonly DeliveryRecord[]>;
}

export interface Integrated {
  readonly id: IntegrationId;
  readonly url: string;
}

/** Integrations are put straight into the store: what people do to set them up is not looked at here. */
export async function createLeadWorld({ database = ':memory:', ...options }: WorldOptions = {}): Promise<LeadWorld> {
  let store: Store | undefined;
  const open = options.hub?.store ?? sqliteStore(database);
  const world = await createWorld({ database, ...options, hub: { ...options.hub, store: async (inside) => (store = await open(inside)) } });
  const stored = (): Store => {
    if (store === undefined) throw new Error('The store of this world is not open.');
    return store;
  };
  const connection = parseConnection(world.connection);
  let made = 0;

  async function put(id: IntegrationId, version: number, settings: IntegrationSettings & Pick<Integration, 'removed'>): Promise<void> {
    await stored().integrations.put({ ...settings, connection, id, version, validFrom: version === 1 ? instantOf(0) : instantOf(Date.now()) });
  }

  return {
    ...world,
    store: stored,
    async integrate(given = {}, secrets = {}) {
      made += 1;
      const id = parseIntegration(`integration-${made}`);
      const platform = platforms.find(given.platform ?? 'hotmart');
      if (platform === undefined) throw new Error(`There is no platform ${given.platform}.`);
      const token = `token-of-integration-${made}`;
      await put(id, 1, { name: platform.name, platform: platform.id, status: 'active', scheme: platform.authenticity[0]?.id ?? '', mapping: platform.mapping, customFields: [], events: [], ...given });
      await createIntegrationSecrets({ secrets: stored().secrets, box: createSecretBox(SECRET_KEY) }).put(connection, id, secrets);
      await stored().hooks.add(hashToken(token), { connection, system: 'webhook', integration: id });
      return { id, url: `${world.hubUrl}/hooks/webhook/${token}` };
    },
    async change({ id }, settings) {
      const before = await stored().integrations.latest(connection, id);
      if (before === undefined) throw new Error(`There is no integration ${id}.`);
      await put(id, before.version + 1, { ...before, ...settings });
    },
    leads: async () => await stored().leads.list(connection, { limit: 100 }),
    async delivered() {
      const { rows } = await stored().history.records({ only: [connection] }, { source: 'webhook' }, { limit: 100 });
      return rows;
    },
  };
}

const parseConnection = (text: string): ConnectionId => text as ConnectionId;
const parseIntegration = (text: string): IntegrationId => text as IntegrationId;
